package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How old a job is, is an interval or unknown, and no clock breaks a wait by what it says. */
class AgesTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final URI SERVER = URI.create("poller:local");

  private final VirtualClock time = new VirtualClock(NOW);
  private final LearnedDurations learned = new LearnedDurations();

  private Poller poller(Function<Duration, Answer> server, PollingPolicy policy) {
    return time.poller(
        Poller.builder(job -> CompletableFuture.completedFuture(server.apply(time.steady())))
            .learned(learned)
            .policy(policy));
  }

  private static Function<Duration, Answer> endingAt(Duration end) {
    return now -> now.compareTo(end) < 0 ? Story.RUNNING : Story.COMPLETED;
  }

  private JobOutcome over(JobHandle job) {
    time.runUntilIdle();
    return job.outcome().join();
  }

  private List<LearnedDurations.Sighting> sightings() {
    return learned.snapshot().stream().map(LearnedDurations.Remembered::sighting).toList();
  }

  @Test
  void aJobThatBecameKnownLongAfterItsSubmitIsAsLateAsItCanBe() {
    Poller poller = poller(now -> Story.COMPLETED, EVERY_TEN);

    JobHandle job =
        poller.watchSubmitted(Story.JOB, "title", JobTraits.fresh(), ofSeconds(60), Hint.none());

    assertThat(over(job).evidence().lateness()).isEqualTo(new Lateness.AtMost(ofSeconds(70)));
    assertThat(sightings())
        .containsExactly(new LearnedDurations.Sighting.Ended(Duration.ZERO, ofSeconds(70)));
    assertThat(job.resumeToken().traits().isFresh()).as("a token tells no age of it").isFalse();
  }

  @Test
  void whatWasSeenAliveSinceIsKnownAllTheSame() {
    Poller poller = poller(endingAt(ofSeconds(25)), EVERY_TEN);

    JobHandle job =
        poller.watchSubmitted(Story.JOB, "title", JobTraits.fresh(), ofSeconds(60), Hint.none());

    assertThat(over(job).evidence().lateness()).isEqualTo(new Lateness.AtMost(ofSeconds(10)));
    assertThat(sightings())
        .containsExactly(new LearnedDurations.Sighting.Ended(ofSeconds(20), ofSeconds(90)));
  }

  @Test
  void aWaitThatIsTakenUpKnowsTheAgeToTheSecond() {
    Poller poller = poller(endingAt(ofSeconds(25)), EVERY_TEN);
    learned.record(
        new JobClass(SERVER.toString(), "", ""),
        new LearnedDurations.Sighting.StillAlive(ofSeconds(90)));

    JobHandle job = poller.resume(token(NOW.minusSeconds(100)));

    assertThat(over(job).evidence().lateness()).isEqualTo(new Lateness.AtMost(ofSeconds(10)));
    assertThat(sightings())
        .containsExactly(new LearnedDurations.Sighting.Ended(ofSeconds(119), ofSeconds(160)));
  }

  @Test
  void aWaitTakenUpInTheSecondOfItsSubmitIsNotTakenForANewOne() {
    Poller poller = poller(now -> Story.COMPLETED, EVERY_TEN);

    JobHandle job = poller.resume(token(NOW));

    assertThat(over(job).evidence().lateness()).isEqualTo(new Lateness.Unknown());
    assertThat(sightings()).isEmpty();
  }

  static List<Instant> strangeTimes() {
    return List.of(
        Instant.MIN,
        Instant.EPOCH,
        NOW.minus(Duration.ofDays(366)),
        NOW.minus(Duration.ofDays(365)),
        NOW.minus(Duration.ofDays(364)),
        NOW.plusSeconds(1),
        NOW.plus(Duration.ofDays(4_000)),
        Instant.MAX);
  }

  @ParameterizedTest
  @MethodSource("strangeTimes")
  void noTokenBreaksAWait(Instant startedAt) {
    List<Answer> answers =
        List.of(
            Story.RUNNING,
            Story.REFUSED,
            Story.MANY_CALLS,
            Story.throttled(Long.MAX_VALUE),
            Story.WITHOUT_RESULT,
            new Answer.Seen(
                new JobStatus.Running(),
                Hint.none(),
                Answer.Detail.COMPLETE,
                ofSeconds(Long.MAX_VALUE)));
    for (Answer answer : answers) {
      for (Duration deadline : List.of(ofSeconds(100), Duration.ofDays(365))) {
        PollingPolicy policy = EVERY_TEN.withDeadline(deadline).withMaxPolls(1_000);
        ResumeToken token = ResumeToken.parse(token(startedAt).toString());

        JobOutcome outcome = over(poller(now -> answer, policy).resume(token));

        assertThat(token.startedAt()).isEqualTo(startedAt.truncatedTo(ChronoUnit.SECONDS));
        if (answer.equals(Story.WITHOUT_RESULT)) {
          assertThat(outcome).isInstanceOf(JobOutcome.Ended.class);
        } else if (!(answer instanceof Miss)) {
          assertThat(outcome).isInstanceOf(JobOutcome.TimedOut.class);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("strangeTimes")
  void noWallClockBreaksAWait(Instant wall) {
    VirtualClock clock = new VirtualClock(wall.equals(Instant.MAX) ? wall.minusSeconds(99) : wall);
    Poller poller =
        clock.poller(
            Poller.builder(job -> CompletableFuture.completedFuture(Story.RUNNING))
                .policy(EVERY_TEN.withDeadline(ofSeconds(25))));

    JobHandle job = poller.watchSubmitted(Story.JOB, "title");
    JobHandle resumed = poller.resume(token(NOW));
    clock.runUntilIdle();

    assertThat(job.outcome().join()).isInstanceOf(JobOutcome.TimedOut.class);
    assertThat(resumed.outcome().join()).isInstanceOf(JobOutcome.TimedOut.class);
  }

  @Test
  void anOldWaitTakesItsLastLookAtOnce() {
    Poller poller = poller(now -> Story.COMPLETED, EVERY_TEN);

    JobOutcome outcome = over(poller.resume(token(Instant.EPOCH)));

    assertThat(outcome).isInstanceOf(JobOutcome.Ended.class);
    assertThat(time.steady()).isZero();
    assertThat(sightings()).isEmpty();
  }

  private static ResumeToken token(Instant startedAt) {
    return new ResumeToken(SERVER, JobId.of("job-1"), startedAt, JobTraits.fresh());
  }
}
