package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed where many jobs run, where they are left alone, and where they are resumed. */
class LearningUnderLoadTest {

  private static final JobClass DUB = new JobClass("https://one", "dub", "");
  private static final JobClass LIPS = new JobClass("https://one", "lips", "");
  private static final LearnedDurations.SourceLength UNKNOWN =
      LearnedDurations.SourceLength.unknown();

  private final LearnedDurations learned = new LearnedDurations();

  private LearnedDurations.Running begin() {
    return learned.begun(DUB, UNKNOWN, Expectation.none());
  }

  private List<LearnedDurations.Running> begin(int jobs) {
    return Stream.generate(this::begin).limit(jobs).toList();
  }

  private void learn(int jobs, long seed) {
    Random random = new Random(seed);
    for (int job = 0; job < jobs; job++) {
      double end = Seconds.of(TheoryLaws.LOG_NORMAL.sample(random).orElseThrow());
      learned.record(DUB, ended(0.95 * end, 1.05 * end));
    }
  }

  @Test
  void tellsTheFirstOfACrowdFromACrowdThatIsOver() {
    LearnedDurations all = new LearnedDurations();
    List<LearnedDurations.Running> crowd = begin(10_000);
    crowd.forEach(job -> job.seenAt(ofSeconds(18)));
    for (int i = 0; i < 42; i++) {
      crowd.get(i * 200).over(ended(14 + i % 3, 16 + i % 3));
      all.record(DUB, ended(14 + i % 3, 16 + i % 3));
    }

    assertThat(law(learned).survival(ofSeconds(17))).isGreaterThan(0.98);
    assertThat(law(all).survival(ofSeconds(17))).isLessThan(0.3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 1_000, 10_000})
  void believesTheSameHoweverManyRunAtOnce(int inFlight) {
    Random random = new Random(inFlight);
    Queue<Life> running = new PriorityQueue<>(Comparator.comparingDouble(Life::end));
    double now = 0;
    for (int job = 0; job < 400 + 3 * inFlight; job++) {
      now += -Math.log(1 - random.nextDouble()) * 68 / inFlight;
      while (!running.isEmpty() && running.element().end() <= now) {
        running.remove().isOver();
      }
      for (Life life : running) {
        life.isSeen(now, random);
      }
      double lasts = Seconds.of(TheoryLaws.LOG_NORMAL.sample(random).orElseThrow());
      running.add(new Life(begin(), now, now + lasts));
    }

    for (int second : new int[] {30, 45, 60, 90, 120}) {
      assertThat(law(learned).survival(ofSeconds(second)))
          .as("at %s s", second)
          .isCloseTo(TheoryLaws.LOG_NORMAL.survival(ofSeconds(second)), within(0.1));
    }
  }

  /** A job and when it begins and ends, in seconds. */
  private record Life(LearnedDurations.Running job, double begin, double end) {

    void isOver() {
      job.over(ended(0.98 * (end - begin), 1.02 * (end - begin)));
    }

    void isSeen(double now, Random random) {
      if (now > begin && random.nextInt(40) == 0) {
        job.seenAt(Seconds.upward(now - begin));
      }
    }
  }

  @Test
  void aRoundOfTenThousandTeachesTheNextOne() {
    for (int round = 0; round < 2; round++) {
      Random random = new Random(round);
      List<LearnedDurations.Running> crowd = begin(10_000);
      Iterable<Double> ends =
          () ->
              Stream.generate(() -> Seconds.of(TheoryLaws.LOG_NORMAL.sample(random).orElseThrow()))
                  .limit(10_000)
                  .sorted()
                  .iterator();
      List<LearnedDurations.Running> inAnyOrder = new ArrayList<>(crowd);
      Collections.shuffle(inAnyOrder, random);
      int next = 0;
      for (double end : ends) {
        inAnyOrder.get(next++).over(ended(0.98 * end, 1.02 * end));
      }

      assertThat(learned.snapshot()).hasSizeLessThanOrEqualTo(400);
      for (int second : new int[] {30, 60, 120}) {
        assertThat(law(learned).survival(ofSeconds(second)))
            .as("at %s s", second)
            .isCloseTo(TheoryLaws.LOG_NORMAL.survival(ofSeconds(second)), within(0.1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 50})
  void closingLeavesWhatWasKnown(int age) {
    learn(200, 1);
    List<LearnedDurations.Running> running = begin(200);
    running.forEach(job -> job.seenAt(ofSeconds(age)));
    learn(1, 2);
    double before = median(learned);

    running.forEach(job -> job.over(new LearnedDurations.Sighting.StillAlive(ofSeconds(age))));

    assertThat(median(learned)).isCloseTo(before, within(0.1 * before));
    assertThat(median(restored())).isCloseTo(median(learned), within(0.02 * before));
  }

  @Test
  void leavingTenThousandPushesOutNoEnd() {
    learn(30, 1);
    double before = median(learned);

    begin(10_000).forEach(job -> job.over(new LearnedDurations.Sighting.StillAlive(ofSeconds(3))));

    assertThat(learned.snapshot()).hasSizeLessThanOrEqualTo(30 + 200);
    assertThat(learned.snapshot().stream().filter(one -> !one.isAlive())).hasSize(30);
    assertThat(median(learned)).isCloseTo(before, within(0.1 * before));
    assertThat(median(restored())).isCloseTo(before, within(0.1 * before));
  }

  @Test
  void whatIsSavedWhileACrowdRunsTellsHowManyRanOn() {
    List<LearnedDurations.Running> crowd = begin(10_000);
    crowd.forEach(job -> job.seenAt(ofSeconds(16)));
    crowd.subList(0, 42).forEach(job -> job.over(ended(14, 16)));

    assertThat(learned.snapshot()).hasSizeLessThanOrEqualTo(42 + 200);
    assertThat(law(restored()).survival(ofSeconds(17))).isGreaterThan(0.98);
  }

  @Test
  void whatIsRestoredLaterPushesOutNothing() {
    learn(200, 1);
    double before = median(learned);

    learned.restore(
        IntStream.range(0, 400)
            .mapToObj(i ->
                new LearnedDurations.Remembered(
                    DUB, new LearnedDurations.Sighting.StillAlive(ofSeconds(4)), UNKNOWN, 1e6))
            .toList());

    assertThat(median(learned)).isCloseTo(before, within(0.1 * before));
  }

  @Test
  void jobsThatWereLeftAndAreResumedCountOnce() {
    List<LearnedDurations.Running> crowd = begin(1_000);
    crowd.forEach(job -> job.seenAt(ofSeconds(30)));
    crowd.subList(0, 50).forEach(job -> job.over(ended(25, 30)));
    crowd.forEach(job -> job.over(new LearnedDurations.Sighting.StillAlive(ofSeconds(30))));
    LearnedDurations next = restored();

    List<LearnedDurations.Running> resumed =
        IntStream.range(0, 950)
            .mapToObj(i -> next.resumed(DUB, UNKNOWN, Expectation.none(), ofSeconds(40)))
            .toList();
    assertThat(jobs(next)).isCloseTo(1_000, within(1e-6));
    resumed.forEach(job -> job.over(new LearnedDurations.Sighting.StillAlive(ofSeconds(45))));

    assertThat(jobs(next)).isCloseTo(1_000, within(1e-6));
    assertThat(law(next).survival(ofSeconds(45))).isBetween(0.9, 0.99);
  }

  @Test
  void jobsThatEndedWhileNobodyWatchedWereNotShort() {
    List<LearnedDurations.Running> crowd = begin(1_000);
    crowd.forEach(job -> job.seenAt(ofSeconds(30)));
    crowd.subList(0, 50).forEach(job -> job.over(ended(25, 30)));
    crowd.forEach(job -> job.over(LearnedDurations.Sighting.NOTHING));

    for (int job = 0; job < 950; job++) {
      learned
          .resumed(DUB, UNKNOWN, Expectation.none(), ofSeconds(600))
          .over(new LearnedDurations.Sighting.Ended(Duration.ZERO, ofSeconds(600)));
    }

    assertThat(law(learned).survival(ofSeconds(30))).isGreaterThan(0.5);
  }

  /** Those that ended meanwhile nobody has seen: who is still there would be taken for all. */
  @Test
  void aJobThatWasLeftElsewhereTeachesNothing() {
    learn(60, 1);
    List<LearnedDurations.Remembered> before = learned.snapshot();

    for (int job = 0; job < 100; job++) {
      learned
          .resumed(DUB, UNKNOWN, Expectation.none(), ofSeconds(300))
          .over(new LearnedDurations.Sighting.StillAlive(ofSeconds(310)));
    }

    assertThat(learned.snapshot()).isEqualTo(before);
  }

  /** Those that ended unwatched stay alive at the age at which they were left; that fades. */
  @Test
  void aLongDowntimeLeansTheLawLittleAndForAWhile() {
    learn(200, 1);
    double before = median(learned);
    List<LearnedDurations.Running> left = begin(100);
    left.forEach(job -> job.seenAt(ofSeconds(30)));
    left.forEach(job -> job.over(LearnedDurations.Sighting.NOTHING));

    for (int job = 0; job < 100; job++) {
      LearnedDurations.Running resumed =
          learned.resumed(DUB, UNKNOWN, Expectation.none(), ofSeconds(3_600));
      if (job < 3) {
        resumed.seenAt(ofSeconds(3_630));
      } else {
        resumed.over(new LearnedDurations.Sighting.Ended(Duration.ZERO, ofSeconds(3_630)));
      }
    }
    learn(25, 2);

    assertThat(median(learned)).isCloseTo(before, within(0.15 * before));
    assertThat(law(learned).survival(ofSeconds(600))).isLessThan(0.1);

    learn(150, 3);

    assertThat(law(learned).survival(ofSeconds(600))).isLessThan(0.03);
  }

  @Test
  void aClassOfWhichJobsRunIsNotForgotten() {
    learn(20, 1);
    LearnedDurations.Running job = begin();
    for (int i = 0; i <= 2 * LearnedDurations.MOST_CLASSES; i++) {
      learned.record(new JobClass("https://one", "dub", "label-" + i), ended(50, 60));
    }
    assertThat(learned.snapshot()).filteredOn(one -> one.jobClass().equals(DUB)).hasSize(20);

    job.over(ended(70, 80));
    learned.record(LIPS, ended(1, 2));

    assertThat(
            learned.snapshot().stream()
                .map(LearnedDurations.Remembered::jobClass)
                .distinct()
                .count())
        .isLessThanOrEqualTo(LearnedDurations.MOST_CLASSES + 1);
  }

  @Test
  void whatIsSaidAfterTheEndChangesNothing() {
    LearnedDurations.Running job = begin();
    job.over(ended(50, 60));
    List<LearnedDurations.Remembered> before = learned.snapshot();

    job.seenAt(ofSeconds(70));
    job.over(new LearnedDurations.Sighting.StillAlive(ofSeconds(80)));
    job.forget();

    assertThat(learned.snapshot()).isEqualTo(before);
  }

  private LearnedDurations restored() {
    LearnedDurations restored = new LearnedDurations();
    restored.restore(learned.snapshot());
    return restored;
  }

  private static double jobs(LearnedDurations learned) {
    return learned.snapshot().stream().mapToDouble(LearnedDurations.Remembered::jobs).sum();
  }

  private static DurationLaw law(LearnedDurations learned) {
    return learned.knowledge(DUB, UNKNOWN).law().orElseThrow();
  }

  private static double median(LearnedDurations learned) {
    return Seconds.of(law(learned).quantile(0.5).orElseThrow());
  }

  private static LearnedDurations.Sighting ended(double after, double by) {
    return new LearnedDurations.Sighting.Ended(Seconds.upward(after), Seconds.upward(by));
  }
}
