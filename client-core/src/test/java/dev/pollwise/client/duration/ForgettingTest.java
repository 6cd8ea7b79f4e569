package dev.pollwise.client.duration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.LearnedDurations.Running;
import dev.pollwise.client.duration.LearnedDurations.Sighting;
import dev.pollwise.client.duration.LearnedDurations.SourceLength;
import dev.pollwise.client.job.Expectation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgettingTest {

  private static final JobClass CLASS = new JobClass("http://127.0.0.1:8080", "", "");
  private static final JobClass OTHER = new JobClass("http://127.0.0.1:8080", "", "other");
  private static final SourceLength UNKNOWN = SourceLength.unknown();

  private final LearnedDurations learned = new LearnedDurations();

  private void learn(JobClass jobClass, int seconds) {
    for (int job = 0; job < 20; job++) {
      Duration seen = Duration.ofSeconds(seconds + job % 5);
      learned.record(jobClass, new Sighting.Ended(seen.minusMillis(500), seen));
    }
  }

  private Optional<Duration> firstLook(JobClass jobClass) {
    return learned
        .knowledge(jobClass, UNKNOWN)
        .next(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(15));
  }

  @Test
  void aClassThatIsForgottenIsUnknownAndTheOthersAreNot() {
    learn(CLASS, 60);
    learn(OTHER, 60);
    assertThat(firstLook(CLASS)).isPresent();

    learned.forget(CLASS);

    assertThat(firstLook(CLASS)).isEmpty();
    assertThat(firstLook(OTHER)).isPresent();
    assertThat(learned.snapshot()).hasSize(20).allMatch(one -> one.jobClass().equals(OTHER));
  }

  @Test
  void whatRunsMeanwhileTeachesWhenItEnds() {
    learn(CLASS, 60);
    Running running = learned.begun(CLASS, UNKNOWN, Expectation.none());

    learned.forget(CLASS);
    running.over(new Sighting.Ended(Duration.ofSeconds(9), Duration.ofSeconds(10)));

    assertThat(learned.snapshot()).hasSize(1);
  }

  @Test
  void whatIsLearnedAfterwardsIsBelievedAloneAtOnce() {
    learn(CLASS, 600);
    learned.forget(CLASS);
    learn(CLASS, 10);

    assertThat(firstLook(CLASS))
        .get()
        .satisfies(look -> assertThat(look).isLessThan(Duration.ofSeconds(20)));
  }
}
