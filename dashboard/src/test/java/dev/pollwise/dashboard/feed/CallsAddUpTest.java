package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Amounts;
import dev.pollwise.dashboard.server.Verdict;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.report.Report;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The window, the client's evidence and the server that was asked count the same calls. */
class CallsAddUpTest {

  private static final int JOBS = 30;
  private static final double SCALE = 20;
  private static final Duration PRICE = Duration.ofSeconds(3);
  private static final PollingPolicy POLICY =
      PollingPolicy.defaults()
          .withPacing(Pacing.fixed(Duration.ofMillis(200)))
          .withCallPrice(PRICE);

  private final ModelSession session =
      new ModelSession(
          SimulatorServer.builder()
              .timeScale(SCALE)
              .scenario(
                  Scenario.lasting(
                          DurationLaw.uniform(Duration.ofSeconds(8), Duration.ofSeconds(24)))
                      .withFault(FaultRule.of(Fault.status(503)).onRoute("statuses").first(2))),
          POLICY);

  @BeforeEach
  void launch() {
    session.model.control().shown().set(true);
    session.connect();
    session.launch(List.of("French", "German"), JOBS / 2);
    session.awaitThat(() -> session.events(JobEvent.Ended.class).size() == JOBS);
    awaitTheWholeVerdict();
  }

  /** The end of a job is told by a shared call, and read by one more. */
  private void awaitTheWholeVerdict() {
    session.awaitThat(() ->
        session
            .model
            .control()
            .state()
            .get()
            .filter(seen -> seen.verdict().calls() == report().counts().calls())
            .isPresent());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Report.ClientReport report() {
    Duration simulated = Duration.ofSeconds((long) (PRICE.toSeconds() * SCALE));
    return session.simulator.server().report(simulated).onlyClient();
  }

  private Verdict verdict() {
    return session.model.control().state().get().orElseThrow().verdict();
  }

  @Test
  void aCallAboutManyJobsIsOneCallEverywhere() {
    double evidence =
        session.events(JobEvent.Ended.class).stream()
            .mapToDouble(end -> end.outcome().evidence().share())
            .sum();
    Report.ClientReport report = report();
    int foot = session.model.jobs().calls().made().get();
    assertThat(verdict().told()).isEqualTo(JOBS);
    assertThat(foot).isLessThan(JOBS * 5).isEqualTo((int) report.counts().calls());
    assertThat(evidence).isEqualTo(foot, within(1e-6));
    assertThat(verdict().calls()).isEqualTo(foot);
    assertThat(
            report.jobs().stream().map(Report.JobReport::counts).mapToDouble(c -> c.calls()).sum())
        .isEqualTo(foot, within(1e-6));

    session.model.jobs().clearFinished();

    assertThat(session.model.jobs().calls().made().get()).isEqualTo(foot);
  }

  @Test
  void theAnswerSaysTheSameAsFootTableAndVerdict() {
    session.awaitThat(() -> live().contains("live, " + JOBS + " jobs") && live().contains("costs"));
    double foot = session.model.jobs().calls().made().get();
    Duration late =
        session.model.jobs().rows().stream()
            .map(row -> row.late().get().orElseThrow().time())
            .reduce(Duration.ZERO, Duration::plus)
            .dividedBy(JOBS);
    double best = verdict().best().toNanos();
    double verdict = verdict().cost().toNanos() / best;
    // The server tells of when it answered, the client of when it heard.
    double apart = late.minus(verdict().lateness()).abs().toNanos();

    assertThat(live())
        .contains("you ask " + Amounts.times(foot / JOBS) + ", shared")
        .contains("you hear it " + Amounts.roughly(late) + " late");
    assertThat(Double.parseDouble(live().replaceAll("(?s).*live.* costs (\\S+) ×.*", "$1")))
        .isCloseTo(verdict, within(0.1 + 0.1 * verdict + apart / best));
    // On a busy machine an answer is a while on its way, in either sense.
    assertThat(apart).isLessThan(2e9);
  }

  private String live() {
    return String.join("\n", session.model.answer().sentences());
  }

  @Test
  void theVerdictIsForThePriceInForceInTheTimeOfTheWindow() {
    double simulated = report().comparison().client().at(PRICE.toSeconds() * SCALE);
    assertThat(verdict().price()).isEqualTo(PRICE);
    assertThat(verdict().cost().toNanos() / 1e9).isEqualTo(simulated / SCALE, within(1e-3));

    session.feed.applyPolicy(POLICY.withCallPrice(Duration.ofSeconds(7)));

    session.awaitThat(() -> verdict().price().equals(Duration.ofSeconds(7)));
  }
}
