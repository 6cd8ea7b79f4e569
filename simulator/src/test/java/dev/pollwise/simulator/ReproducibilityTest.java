package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Mangling;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That chance is the same for the same requests, however they are interleaved. */
@Timeout(120)
class ReproducibilityTest {

  private static final int CLIENTS = 8;
  private static final int JOBS = 6;
  private static final int LOOKS = 8;
  private static final Pattern ID = Pattern.compile("\\[\"([^\"]+)\"");

  @Test
  void eightClientsAtOnceMeetTheSamePlansOutcomesAndFaultsAsBefore() throws Exception {
    World first = run();
    World second = run();

    assertThat(second.seen()).isEqualTo(first.seen());
    assertThat(second.plans()).isEqualTo(first.plans()).hasSizeGreaterThan(CLIENTS);
    assertThat(String.join(" ", first.seen().values()))
        .contains("Reset", "503", "broken", "running", "completed", "pending");
  }

  @Test
  void idsTellRunsAndResetsApartUnlessTheyAreToRepeatAndPlansRepeatAnyway() throws Exception {
    List<String> first = idsAndPlans(false);
    List<String> second = idsAndPlans(false);
    List<String> repeated = idsAndPlans(true);

    assertThat(second.subList(0, 4)).doesNotContainAnyElementsOf(first.subList(0, 4));
    assertThat(first.subList(0, 4)).doesNotHaveDuplicates();
    assertThat(second.subList(4, 6)).isEqualTo(first.subList(4, 6));
    assertThat(repeated).isEqualTo(idsAndPlans(true));
    assertThat(repeated.subList(0, 4)).doesNotHaveDuplicates();
    assertThat(repeated.subList(4, 6)).isEqualTo(first.subList(4, 6));
  }

  /** Of a job, and of the implicit one, before a reset and after; then the plans of the jobs. */
  private static List<String> idsAndPlans(boolean repeatable) throws IOException {
    try (var simulator =
        SimulatorServer.builder().port(0).seed(7).repeatableIds(repeatable).build().start()) {
      String before = create(simulator, "", new TreeMap<>());
      String implicitBefore = simulator.simulation().implicitJob().id();
      String planBefore = planOf(simulator, before);
      simulator.simulation().reset();
      String after = create(simulator, "", new TreeMap<>());
      return List.of(
          before,
          after,
          implicitBefore + before,
          simulator.simulation().implicitJob().id() + after,
          planBefore,
          planOf(simulator, after));
    }
  }

  private static String planOf(SimulatorServer simulator, String id) {
    return simulator.simulation().jobs().find(id).orElseThrow().plan().toString();
  }

  /**
   * What came of a run.
   *
   * @param seen what each job's requests met, in their order
   * @param plans by the identity of the job
   */
  private record World(Map<String, String> seen, Map<String, String> plans) {}

  private static World run() throws Exception {
    Scenario scenario =
        Scenario.lasting(DurationLaw.logNormal(Duration.ofSeconds(10), 0.8))
            .withErrorProbability(0.3)
            .withFault(FaultRule.of(Fault.reset()).share(0.15))
            .withFault(FaultRule.of(Fault.reset()).in(FaultRule.Phase.AFTER).share(0.1))
            .withFault(FaultRule.of(Fault.status(503)).share(0.15))
            .withFault(FaultRule.of(new Mangling.BadJson()).share(0.15))
            .withFault(FaultRule.of(new Distortion.Regress()).share(0.4));
    try (var simulator =
            SimulatorServer.builder().port(0).seed(7).scenario(scenario).build().start();
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS)) {
      simulator.simulation().clock().freeze(true);
      Map<String, String> ids = new ConcurrentSkipListMap<>();
      Map<String, String> seen = new ConcurrentSkipListMap<>();
      inParallel(pool, name -> ids.put(name, create(simulator, name, seen)));
      simulator.simulation().clock().advance(Duration.ofSeconds(10));
      inParallel(pool, name -> look(simulator, ids.getOrDefault(name, ""), name, seen));
      Map<String, String> plans = new TreeMap<>();
      simulator
          .simulation()
          .jobs()
          .page(Long.MAX_VALUE, 1_000, job -> true)
          .forEach(job -> plans.put(job.identity().value(), job.plan().toString()));
      return new World(new TreeMap<>(seen), plans);
    }
  }

  @FunctionalInterface
  private interface Work {

    void on(String name) throws IOException;
  }

  private static void inParallel(ExecutorService pool, Work work) throws Exception {
    List<Callable<Void>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      String prefix = "client-" + client + "-job-";
      clients.add(() -> {
        for (int job = 0; job < JOBS; job++) {
          work.on(prefix + job);
        }
        return null;
      });
    }
    for (Future<Void> done : pool.invokeAll(clients)) {
      done.get();
    }
  }

  /** Returns the job's id; empty if its answer did not arrive. */
  private static String create(SimulatorServer simulator, String name, Map<String, String> seen)
      throws IOException {
    try (RawConnection connection = new RawConnection(simulator.uri())) {
      Seen answer =
          connection.post(
              "/v3/video-translations",
              "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},"
                  + "\"output_languages\":[\"French\"],\"callback_id\":\""
                  + name
                  + "\"}",
              "X-Api-Key: demo");
      seen.put(name, summary(answer));
      Matcher id = ID.matcher(answer instanceof Seen.Answer(String text) ? text : "");
      return id.find() ? id.group(1) : "";
    }
  }

  private static void look(
      SimulatorServer simulator, String id, String name, Map<String, String> seen)
      throws IOException {
    for (int i = 0; i < LOOKS && !id.isEmpty(); i++) {
      try (RawConnection connection = new RawConnection(simulator.uri())) {
        Seen answer = connection.get("/v3/video-translations/" + id, "X-Api-Key: demo");
        seen.merge(name, summary(answer), (before, next) -> before + ", " + next);
      }
    }
  }

  private static String summary(Seen seen) {
    if (!(seen instanceof Seen.Answer(String text))) {
      return seen.toString();
    }
    if (!text.startsWith("HTTP/1.1 200 ")) {
      return text.substring(9, 12);
    }
    Matcher status = Pattern.compile("\"status\":\"(\\w+)\"").matcher(text);
    return !text.endsWith("}}") ? "broken" : status.find() ? status.group(1) : "created";
  }
}
