package dev.pollwise.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Mangling;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault that the simulator knows: survived, and called what it is. */
@Timeout(120)
class FaultsAtSimulatorTest {

  private static final URI VIDEO = URI.create("https://example.com/a.mp4");
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final PollingPolicy QUICK =
      PollingPolicy.defaults()
          .withPacing(Pacing.fixed(Duration.ofMillis(50)))
          .withAttemptTimeout(Duration.ofMillis(1_500));

  private final List<JobEvent> heard = new CopyOnWriteArrayList<>();

  /**
   * A fault and what the client is to make of it.
   *
   * @param rule the fault, where and how often
   * @param seenAs what a call that it strikes counts as; any of them
   */
  record Trial(FaultRule rule, List<Class<? extends Miss>> seenAs) {

    @Override
    public String toString() {
      return rule.fault().toString();
    }
  }

  private static Trial twice(Fault fault) {
    // The JDK's client asks twice by itself when a connection dies without an answer.
    return new Trial(FaultRule.of(fault).onRoute("get").first(2), List.of());
  }

  private static Trial twice(Fault fault, Class<? extends Miss> seenAs) {
    return new Trial(twice(fault).rule(), List.of(seenAs));
  }

  private static Trial always(Fault fault) {
    return new Trial(FaultRule.of(fault).onRoute("get"), List.of());
  }

  private static Trial ofWebhooks(Fault.WebhookFault fault) {
    return new Trial(FaultRule.of(fault), List.of());
  }

  private static Fault error(int status, ErrorBody body, Fault.RetryHint hint) {
    return new Fault.StatusError(status, body, hint);
  }

  static Stream<Trial> trials() {
    return Stream.of(
        twice(Fault.latency(DurationLaw.fixed(LONG)), Miss.TimedOut.class),
        twice(new Fault.NoAnswer(LONG), Miss.TimedOut.class),
        twice(Fault.reset(), Miss.Unreachable.class),
        twice(Fault.close(), Miss.Unreachable.class),
        new Trial(
            FaultRule.of(Fault.outage()).between(SHORT, SHORT.multipliedBy(20)),
            List.of(Miss.Unreachable.class)),
        twice(Fault.status(500), Miss.Rejected.class),
        twice(error(502, new ErrorBody.Html(), new Fault.RetryHint.None()), Miss.Rejected.class),
        twice(error(503, new ErrorBody.Empty(), new Fault.RetryHint.None()), Miss.Rejected.class),
        twice(
            error(503, ErrorBody.usual(), new Fault.RetryHint.InSeconds(Duration.ofSeconds(1))),
            Miss.Rejected.class),
        twice(Fault.status(404), Miss.NotFound.class),
        twice(Fault.tooManyRequests(Duration.ofSeconds(1)), Miss.Throttled.class),
        twice(
            error(429, ErrorBody.usual(), new Fault.RetryHint.AtDate(Duration.ofSeconds(1))),
            Miss.Throttled.class),
        always(Fault.clockSkew(Duration.ofHours(-3))),
        twice(new Mangling.ResetAmid(), Miss.Unreadable.class),
        twice(new Mangling.Truncate(Mangling.Framing.LENGTH), Miss.Unreadable.class),
        twice(new Mangling.Truncate(Mangling.Framing.CHUNK), Miss.Unreadable.class),
        twice(new Mangling.Stall(LONG), Miss.TimedOut.class),
        twice(new Mangling.Dribble(20, LONG), Miss.TimedOut.class),
        twice(new Mangling.WrongLength(), Miss.Unreadable.class),
        twice(new Mangling.WrongType("text/html")),
        twice(new Mangling.BadJson(), Miss.Unreadable.class),
        twice(new Mangling.HugeBody(4 << 20), Miss.Unreadable.class),
        new Trial(
            FaultRule.of(new Fault.Nonsense.Garbage()).onRoute("get").first(2),
            List.of(Miss.Unreadable.class, Miss.Unreachable.class)),
        twice(new Fault.Nonsense.BadStatusLine(), Miss.Rejected.class),
        twice(new Fault.Nonsense.MalformedChunk(), Miss.Unreadable.class),
        new Trial(
            FaultRule.of(new Distortion.NotFound(SHORT)).onRoute("get"),
            List.of(Miss.NotFound.class)),
        always(new Distortion.UnknownStatus("postprocessing")),
        twice(new Distortion.Regress()),
        always(new Distortion.NoUrl(SHORT)),
        always(new Distortion.StuckRunning(SHORT)),
        twice(new Distortion.WrongState("running", "")),
        always(new Distortion.Patch("{\"error\":{\"message\":\"Lip sync failed\"}}")),
        always(new Distortion.Stored(SHORT)),
        twice(new Mangling.Gzip()),
        twice(
            error(
                200,
                new ErrorBody.Own(
                    ErrorBody.MediaType.JSON, "{\"error\":{\"code\":\"internal_error\"}}"),
                new Fault.RetryHint.None()),
            Miss.Rejected.class),
        twice(
            new Fault.StatusError(
                302,
                new ErrorBody.Empty(),
                new Fault.RetryHint.None(),
                new Fault.ExtraHeaders(Map.of("Location", "/elsewhere"))),
            Miss.Redirected.class),
        always(
            new Fault.Headers(
                new Fault.ExtraHeaders(Map.of("X-Served-By", "cache-1")),
                new Fault.RetryHint.None())),
        new Trial(FaultRule.of(new Fault.IgnoreIdempotencyKey()).onRoute("create"), List.of()),
        ofWebhooks(new Fault.WebhookFault.Loss()),
        ofWebhooks(new Fault.WebhookFault.Duplicate()),
        ofWebhooks(new Fault.WebhookFault.Delay(DurationLaw.fixed(SHORT))));
  }

  private static SimulatorServer simulator(FaultRule... rules) {
    Scenario scenario = Scenario.lasting(DurationLaw.fixed(Duration.ofMillis(400)));
    for (FaultRule rule : rules) {
      scenario = scenario.withFault(rule);
    }
    return SimulatorServer.builder().port(0).seed(7).scenario(scenario).build().start();
  }

  private TranslationClient client(SimulatorServer simulator) {
    return TranslationClient.builder(simulator.uri())
        .apiKey("demo")
        .policy(QUICK)
        .listener(heard::add)
        .build();
  }

  private List<Miss> misses() {
    return heard.stream()
        .filter(JobEvent.Missed.class::isInstance)
        .map(event -> ((JobEvent.Missed) event).cause())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("trials")
  @Execution(ExecutionMode.CONCURRENT)
  void survivesEachFaultAndSaysWhatItWas(Trial trial) throws InterruptedException {
    try (var simulator = simulator(trial.rule());
        var client = client(simulator)) {
      TranslationJob job = client.translate(TranslationRequest.of(VIDEO, "Spanish")).getFirst();

      assertThat(job.await())
          .isInstanceOfSatisfying(
              JobOutcome.Ended.class,
              ended ->
                  assertThat(ended.status())
                      .isInstanceOfSatisfying(
                          JobStatus.Completed.class,
                          completed -> assertThat(completed.videoUrl()).isPresent()));
    }
    if (trial.seenAs().isEmpty()) {
      assertThat(misses()).isEmpty();
    } else {
      assertThat(misses()).isNotEmpty();
      assertThat(misses().stream().<Class<?>>map(Miss::getClass)).isSubsetOf(trial.seenAs());
    }
  }

  @Test
  void aDateThatTheServersClockPutsHoursAwayIsReadAsThePauseThatItMeans()
      throws InterruptedException {
    FaultRule late = FaultRule.of(Fault.clockSkew(Duration.ofHours(3))).onRoute("get");
    FaultRule throttled =
        FaultRule.of(
                error(429, ErrorBody.usual(), new Fault.RetryHint.AtDate(Duration.ofSeconds(1))))
            .onRoute("get")
            .first(1);
    try (var simulator = simulator(throttled, late);
        var client = client(simulator)) {
      assertThat(client.translate(TranslationRequest.of(VIDEO, "Spanish")).getFirst().await())
          .isInstanceOf(JobOutcome.Ended.class);
    }
    assertThat(misses())
        .singleElement()
        .satisfies(miss ->
            assertThat(miss.hint())
                .isInstanceOfSatisfying(
                    Hint.RetryAfter.class,
                    hint -> assertThat(hint.floor()).isLessThanOrEqualTo(Duration.ofSeconds(2))));
  }

  @Test
  void aWordThatNobodyKnowsCountsAsRunningAndIsReported() throws InterruptedException {
    try (var simulator =
            simulator(FaultRule.of(new Distortion.UnknownStatus("postprocessing")).onRoute("get"));
        var client = client(simulator)) {
      client.translate(TranslationRequest.of(VIDEO, "Spanish")).getFirst().await();
    }
    assertThat(heard)
        .filteredOn(JobEvent.Polled.class::isInstance)
        .first()
        .satisfies(event -> {
          JobStatus status = ((JobEvent.Polled) event).status();
          assertThat(status).isInstanceOf(JobStatus.Running.class);
          assertThat(status.word()).isEqualTo("postprocessing");
        });
  }

  @Test
  void anIdInAnErrorBodyIsUsedAndNothingIsPaidTwice() throws InterruptedException {
    FaultRule lost =
        FaultRule.of(
                error(
                    500,
                    new ErrorBody.Own(
                        ErrorBody.MediaType.JSON,
                        "{\"error\":{\"code\":\"internal_error\",\"message\":\"x\"},"
                            + "\"data\":{\"video_translation_ids\":\"${ids}\"}}"),
                    new Fault.RetryHint.None()))
            .onRoute("create")
            .in(FaultRule.Phase.AFTER);
    try (var simulator = simulator(lost, FaultRule.of(new Fault.IgnoreIdempotencyKey()));
        var client = client(simulator)) {
      TranslationJob job = client.translate(TranslationRequest.of(VIDEO, "Spanish")).getFirst();

      assertThat(job.await()).isInstanceOf(JobOutcome.Ended.class);
      assertThat(simulator.report(Duration.ofSeconds(5)).onlyClient().submits()).isEqualTo(1);
    }
  }

  /** A fault that is added to the simulator has to be added here. */
  @Test
  void noFaultIsLeftOut() {
    assertThat(trials().<Class<?>>map(trial -> trial.rule().fault().getClass()))
        .containsAll(kinds(Fault.class).toList());
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FaultsAtSimulatorTest::kinds)
        : Stream.of(type);
  }
}
