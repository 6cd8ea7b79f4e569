package dev.pollwise.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.report.StatusPoll.Kind;
import dev.pollwise.simulator.report.StatusPoll.Moment;
import dev.pollwise.simulator.report.StatusPoll.Told;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradebookTest {

  private static final Client ANNA = new Client("key-1", "anna/1.0");
  private static final Duration PRICE = Duration.ofSeconds(5);

  private final Simulation simulation =
      new Simulation(
          Scenario.happyPath(),
          1,
          new SimulatedClock(new ManualWallClock(), 1),
          Simulation.Capacity.DEFAULT);

  @Test
  void seesQuestionsThatOverlap() {
    Gradebook book = new Gradebook(10);
    Job job = simulation.implicitJob();

    book.question(ANNA, question(job, 0, 100));
    book.question(ANNA, question(job, 50, 120));
    book.question(ANNA, question(job, 120, 130));

    assertThat(book.report(PRICE).onlyClient().counts().overlapping()).isEqualTo(1);
  }

  @Test
  void aPauseThatOneQuestionHeardOfCountsForTheOthers() {
    Gradebook book = new Gradebook(10);
    Job one = simulation.implicitJob();
    Job other = simulation.restartImplicitJob();

    book.question(ANNA, question(one, 90, 100));
    book.paused(ANNA, moment(100), moment(200));
    book.question(ANNA, question(other, 95, 130)); // under way when the answer came
    book.paused(ANNA, moment(150), moment(180)); // a shorter one
    book.question(ANNA, question(other, 190, 195));
    book.question(ANNA, question(one, 200, 210));

    assertThat(book.report(PRICE).onlyClient().counts().early()).isEqualTo(1);
  }

  private static Moment moment(long nanos) {
    return new Moment(nanos, Duration.ofNanos(nanos));
  }

  @Test
  void forgetsTheOldestJobsButNotTheirSums() {
    Gradebook book = new Gradebook(2);
    for (int i = 0; i < 5; i++) {
      book.question(ANNA, question(simulation.restartImplicitJob(), i, i));
    }

    ClientReport report = book.report(PRICE).onlyClient();

    assertThat(report.jobs()).hasSize(2);
    assertThat(report.forgotten()).isEqualTo(3);
    assertThat(report.counts().calls()).isEqualTo(5);
  }

  @Test
  void remembersABoundedNumberOfClients() {
    Gradebook book = new Gradebook(10);
    for (int i = 0; i < 3_000; i++) {
      book.question(new Client("", "agent " + i), question(simulation.implicitJob(), i, i));
    }

    assertThat(book.report(PRICE).clients()).hasSize(1_000);
    assertThatIllegalStateException().isThrownBy(() -> book.report(PRICE).onlyClient());
  }

  @Test
  void refusesAPriceWithoutMeaning() {
    Gradebook book = new Gradebook(10);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.report(Duration.ZERO))
        .withMessage("r PT0S: must be from 1ms to 1d");
  }

  private static StatusPoll question(Job job, long arrived, long answered) {
    return new StatusPoll(
        Kind.ONE,
        new Moment(arrived, Duration.ofNanos(arrived)),
        new Moment(answered, Duration.ofNanos(answered)),
        false,
        List.of(new Told(job, Optional.of(job.peek(Duration.ZERO)), 1)),
        Optional.empty());
  }
}
