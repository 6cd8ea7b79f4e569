package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Expectation;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs that are not over teach as well. */
class RunningJobTest {

  private static final JobClass DUB = new JobClass("https://one", "dub", "");

  private final LearnedDurations learned = new LearnedDurations();

  @Test
  void jobsThatRunOnCountUntilTheyAreOver() {
    List<LearnedDurations.Running> running =
        IntStream.range(0, 250)
            .mapToObj(i ->
                learned.begun(DUB, LearnedDurations.SourceLength.unknown(), Expectation.none()))
            .toList();
    running.forEach(job -> job.seenAt(ofSeconds(80)));
    IntStream.range(0, 10).forEach(i -> learned.record(DUB, ended(58 + i, 60 + i)));

    assertThat(median(DUB, LearnedDurations.SourceLength.unknown()))
        .as("ten of 260 were over at 80 s")
        .isGreaterThan(80);

    running.forEach(LearnedDurations.Running::forget);
    IntStream.range(0, 4).forEach(i -> learned.record(DUB, ended(61 + i, 63 + i)));

    assertThat(median(DUB, LearnedDurations.SourceLength.unknown())).isBetween(55.0, 72.0);
  }

  @Test
  void aRunningJobThatNobodyHasSeenSaysNothing() {
    LearnedDurations without = new LearnedDurations();
    IntStream.range(0, 50)
        .forEach(
            i -> learned.begun(DUB, LearnedDurations.SourceLength.unknown(), Expectation.none()));
    for (int i = 0; i < 10; i++) {
      learned.record(DUB, ended(58 + i, 60 + i));
      without.record(DUB, ended(58 + i, 60 + i));
    }

    assertThat(law(DUB).survival(ofSeconds(64)))
        .isEqualTo(
            without
                .knowledge(DUB, LearnedDurations.SourceLength.unknown())
                .law()
                .orElseThrow()
                .survival(ofSeconds(64)));
  }

  @Test
  void aRunningJobThatIsOverIsRememberedForWhatItWas() {
    LearnedDurations.Running job =
        learned.begun(DUB, LearnedDurations.SourceLength.of(ofSeconds(30)), Expectation.none());
    job.seenAt(ofSeconds(50));
    assertThat(learned.snapshot())
        .as("a crash now must not lose that it ran on")
        .containsExactly(
            new LearnedDurations.Remembered(
                DUB,
                new LearnedDurations.Sighting.StillAlive(ofSeconds(50)),
                LearnedDurations.SourceLength.of(ofSeconds(30))));

    job.over(ended(50, 60));

    assertThat(learned.snapshot())
        .containsExactly(
            new LearnedDurations.Remembered(
                DUB, ended(50, 60), LearnedDurations.SourceLength.of(ofSeconds(30))));
  }

  @Test
  void aRunningJobIsRememberedEvenIfItsClassWasForgottenMeanwhile() {
    LearnedDurations.Running job =
        learned.begun(DUB, LearnedDurations.SourceLength.unknown(), Expectation.none());
    for (int i = 0; i <= LearnedDurations.MOST_CLASSES; i++) {
      learned.record(new JobClass("https://one", "dub", "label-" + i), ended(50, 60));
    }

    job.over(ended(70, 80));

    assertThat(learned.snapshot())
        .contains(
            new LearnedDurations.Remembered(
                DUB, ended(70, 80), LearnedDurations.SourceLength.unknown()));
  }

  @Test
  void agesMayGrowWhileALawIsFitted() throws InterruptedException {
    List<LearnedDurations.Running> running =
        IntStream.range(0, 20_000)
            .mapToObj(i ->
                learned.begun(DUB, LearnedDurations.SourceLength.unknown(), Expectation.none()))
            .toList();
    Thread aging =
        Thread.ofPlatform()
            .start(() -> {
              Random random = new Random(5);
              while (!Thread.currentThread().isInterrupted()) {
                running.get(random.nextInt(running.size())).seenAt(ofSeconds(random.nextInt(99)));
              }
            });
    try {
      for (int i = 0; i < 20; i++) {
        learned.record(DUB, ended(50, 60));
        assertThat(learned.knowledge(DUB, LearnedDurations.SourceLength.unknown())).isNotNull();
      }
    } finally {
      aging.interrupt();
      aging.join();
    }
  }

  private DurationLaw law(JobClass jobClass) {
    return learned.knowledge(jobClass, LearnedDurations.SourceLength.unknown()).law().orElseThrow();
  }

  private double median(JobClass jobClass, LearnedDurations.SourceLength source) {
    return Seconds.of(
        learned.knowledge(jobClass, source).law().orElseThrow().quantile(0.5).orElseThrow());
  }

  private static LearnedDurations.Sighting ended(double after, double by) {
    return new LearnedDurations.Sighting.Ended(Seconds.upward(after), Seconds.upward(by));
  }
}
