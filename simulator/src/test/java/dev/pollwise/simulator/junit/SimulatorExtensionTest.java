package dev.pollwise.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes of tests as their authors would, and looks at what became of the simulator. */
@Timeout(60)
class SimulatorExtensionTest {

  private static final List<SimulatorServer> SEEN = new ArrayList<>();

  private final PrintStream screen = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void readTheScreen() {
    SEEN.clear();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void leaveTheScreen() {
    System.setErr(screen);
  }

  private void run(Class<?> tests, int passed, int failed) {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents()
        .assertStatistics(counts -> counts.succeeded(passed).failed(failed));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static void assertClosed(SimulatorServer server) {
    assertThatIllegalStateException().isThrownBy(server::uri);
  }

  static class OneForTheClass {

    @RegisterExtension
    static final SimulatorExtension simulator =
        SimulatorExtension.scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofMinutes(1))))
            .with(server -> server.timeScale(60).frozen().fault(FaultRule.of(Fault.status(503))));

    private final Caller caller = new Caller(simulator.uri());

    @RepeatedTest(2)
    void findsAllAsItWasSet() {
      SEEN.add(simulator.server());
      var world = simulator.simulation();
      assertThat(world.clock().now()).isEqualTo(Duration.ZERO);
      assertThat(world.clock().isFrozen()).isTrue();
      assertThat(world.clock().scale()).isEqualTo(60);
      assertThat(world.scenario().name()).isNotEqualTo("chaos");
      assertThat(world.faults().inForce(Duration.ZERO)).hasSize(1);
      assertThat(simulator.verdict().clients()).isEmpty();
      assertThat(caller.poll()).isEqualTo(503);

      world.clock().advance(Duration.ofHours(1));
      world.clock().scale(7);
      world.clock().freeze(false);
      world.use(Scenario.happyPath());
      simulator.server().fault(FaultRule.of(Fault.status(500)));
      assertThat(simulator.verdict().clients()).hasSize(1);
    }

    @Nested
    class Inside {

      @Test
      void isTheSameServer(SimulatorServer injected) {
        SEEN.add(injected);
        assertThat(injected.uri()).isEqualTo(simulator.uri());
        assertThat(simulator.verdict().clients()).isEmpty();
      }
    }
  }

  @Test
  void aStaticFieldIsOneServerThatBeginsAnewForEachTest() {
    run(OneForTheClass.class, 3, 0);

    assertThat(SEEN).hasSize(3).containsOnly(SEEN.getFirst());
    assertClosed(SEEN.getFirst());
    assertThatIllegalStateException()
        .isThrownBy(OneForTheClass.simulator::uri)
        .withMessageContaining("@RegisterExtension");
  }

  @Test
  void aStaticFieldStartsAgainWithItsClass() {
    run(OneForTheClass.class, 3, 0);
    run(OneForTheClass.class, 3, 0);

    assertThat(SEEN.getLast()).isNotSameAs(SEEN.getFirst());
  }

  static class OneForEachTest {

    @RegisterExtension
    final SimulatorExtension simulator =
        SimulatorExtension.scenario(Path.of("../config/scenarios/flaky-network.yaml"));

    @RepeatedTest(2)
    void hasItsOwn(SimulatorServer injected) {
      SEEN.forEach(SimulatorExtensionTest::assertClosed);
      SEEN.add(injected);
      assertThat(injected).isSameAs(simulator.server());
    }
  }

  @Test
  void aFieldOfTheInstanceIsAServerForEachTest() {
    run(OneForEachTest.class, 2, 0);

    assertThat(SEEN).hasSize(2).doesNotHaveDuplicates().allSatisfy(each -> assertClosed(each));
  }

  @ExtendWith(SimulatorExtension.class)
  static class Injected {

    private final SimulatorServer server;

    Injected(SimulatorServer server) {
      this.server = server;
    }

    @Test
    void isTheSameEverywhere(SimulatorServer injected) {
      SEEN.add(injected);
      assertThat(injected).isSameAs(server);
      assertThat(injected.simulation().scenario().name()).isEqualTo("happy-path");
    }
  }

  @Test
  void needsNoField() {
    run(Injected.class, 1, 0);

    SEEN.forEach(SimulatorExtensionTest::assertClosed);
  }

  static class Failing {

    @RegisterExtension
    static final SimulatorExtension simulator =
        SimulatorExtension.scenario("happy-path").with(server -> server.seed(77));

    private final Caller caller = new Caller(simulator.uri());

    @Test
    void failsAfterAPoll() {
      caller.poll();
      throw new AssertionError("meant");
    }

    @Test
    void passes() {
      caller.poll();
    }

    @Test
    void isAborted() {
      abort("meant");
    }
  }

  @Test
  void seedAndReportArePrintedWhereATestFails() {
    run(Failing.class, 1, 1);

    assertThat(printed().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("The simulator of failsAfterAPoll(): scenario happy-path, seed 77, at ");
    assertThat(printed()).contains("lost 0, early 0, cost not known,", "calls 1, wasted 1,");
    assertThat(printed()).contains("  job ", ": calls 1, over ", ", not known");
  }

  @Test
  void nothingIsPrintedWhereAllPass() {
    run(OneForTheClass.class, 3, 0);

    assertThat(Logger.getLogger("io.helidon.webserver").isLoggable(Level.INFO)).isFalse();
    assertThat(printed()).isEmpty();
  }

  static final class Broken implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
      if (context.getDisplayName().contains("Inside")) {
        throw new IllegalStateException("meant");
      }
    }

    @Override
    public void afterAll(ExtensionContext context) {}
  }

  @ExtendWith(Broken.class)
  static class WithABrokenNeighbour {

    @RegisterExtension static final SimulatorExtension simulator = new SimulatorExtension();

    @Nested
    class Inside {
      @Test
      void isNeverRun() {}
    }

    @Nested
    class Outside {
      @Test
      void hasTheServer(SimulatorServer server) {
        SEEN.add(server);
        assertThat(server.uri()).isNotNull();
      }
    }
  }

  @Test
  void aNeighbourThatBreaksTakesNoServerAway() {
    run(WithABrokenNeighbour.class, 1, 0);

    SEEN.forEach(SimulatorExtensionTest::assertClosed);
  }
}
