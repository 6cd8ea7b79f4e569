package dev.pollwise.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.report.Caller.Bound;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Kind;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Moment;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Told;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradebookTest {

  private static final Caller ANNA = caller("key-1", "anna/1.0", "192.0.2.1");
  private static final Duration PRICE = Duration.ofSeconds(5);

  private final Simulation simulation =
      new Simulation(
          Scenario.happyPath(),
          1,
          new SimulatedClock(new ManualWallClock(), 1),
          Simulation.Capacity.DEFAULT);
  private final Job job = simulation.implicitJob();

  @Test
  void seesQuestionsThatOverlap() {
    Gradebook book = new Gradebook(simulation.clock());

    book.poll(ANNA, poll(job, 0, 100));
    book.poll(ANNA, poll(job, 50, 120));
    book.poll(ANNA, poll(job, 120, 130));

    assertThat(book.report(PRICE).onlyClient().counts().overlapping()).isEqualTo(1);
  }

  @Test
  void aPauseThatOneQuestionHeardOfCountsForTheOthers() {
    Gradebook book = new Gradebook(simulation.clock());
    Job other = simulation.restartImplicitJob();

    book.poll(ANNA, poll(job, 90, 100));
    book.paused(ANNA, Bound.KEY, 0, moment(100), moment(100), moment(200));
    book.poll(ANNA, poll(other, 95, 130)); // under way when the answer came
    book.paused(ANNA, Bound.KEY, 0, moment(150), moment(150), moment(180)); // a shorter one
    book.poll(ANNA, poll(other, 190, 195));
    book.poll(ANNA, poll(job, 200, 210));

    assertThat(book.report(PRICE).onlyClient().counts().early()).isEqualTo(1);
  }

  @Test
  void aPauseOfAKeyBindsEveryProgramThatUsesItWhereverItRuns() {
    Gradebook book = new Gradebook(simulation.clock());
    Caller sameKey = caller("key-1", "other/2.0", "192.0.2.2");
    Caller otherKey = caller("key-2", "anna/1.0", "192.0.2.1");

    book.paused(ANNA, Bound.KEY, 0, moment(100), moment(100), moment(200));
    book.poll(sameKey, poll(job, 150, 160));
    book.poll(otherKey, poll(job, 150, 160));

    assertThat(of(book, sameKey).counts().early()).isEqualTo(1);
    assertThat(of(book, otherKey).counts().early()).isZero();
  }

  @Test
  void aPauseOfAnAddressBindsEveryKeyThatComesFromThere() {
    Gradebook book = new Gradebook(simulation.clock());
    Caller sameAddress = caller("key-2", "other/2.0", "192.0.2.1");
    Caller elsewhere = caller("key-1", "anna/1.0", "192.0.2.2");

    book.paused(ANNA, Bound.ADDRESS, 0, moment(100), moment(100), moment(200));
    book.poll(sameAddress, poll(job, 150, 160));
    book.poll(elsewhere, poll(job, 150, 160));

    assertThat(of(book, sameAddress).counts().early()).isEqualTo(1);
    assertThat(of(book, elsewhere).counts().early()).isZero();
  }

  @Test
  void whoeverHeardOfAPauseIsBoundAtOnceAndOthersWhenNothingCanBeUnderWay() {
    Gradebook book = new Gradebook(simulation.clock());
    Caller elsewhere = new Caller(ANNA.client(), ANNA.address(), "another connection");

    book.paused(ANNA, Bound.KEY, 0, moment(100), moment(120), moment(200));
    book.poll(elsewhere, poll(job, 110, 112));
    assertThat(of(book, ANNA).counts().early()).isZero();
    book.poll(ANNA, poll(job, 113, 114));
    assertThat(of(book, ANNA).counts().early()).isEqualTo(1);
    book.poll(elsewhere, poll(job, 120, 121));
    assertThat(of(book, ANNA).counts().early()).isEqualTo(2);
  }

  @Test
  void whoHasNoKeyIsBoundByTheAddress() {
    Gradebook book = new Gradebook(simulation.clock());
    Caller plain = caller("", "curl/8", "192.0.2.1");
    Caller elsewhere = caller("", "curl/8.1", "192.0.2.2");

    book.paused(plain, Bound.KEY, 0, moment(100), moment(100), moment(200));
    book.poll(plain, poll(job, 150, 160));
    book.poll(elsewhere, poll(job, 150, 160));

    assertThat(of(book, plain).counts().early()).isEqualTo(1);
    assertThat(of(book, elsewhere).counts().early()).isZero();
  }

  @Test
  void pausesHoldWhileSimulatedTimeStands() {
    Gradebook book = new Gradebook(simulation.clock());
    Moment from = new Moment(100, Duration.ZERO);
    Moment until = new Moment(200, Duration.ofNanos(100));

    book.paused(ANNA, Bound.KEY, 0, from, from, until);
    Moment asked = new Moment(150, Duration.ZERO);
    book.poll(
        ANNA, new Gradebook.StatusPoll(Kind.ONE, asked, asked, false, List.of(), Optional.empty()));

    assertThat(of(book, ANNA).counts().early()).isEqualTo(1);
  }

  @Test
  void aQuestionThatIsHeldLongIsJudgedByItsArrival() {
    Gradebook book = new Gradebook(simulation.clock());

    book.paused(ANNA, Bound.KEY, 0, moment(100), moment(100), moment(200));
    book.paused(ANNA, Bound.KEY, 0, moment(900), moment(900), moment(950));
    book.poll(ANNA, poll(job, 150, 1_000));
    book.poll(ANNA, poll(job, 500, 1_000));

    assertThat(of(book, ANNA).counts().early()).isEqualTo(1);
  }

  @Test
  void neitherAHintNorAnEndBindsWhatWasUnderWayBefore() {
    Gradebook book = new Gradebook(simulation.clock());

    book.poll(ANNA, told(job, 10, 20, true, Optional.of(moment(500))));
    book.poll(ANNA, poll(job, 5, 600)); // a long poll

    assertThat(of(book, ANNA).counts()).isEqualTo(new Report.Counts(2, 0, 1, 0, 0, 1));
  }

  @Test
  void aSubmitInAPauseIsEarlyToo() {
    Gradebook book = new Gradebook(simulation.clock());

    book.paused(ANNA, Bound.SUBMITS, 0, moment(100), moment(100), moment(200));
    book.submit(ANNA, submit(150, 1));
    book.poll(ANNA, poll(job, 160, 170));
    book.submit(ANNA, submit(200, 2));

    assertThat(of(book, ANNA).earlySubmits()).isEqualTo(1);
    assertThat(of(book, ANNA).counts().early()).isZero();
  }

  @Test
  void countsAQuestionAboutNoJobThatThereIs() {
    Gradebook book = new Gradebook(simulation.clock());
    book.paused(ANNA, Bound.KEY, 0, moment(100), moment(100), moment(200));

    book.poll(
        ANNA,
        new Gradebook.StatusPoll(
            Kind.BULK, moment(150), moment(160), false, List.of(), Optional.empty()));

    assertThat(of(book, ANNA).counts()).isEqualTo(new Report.Counts(1, 0, 1, 1, 0, 0));
  }

  @Test
  void forgetsTheOldestJobsButNotTheirSums() {
    Gradebook book = new Gradebook(simulation.clock(), 2);
    for (int i = 0; i < 5; i++) {
      book.poll(ANNA, poll(simulation.restartImplicitJob(), i, i));
    }

    Report.ClientReport report = of(book, ANNA);

    assertThat(report.jobs()).hasSize(2);
    assertThat(report.jobsForgotten()).isEqualTo(3);
    assertThat(report.counts().calls()).isEqualTo(5);
    assertThat(report.isComplete()).isFalse();
    assertThat(book.report(PRICE).forgotten().jobs()).isEqualTo(3);
    assertThatIllegalStateException()
        .isThrownBy(() -> book.report(PRICE).onlyClient())
        .withMessageContaining("not complete");
  }

  @Test
  void whoFillsTheBookIsForgottenAndNobodyElse() {
    Gradebook book = new Gradebook(simulation.clock(), 100);
    Caller hog = caller("key-hog", "hog/1", "192.0.2.1");
    for (int i = 0; i < 300; i++) {
      book.poll(hog, poll(simulation.restartImplicitJob(), i, i));
      book.submit(hog, submit(i, i));
    }

    for (int i = 0; i < 3; i++) {
      book.poll(ANNA, told(job, 1_000 + i, 1_000 + i, true, Optional.empty()));
      book.submit(ANNA, submit(2_000 + i, 7_777));
    }

    assertThat(of(book, ANNA).isComplete()).isTrue();
    assertThat(of(book, ANNA).counts()).isEqualTo(new Report.Counts(3, 0, 2, 0, 2, 0));
    assertThat(of(book, ANNA).repeatedSubmits()).isEqualTo(2);
    assertThat(of(book, hog).isComplete()).isFalse();
    assertThat(book.report(PRICE).isComplete()).isFalse();
  }

  @Test
  void aKeyWithManyProgramsLosesItsOwn() {
    Gradebook book = new Gradebook(simulation.clock());
    book.poll(ANNA, poll(job, 0, 0));
    for (int i = 0; i < 3_000; i++) {
      book.poll(caller("", "agent " + i, "192.0.2.9"), poll(job, i, i));
    }

    Report report = book.report(PRICE);

    assertThat(report.clients()).hasSize(1_000);
    assertThat(report.forgotten().clients()).isEqualTo(2_001);
    assertThat(of(book, ANNA).isComplete()).isTrue();
    assertThat(report.clients().getLast().isComplete()).isFalse();
    assertThatIllegalStateException().isThrownBy(report::onlyClient);
  }

  @Test
  void saysSoWhenAPauseHadToBeForgotten() {
    Gradebook book = new Gradebook(simulation.clock());
    for (int i = 0; i <= 10_000; i++) {
      book.paused(
          caller("key-" + i, "", "192.0.2.1"), Bound.KEY, 0, moment(0), moment(0), moment(1_000));
    }

    assertThat(book.report(PRICE).forgotten().pauses()).isEqualTo(1);
    assertThat(book.report(PRICE).isComplete()).isFalse();
  }

  @Test
  void countsNothingThatCameBeforeAllWasForgotten() {
    Gradebook book = new Gradebook(simulation.clock());
    book.clear(100);

    book.request(ANNA, 99);
    book.poll(ANNA, poll(job, 99, 150));
    book.submit(ANNA, submit(99, 1));
    book.paused(ANNA, Bound.KEY, 99, moment(150), moment(150), moment(900));
    assertThat(book.report(PRICE).clients()).isEmpty();

    book.poll(ANNA, poll(job, 200, 210));
    assertThat(book.report(PRICE).onlyClient().counts().early()).isZero();
  }

  @Test
  void refusesAPriceWithoutMeaning() {
    Gradebook book = new Gradebook(simulation.clock());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.report(Duration.ZERO))
        .withMessage("r 0s: must be from 1ms to 1d");
  }

  private static Report.ClientReport of(Gradebook book, Caller caller) {
    return book.report(PRICE).clients().stream()
        .filter(report -> report.client().equals(caller.client()))
        .findFirst()
        .orElseThrow();
  }

  private static Caller caller(String key, String userAgent, String address) {
    return new Caller(new Caller.Client(key, userAgent), address, key + userAgent + address);
  }

  private static Moment moment(long nanos) {
    return new Moment(nanos, Duration.ofNanos(nanos));
  }

  private static Gradebook.Submit submit(long at, long body) {
    return new Gradebook.Submit(
        moment(at), moment(at), 0, body, false, false, List.of(), Optional.empty());
  }

  private static Gradebook.StatusPoll poll(Job job, long arrived, long answered) {
    return told(job, arrived, answered, false, Optional.empty());
  }

  private static Gradebook.StatusPoll told(
      Job job, long arrived, long answered, boolean over, Optional<Moment> notBefore) {
    Duration when = over ? Duration.ofDays(300) : Duration.ZERO;
    return new Gradebook.StatusPoll(
        Kind.ONE,
        moment(arrived),
        moment(answered),
        false,
        List.of(new Told(job, Optional.of(job.peek(when)), 1)),
        notBefore);
  }
}
