package dev.pollwise.simulator.junit;

import static dev.pollwise.simulator.junit.VerdictAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.report.Gate;
import dev.pollwise.simulator.scenario.Scenario;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate as assertions, on a server of ten seconds a job and time that stands still. */
@Timeout(60)
class VerdictAssertTest {

  @RegisterExtension
  static final SimulatorExtension simulator =
      SimulatorExtension.scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(10))))
          .with(server -> server.frozen());

  private static final Map<Gate.Threshold, Consumer<VerdictAssert>> NAMED =
      Map.of(
          Gate.Threshold.LOST, VerdictAssert::lostNothing,
          Gate.Threshold.EARLY, VerdictAssert::askedNeverEarly,
          Gate.Threshold.COST, verdict -> verdict.costsAtMost(0),
          Gate.Threshold.LATE, verdict -> verdict.knewWithin(Duration.ZERO),
          Gate.Threshold.CALLS, verdict -> verdict.pollsAtMost(0),
          Gate.Threshold.WASTED, verdict -> verdict.isWithin(Gate.Threshold.WASTED, 0),
          Gate.Threshold.AFTER_END, VerdictAssert::askedNeverAfterEnd,
          Gate.Threshold.OVERLAPPING, VerdictAssert::askedOneAtATime,
          Gate.Threshold.REPEATED_SUBMITS, VerdictAssert::paidNothingTwice);

  private final Caller caller = new Caller(simulator.uri());

  /** Asks a second too late, and once more for nothing; pays twice, and leaves a job alone. */
  private void pollBadly() {
    String job = caller.submit();
    caller.poll(job);
    simulator.simulation().clock().advance(Duration.ofSeconds(11));
    caller.poll(job);
    caller.poll(job);
    caller.poll(job);
    caller.submit();
    simulator.simulation().clock().advance(Duration.ofSeconds(11));
  }

  @Test
  void passesAClientThatBehaves() {
    String job = caller.submit();
    simulator.simulation().clock().advance(Duration.ofSeconds(10));
    caller.poll(job);

    assertThat(simulator.verdict()).lostNothing().askedNeverEarly().costsAtMost(2.0);
    assertThat(simulator.verdict()).askedNeverAfterEnd().askedOneAtATime().paidNothingTwice();
    assertThat(simulator.verdict()).knewWithin(Duration.ZERO).pollsAtMost(1);
    assertThat(simulator.verdict(Duration.ofMinutes(1)).price()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @EnumSource
  void failsForTheReasonsOfTheGate(Gate.Threshold threshold) {
    pollBadly();
    List<String> reasons =
        reasons(threshold.word() + (threshold == Gate.Threshold.LATE ? "=0s" : "=0"));

    Consumer<VerdictAssert> assertion = NAMED.get(threshold);
    assertNotNull(assertion);
    if (reasons.isEmpty()) {
      assertion.accept(assertThat(simulator.verdict()));
    } else {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertion.accept(assertThat(simulator.verdict())))
          .withMessage(String.join(System.lineSeparator(), reasons));
    }
  }

  @Test
  void theClientOfThisTestIsBadInMostRespects() {
    pollBadly();

    assertThat(reasons("lost=0&cost=0&late=0s&calls=0&wasted=0&after_end=0&repeated_submits=0"))
        .hasSize(7);
  }

  @Test
  void whatNobodyKnowsDoesNotPass() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(simulator.verdict()).lostNothing())
        .withMessage("No client submitted or polled anything.");

    caller.poll(caller.submit());

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(simulator.verdict()).costsAtMost(2))
        .withMessageContaining("cost is not known");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void refusesABoundThatIsNone(double bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(simulator.verdict()).costsAtMost(bound))
        .withMessageContaining("cost");
  }

  private static List<String> reasons(String query) {
    String answer =
        new Caller(simulator.server().controlUri().orElseThrow())
            .get("/simulator/verdict?" + query);
    return Json.parse(answer.getBytes(StandardCharsets.UTF_8))
        .orElseThrow()
        .asJsonObject()
        .getJsonArray("reasons")
        .getValuesAs(JsonString.class)
        .stream()
        .map(JsonString::getString)
        .toList();
  }
}
