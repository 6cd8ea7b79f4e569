package dev.pollwise.client.duration;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody expects is followed where it is right, soon outvoted, and never dear. */
class ExpectationTest {

  private static final JobClass DUB = new JobClass("server", "speed", "");
  private static final Duration LONGEST = ofHours(10);
  private static final int SEEDS = 6;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5})
  void costsForNoDurationMoreThanOneCallBeyondTheWorstCaseOfKnowingNothing(double jitter) {
    SplittableRandom random = new SplittableRandom(7_001);
    for (int trial = 0; trial < 60; trial++) {
      Duration expected = between(random, ofSeconds(1), LONGEST);
      Duration price = between(random, Duration.ofMillis(100), ofSeconds(600));

      double excess =
          worstExcess(
              Outlook.expecting(Expectation.of(expected)),
              price,
              new Jitter(jitter),
              random.split());

      assertThat(excess)
          .as("expecting %s, r = %s", expected, price)
          .isLessThanOrEqualTo(2.5 + 1e-9);
    }
  }

  @Test
  void keepsTheWorstCaseWhateverElseMakesCalls() {
    // Looks that somebody asked for count as polls: the schedule goes on as the quadratic one.
    Duration price = ofSeconds(5);
    Duration elapsed = ofSeconds(100);

    Outlook.Leeway interval = Ignorance.corridor(Seconds.of(elapsed), 100, Seconds.of(price));

    assertThat(interval.least()).isEqualTo(interval.most());
    assertThat(interval.most())
        .isCloseTo(
            Seconds.upward(Ignorance.next(Seconds.of(elapsed), 0, Seconds.of(price)))
                .minus(elapsed),
            Duration.ofNanos(2));
  }

  /** The greatest of {@code C(T) - 2 sqrt(2 T / r)}, in calls, over all T up to ten hours. */
  private static double worstExcess(
      Outlook outlook, Duration price, Jitter jitter, SplittableRandom random) {
    double worst = 0;
    Duration elapsed = Duration.ZERO;
    for (int polls = 0; elapsed.compareTo(LONGEST) < 0; polls++) {
      Pacing.Context occasion =
          new Pacing.Context(polls + 1, elapsed, price, LONGEST.multipliedBy(2), outlook);
      Outlook.Leeway leeway = Pacing.adaptive().leeway(occasion, jitter, 0.02);
      Duration interval = leeway.drawn(random.nextInt(3) == 0 ? 0.999_999 : random.nextDouble());
      // A job costs most if it ends right after the poll before.
      double cost = polls + 1 + Seconds.of(interval) / Seconds.of(price);
      worst = Math.max(worst, cost - 2 * Math.sqrt(2 * Seconds.of(elapsed) / Seconds.of(price)));
      elapsed = elapsed.plus(interval);
    }
    return worst;
  }

  @ParameterizedTest
  @CsvSource({
    // what is expected, as a multiple of the median; over the first 30 jobs; after them
    "1,     1.12, 1.05",
    "3,     1.35, 1.05",
    "0.333, 1.35, 1.05",
    "100,   1.35, 1.05",
    "0.01,  1.35, 1.05",
  })
  void theFirstThirtyJobsCostLittleMoreThanTheOptimum(
      double factor, double limit, double limitAfterwards) {
    DurationLaw law = DurationLaw.logNormal(ofSeconds(60), 0.5);
    double price = 5;
    double first = 0;
    double afterwards = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      LearningCourse course =
          new LearningCourse(price, seed * 7_919L, Expectation.of(Seconds.upward(60 * factor)));
      first += course.meanCost(law, 30) / SEEDS;
      afterwards += course.ratio(law) / SEEDS;
    }
    double optimum = ExpectedCost.optimum(law, ofSeconds(5), TheoryLaws.HOUR).inCalls();

    assertThat(first / optimum).isBetween(1.0, limit);
    assertThat(afterwards).isBetween(0.999, limitAfterwards);
  }

  @Test
  void isKnownBeforeAnythingWasSeenAndSaysSo() {
    LearnedDurations learned = new LearnedDurations();

    Outlook outlook =
        learned.knowledge(
            DUB, LearnedDurations.SourceLength.unknown(), Expectation.of(ofMinutes(5)));

    assertThat(outlook.isAssumed()).isTrue();
    assertThat(outlook.describe()).startsWith("expecting about 5 min");
    assertThat(Seconds.of(outlook.law().orElseThrow().quantile(0.5).orElseThrow()))
        .isBetween(270.0, 330.0);
  }

  @Test
  void isWide() {
    DurationLaw law = Outlook.expecting(Expectation.of(ofMinutes(5))).law().orElseThrow();

    assertThat(law.survival(ofMinutes(3))).isBetween(0.8, 0.95);
    assertThat(law.survival(ofMinutes(8))).isBetween(0.1, 0.25);
  }

  @Test
  void ofTheSourcesLengthScalesWithIt() {
    LearnedDurations learned = new LearnedDurations();
    Expectation expectation = Expectation.ofSourceLength(4);

    Outlook outlook =
        learned.knowledge(DUB, LearnedDurations.SourceLength.of(ofSeconds(90)), expectation);

    assertThat(outlook.isAssumed()).isTrue();
    assertThat(Seconds.of(outlook.law().orElseThrow().quantile(0.5).orElseThrow()))
        .isBetween(330.0, 390.0);
    assertThat(learned.knowledge(DUB, LearnedDurations.SourceLength.unknown(), expectation).law())
        .isEmpty();
  }

  @Test
  void ofTheSourcesLengthIsOutvotedByJobsThatDoNotFollowIt() {
    LearnedDurations learned = new LearnedDurations();
    SplittableRandom random = new SplittableRandom(3);
    for (int job = 0; job < 12; job++) {
      double end = 60 * Math.exp(0.1 * random.nextGaussian());
      learned.record(
          DUB,
          new LearnedDurations.Sighting.Ended(Seconds.upward(end - 1), Seconds.upward(end)),
          LearnedDurations.SourceLength.of(ofSeconds(1 + random.nextInt(600))));
    }

    Outlook outlook =
        learned.knowledge(
            DUB, LearnedDurations.SourceLength.of(ofMinutes(10)), Expectation.ofSourceLength(4));

    assertThat(Seconds.of(outlook.law().orElseThrow().quantile(0.5).orElseThrow()))
        .isBetween(50.0, 70.0);
  }

  @Test
  void isForgottenOnceEnoughWasSeen() {
    LearnedDurations learned = new LearnedDurations();
    for (int job = 0; job < ExpectedJobs.FADED; job++) {
      learned.record(
          DUB,
          new LearnedDurations.Sighting.Ended(ofSeconds(58 + job % 5), ofSeconds(62 + job % 5)));
    }

    assertThat(
            learned
                .knowledge(DUB, LearnedDurations.SourceLength.unknown(), Expectation.of(ofHours(5)))
                .describe())
        .isEqualTo(learned.knowledge(DUB, LearnedDurations.SourceLength.unknown()).describe());
  }

  @Test
  void stillCountsAfterJobsThatNobodySawEnd() {
    LearnedDurations learned = new LearnedDurations();
    for (int job = 0; job < 60; job++) {
      learned.record(DUB, new LearnedDurations.Sighting.StillAlive(ofSeconds(20)));
    }

    Outlook outlook =
        learned.knowledge(
            DUB, LearnedDurations.SourceLength.unknown(), Expectation.of(ofMinutes(5)));

    assertThat(outlook.law()).isPresent();
    assertThat(outlook.isAssumed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1001})
  void refusesAFactorOutOfRange(double factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Expectation.ofSourceLength(factor))
        .withMessageContaining("must be 0.001 to 1,000");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE})
  void refusesADurationOutOfRange(long seconds) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Expectation.of(ofSeconds(seconds)))
        .withMessageContaining("must be 1 ms to 100 days");
  }

  /** Even in the logarithm. */
  private static Duration between(SplittableRandom random, Duration least, Duration most) {
    double from = Math.log(Seconds.of(least));
    double to = Math.log(Seconds.of(most));
    return Seconds.upward(Math.exp(from + (to - from) * random.nextDouble()));
  }
}
