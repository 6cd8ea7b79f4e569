package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LearnedDurationsTest {

  private static final JobClass DUB = new JobClass("https://one", "dub", "");

  private static final JobClass LIPS = new JobClass("https://one", "lips", "");

  private final LearnedDurations learned = new LearnedDurations();

  @Test
  void knowsNothingBeforeTwoJobsOfTheClassHaveEnded() {
    learned.record(DUB, ended(50, 60));
    learned.record(LIPS, ended(50, 60));
    learned.record(DUB, new LearnedDurations.Sighting.StillAlive(ofSeconds(600)));
    assertThat(learned.outlook(DUB).law()).isEmpty();

    learned.record(DUB, ended(55, 66));

    assertThat(learned.outlook(DUB).law()).isPresent();
    assertThat(learned.outlook(LIPS).law()).isEmpty();
  }

  @Test
  void saysWhatItKnowsAndFromHowMuch() {
    for (int i = 0; i < 37; i++) {
      learned.record(DUB, ended(58 + i % 5, 60 + i % 5));
    }

    Outlook known = learned.knowledge(DUB, LearnedDurations.SourceLength.unknown());
    assertThat(known.describe()).matches("learned from 37 jobs, median 1 min( 1 s)?");
    assertThat(known.ends()).isEqualTo(37);
    assertThat(learned.outlook(DUB).ends()).isEqualTo(37);
    assertThat(learned.outlook(LIPS).ends()).isZero();
    assertThat(Outlook.expecting(Expectation.of(ofSeconds(60))).ends()).isZero();
  }

  @Test
  void wideIntervalsCountAsAWholeAndNotByTheirMiddles() {
    Random random = new Random(3);
    for (int i = 0; i < 120; i++) {
      double end = Seconds.of(TheoryLaws.LOG_NORMAL.sample(random).orElseThrow());
      double cut = 30 * (1 + i % 4);
      learned.record(DUB, end < cut ? ended(0, cut) : ended(cut, 500));
    }

    DurationLaw law = law(DUB);

    for (int second : new int[] {30, 45, 60, 90, 120}) {
      assertThat(law.survival(ofSeconds(second)))
          .as("at %s s", second)
          .isCloseTo(TheoryLaws.LOG_NORMAL.survival(ofSeconds(second)), within(0.12));
    }
  }

  @Test
  void learnsTwoClusters() {
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      double end = (i % 10 < 7 ? 30 : 180) * Math.exp(0.25 * random.nextGaussian());
      learned.record(DUB, ended(0.95 * end, 1.05 * end));
    }

    DurationLaw law = law(DUB);

    double between = law.survival(ofSeconds(65)) - law.survival(ofSeconds(105));
    assertThat(between).isLessThan(0.08);
    assertThat(law.survival(ofSeconds(65))).isCloseTo(0.3, within(0.03));
  }

  @Test
  void eachJobThatNeverEndedRaisesTheShareOfThoseThatNeverWill() {
    for (int i = 0; i < 18; i++) {
      learned.record(DUB, ended(50 + i, 55 + i));
    }
    double before = law(DUB).survival(Duration.ofHours(2));

    for (int i = 0; i < 3; i++) {
      learned.record(DUB, new LearnedDurations.Sighting.StillAlive(Duration.ofHours(1)));
    }

    assertThat(before).isBetween(0.001, 0.01);
    assertThat(law(DUB).survival(Duration.ofHours(2))).isBetween(0.08, 0.13);
  }

  @Test
  void aWaitThatWasOverEarlySaysNothingAboutStuckJobs() {
    for (int i = 0; i < 18; i++) {
      learned.record(DUB, ended(50 + i, 55 + i));
    }
    for (int i = 0; i < 10; i++) {
      learned.record(DUB, new LearnedDurations.Sighting.StillAlive(ofSeconds(10)));
    }

    assertThat(law(DUB).survival(Duration.ofHours(2))).isLessThan(0.01);
  }

  @Test
  void aJobThatTakesLongerThanAllBeforeItIsAskedAboutAgainSoon() {
    for (int i = 0; i < 30; i++) {
      learned.record(DUB, ended(58 + i % 3, 59 + i % 3));
    }
    Outlook outlook = learned.knowledge(DUB, LearnedDurations.SourceLength.unknown());

    for (int alive : new int[] {70, 100, 200, 1000}) {
      assertThat(outlook.next(ofSeconds(alive), ofSeconds(5), Duration.ofHours(1)))
          .as("alive at %s s", alive)
          .hasValueSatisfying(next -> assertThat(next).isLessThan(ofSeconds(2L * alive)));
    }
  }

  @Test
  void aJobThatOutlivesAllIsTakenAsStuckWhereStuckJobsWereSeen() {
    for (int i = 0; i < 30; i++) {
      learned.record(DUB, ended(58 + i % 3, 59 + i % 3));
    }
    Outlook outlook = learned.knowledge(DUB, LearnedDurations.SourceLength.unknown());
    Duration before = outlook.next(ofSeconds(200), ofSeconds(5), Duration.ofHours(1)).orElseThrow();

    for (int i = 0; i < 8; i++) {
      learned.record(DUB, new LearnedDurations.Sighting.StillAlive(Duration.ofHours(1)));
    }

    assertThat(
            learned
                .knowledge(DUB, LearnedDurations.SourceLength.unknown())
                .next(ofSeconds(200), ofSeconds(5), Duration.ofHours(1)))
        .hasValueSatisfying(next -> assertThat(next).isGreaterThan(before));
  }

  @Test
  void followsAShiftOfTheRegime() {
    for (double factor : new double[] {3, 1 / 3.0}) {
      LearningCourse course = new LearningCourse(2, 5);
      course.watch(TheoryLaws.LOG_NORMAL, 60);
      DurationLaw shifted = TheoryLaws.LOG_NORMAL.scaled(factor);
      double blind = course.ratio(shifted);

      course.watch(shifted, 60);

      assertThat(course.ratio(shifted)).as("factor %s", factor).isLessThan(1.2);
      assertThat(course.ratio(shifted) - 1).isLessThan((blind - 1) / 2);
    }
  }

  @Test
  void durationsThatFollowTheLengthOfTheSourceAreScaledByIt() {
    Random random = new Random(6);
    for (int i = 0; i < 25; i++) {
      double length = 20 * Math.exp(3 * random.nextDouble());
      double end = length * Math.exp(0.2 * random.nextGaussian());
      learned.record(
          DUB,
          ended(0.9 * end, 1.1 * end),
          LearnedDurations.SourceLength.of(Seconds.upward(length)));
    }

    assertThat(median(DUB, LearnedDurations.SourceLength.of(ofSeconds(50))))
        .isCloseTo(50, within(6.0));
    assertThat(median(DUB, LearnedDurations.SourceLength.of(ofSeconds(300))))
        .isCloseTo(300, within(36.0));
    assertThat(learned.knowledge(DUB, LearnedDurations.SourceLength.of(ofSeconds(300))).describe())
        .startsWith("learned from 25 jobs, median ")
        .endsWith(" for a source of that length");
    assertThat(median(DUB, LearnedDurations.SourceLength.unknown())).isBetween(40.0, 200.0);
  }

  @Test
  void durationsThatDoNotFollowTheSourceAreNotScaled() {
    Random random = new Random(8);
    for (int i = 0; i < 25; i++) {
      double length = 20 * Math.exp(3 * random.nextDouble());
      double end = 60 * Math.exp(0.2 * random.nextGaussian());
      learned.record(
          DUB,
          ended(0.9 * end, 1.1 * end),
          LearnedDurations.SourceLength.of(Seconds.upward(length)));
    }

    assertThat(median(DUB, LearnedDurations.SourceLength.of(ofSeconds(20))))
        .isCloseTo(60, within(8.0));
    assertThat(median(DUB, LearnedDurations.SourceLength.of(ofSeconds(400))))
        .isCloseTo(60, within(8.0));
  }

  @Test
  void whatWasSavedTeachesTheSame() {
    Random random = new Random(9);
    for (int i = 0; i < 20; i++) {
      double end = Seconds.of(TheoryLaws.LOG_NORMAL.sample(random).orElseThrow());
      learned.record(i % 3 == 0 ? LIPS : DUB, ended(0.8 * end, 1.2 * end));
    }
    LearnedDurations other = new LearnedDurations();

    other.restore(learned.snapshot());

    assertThat(other.snapshot()).containsExactlyInAnyOrderElementsOf(learned.snapshot());
    Outlook restored = other.knowledge(DUB, LearnedDurations.SourceLength.unknown());
    assertThat(restored.law().orElseThrow().quantile(0.3)).isEqualTo(law(DUB).quantile(0.3));
  }

  @Test
  void remembersABoundedNumberOfJobsAndClassesAndForgetsTheLongestUnused() {
    learned.record(DUB, ended(1, 2));
    for (int i = 0; i < LearnedDurations.MOST_CLASSES + 50; i++) {
      learned.record(new JobClass("https://other", "", "label " + i), ended(1, 2));
      learned.record(DUB, ended(1, 2 + i));
    }

    assertThat(learned.snapshot().stream().filter(one -> one.jobClass().equals(DUB)))
        .hasSize(ClassMemory.MOST_SIGHTINGS);
    assertThat(learned.snapshot().stream().map(LearnedDurations.Remembered::jobClass).distinct())
        .hasSize(LearnedDurations.MOST_CLASSES)
        .doesNotContain(new JobClass("https://other", "", "label 0"));
  }

  @Test
  void someJobsLookCloserAndMoreOfThemWhileLittleIsKnown() {
    for (int i = 0; i < 10; i++) {
      learned.record(DUB, ended(50 + i, 55 + i));
    }

    List<Duration> first =
        IntStream.range(0, 3).mapToObj(i -> next(learned.outlook(DUB), ofSeconds(8))).toList();

    assertThat(first.get(1)).isEqualTo(first.get(0));
    assertThat(first.get(2)).isLessThan(first.get(0));
    assertThat(first.get(2))
        .isEqualTo(
            next(learned.knowledge(DUB, LearnedDurations.SourceLength.unknown()), ofSeconds(2)));
  }

  @Test
  void survivesEveryLegalSighting() {
    Duration least = Duration.ofNanos(1);
    Duration most = Duration.ofDays(365);
    List<LearnedDurations.Sighting> extremes =
        List.of(
            new LearnedDurations.Sighting.Ended(Duration.ZERO, least),
            new LearnedDurations.Sighting.Ended(least, least),
            new LearnedDurations.Sighting.Ended(Duration.ZERO, most),
            new LearnedDurations.Sighting.Ended(most, most),
            new LearnedDurations.Sighting.StillAlive(Duration.ZERO),
            new LearnedDurations.Sighting.StillAlive(most));
    for (LearnedDurations.Sighting one : extremes) {
      for (LearnedDurations.Sighting other : extremes) {
        LearnedDurations fresh = new LearnedDurations();
        for (int i = 0; i < 3; i++) {
          fresh.record(DUB, one, LearnedDurations.SourceLength.of(Duration.ofMillis(1)));
          fresh.record(DUB, other, LearnedDurations.SourceLength.of(Duration.ofDays(10)));
        }
        Outlook outlook = fresh.knowledge(DUB, LearnedDurations.SourceLength.of(ofSeconds(1)));
        outlook
            .next(ofSeconds(5), ofSeconds(5), ofSeconds(600))
            .ifPresent(next ->
                assertThat(next)
                    .as("%s and %s", one, other)
                    .isBetween(ofSeconds(5).plusNanos(1), ofSeconds(600)));
      }
    }
  }

  @Test
  void refusesHostileValuesByNameValueAndRule() {
    refused(
        () -> new LearnedDurations.Sighting.Ended(ofSeconds(-1), ofSeconds(3)),
        "after -1 s: must be 0 to 365");
    refused(
        () -> new LearnedDurations.Sighting.Ended(ofSeconds(0), ofSeconds(0)),
        "by 0 ms: must be more than 0");
    refused(() -> ended(5, 4), "by 4 s: must not be before 5 s");
    refused(
        () -> new LearnedDurations.Sighting.Ended(ofSeconds(1), ofSeconds(Long.MAX_VALUE)),
        ": must be more than 0 and at most 365 days");
    refused(
        () -> new LearnedDurations.Sighting.StillAlive(ofSeconds(-2)),
        "at -2 s: must be 0 to 365 days");
    refused(
        () -> LearnedDurations.SourceLength.of(Duration.ZERO),
        "length 0 ms: must be 1 ms to 10 days");
    refused(() -> LearnedDurations.SourceLength.of(Duration.ofDays(11)), "must be 1 ms to 10 days");
    refused(() -> new JobClass("x".repeat(2_001), "", ""), "server of 2001 characters: must be at");
  }

  private DurationLaw law(JobClass jobClass) {
    return learned.knowledge(jobClass, LearnedDurations.SourceLength.unknown()).law().orElseThrow();
  }

  private double median(JobClass jobClass, LearnedDurations.SourceLength source) {
    return Seconds.of(
        learned.knowledge(jobClass, source).law().orElseThrow().quantile(0.5).orElseThrow());
  }

  private static Duration next(Outlook outlook, Duration callPrice) {
    return outlook.next(Duration.ZERO, callPrice, TheoryLaws.HOUR).orElseThrow();
  }

  private static LearnedDurations.Sighting ended(double after, double by) {
    return new LearnedDurations.Sighting.Ended(Seconds.upward(after), Seconds.upward(by));
  }

  private static void refused(ThrowingCallable attempt, String words) {
    assertThatIllegalArgumentException().isThrownBy(attempt).withMessageContaining(words);
  }
}
