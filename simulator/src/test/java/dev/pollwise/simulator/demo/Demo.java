package dev.pollwise.simulator.demo;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Job;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run of the whole flow over real HTTP: three translations at an embedded simulator, of which
 * one fails, while all connections are reset for a while. Prints what happens and what it cost.
 */
public final class Demo {

  private static final URI VIDEO = URI.create("https://example.com/interview.mp4");
  private static final String[] LANGUAGES = {
    "Spanish (Spain)", "French (France)", "Japanese (Japan)"
  };

  /** With this seed one job of three fails. */
  private static final long SEED = 3;

  private static final Scenario SCENARIO =
      Scenario.happyPath()
          .named("demo")
          .withPlans(
              new PlanLaw(
                  new PlanLaw.Pace.ByTime(
                      DurationLaw.uniform(Duration.ofSeconds(7), Duration.ofSeconds(14)),
                      DurationLaw.fixed(Duration.ofSeconds(2))),
                  new Failures(
                      0.4,
                      List.of(
                          Failures.Kind.of(
                              "Your video's audio is missing or corrupted, please try with another"
                                  + " video")))));

  private static final Duration OUTAGE_BEGINS = Duration.ofSeconds(3);
  private static final Duration OUTAGE_ENDS = Duration.ofSeconds(6);

  /** Held here, since the logging library forgets what it was told of a logger nobody holds. */
  private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

  /** Says of the outage what the story tells. */
  private static final Logger CLIENT = Logger.getLogger("dev.pollwise.client");

  private final PrintStream out;
  private final InstantSource clock;

  Demo(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Runs the demonstration; exits with 1 if anything went otherwise than it tells. */
  public static void main(String[] arguments) throws InterruptedException {
    WEB_SERVER.setLevel(Level.WARNING);
    CLIENT.setLevel(Level.SEVERE);
    List<String> complaints = new Demo(System.out, InstantSource.system()).run();
    complaints.forEach(System.err::println);
    System.exit(complaints.isEmpty() ? 0 : 1);
  }

  /** What went otherwise than it should; empty if all went well. */
  List<String> run() throws InterruptedException {
    PollingPolicy policy =
        PollingPolicy.defaults()
            .withPacing(Pacing.exponential(Duration.ofSeconds(1), 1.5, Duration.ofSeconds(4)));
    Tally tally = new Tally();
    try (var simulator =
        SimulatorServer.builder().port(0).seed(SEED).scenario(SCENARIO).build().start()) {
      out.println("Pollwise demo: one video, three languages, a simulator on " + simulator.uri());
      out.println("Polling: " + policy.pacing().describe() + ", give or take 10 %");
      out.println();
      Story story = new Story(out, clock.instant());
      List<TranslationJob> jobs;
      try (var client =
          TranslationClient.builder(simulator.uri())
              .apiKey("demo-key")
              .policy(policy)
              .listener(story)
              .listener(tally)
              .build()) {
        jobs = client.translate(TranslationRequest.of(VIDEO, LANGUAGES));
        simulator.fault(FaultRule.of(Fault.reset()).between(OUTAGE_BEGINS, OUTAGE_ENDS));
        story.aside(
            clock.instant(),
            "in %d s every connection will be reset, for %d s"
                .formatted(
                    OUTAGE_BEGINS.toSeconds(), OUTAGE_ENDS.minus(OUTAGE_BEGINS).toSeconds()));
        for (TranslationJob job : jobs) {
          job.await();
        }
      }
      out.println();
      out.println("Result");
      for (TranslationJob job : jobs) {
        Job truth = simulator.simulation().jobs().find(job.id().value()).orElseThrow();
        tell(job, truth, tally.endSeenAt(job.id()));
      }
      out.printf("  %d calls, %d of them without an answer%n", tally.calls(), tally.missed());
      return tally.complaints();
    }
  }

  private void tell(TranslationJob job, Job truth, Instant seenAt) throws InterruptedException {
    Duration lasted = truth.plan().endsAfter().orElseThrow();
    Duration late = Duration.between(truth.createdOnWall().plus(lasted), seenAt);
    JobOutcome outcome = job.await();
    out.printf(
        Locale.ROOT,
        "  %-18s ended after %4.1f s, asked about %d times, seen %3.1f s late: %s%n",
        job.title(),
        lasted.toMillis() / 1000.0,
        outcome.evidence().calls(),
        late.toMillis() / 1000.0,
        Story.words(outcome));
  }
}
