package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.LastStatus;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.job.JobOutcome.StoppedBy;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.PollState.AwaitedResult;
import dev.pollwise.client.poll.PollState.Cost;
import dev.pollwise.client.poll.PollState.FailureStreak;
import dev.pollwise.client.poll.PollState.LastSeen;
import dev.pollwise.client.poll.PollState.MissStreak;
import dev.pollwise.client.poll.PollState.NextCall;
import dev.pollwise.client.poll.PollState.Pause;
import dev.pollwise.client.poll.SharedKnowledge.Birth;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One of each value that can be in a text, in the order of the golden ones. */
final class StateExamples {

  private StateExamples() {}

  static final JobId JOB = JobId.of("0f3c9a-es");
  static final Duration SECOND = Duration.ofSeconds(1);
  static final ResumeToken TOKEN =
      new ResumeToken(
          URI.create("https://api.heygen.com"),
          JOB,
          Instant.ofEpochSecond(1_790_000_000),
          new JobTraits(true, "quality", "film", Duration.ofSeconds(42)));
  static final Evidence EVIDENCE =
      new Evidence(3, 1 / 3.0, new Lateness.AtMost(Duration.ofNanos(1)));
  static final JobStatus.Completed COMPLETED =
      new JobStatus.Completed(
          JOB,
          new JobStatus.Result(Map.of("video_url", "https://x.test/v?Expires=1", "a", "é\u0000")),
          EVIDENCE);

  /** One of each alternative. */
  static List<Pinned<?>> pinned() {
    List<Pinned<?>> all = new ArrayList<>();
    Stream.of(
            Pacing.adaptive(),
            Pacing.fixed(SECOND),
            Pacing.exponential(SECOND, 1.5, Duration.ofSeconds(30)),
            Pacing.linear(SECOND, Duration.ZERO, Duration.ofSeconds(30)))
        .map(pacing -> PollingPolicy.defaults().withPacing(pacing))
        .forEach(policy -> all.add(new Pinned<>(PollingPolicy.class, policy)));
    Stream.of(
            new Miss.Unreachable("reset"),
            new Miss.TimedOut(SECOND),
            new Miss.Unreadable("no JSON", Hint.none()),
            new Miss.Throttled("slow", new Hint.RetryAfter(SECOND)),
            new Miss.NotFound("no such job", new Hint.Quota(7, SECOND)),
            new Miss.Rejected(500, "oops", Hint.none()),
            new Miss.Redirected(301, "https://y.test", Hint.none()),
            new Miss.Denied(401, "who?"))
        .map(miss -> new JobOutcome.GaveUp(JOB, miss, "req-1", unseen(), TOKEN, EVIDENCE))
        .forEach(outcome -> all.add(new Pinned<>(JobOutcome.class, outcome)));
    Stream.of(
            new JobStatus.Pending(),
            new JobStatus.Running("rendering", false),
            COMPLETED,
            new JobStatus.Failed(JOB, "no face", new Evidence(0, new Lateness.Unknown())))
        .map(status ->
            new JobOutcome.TimedOut(
                JOB,
                Limit.POLLS,
                LastLook.NOT_ALLOWED,
                new LastStatus.Seen(status),
                TOKEN,
                EVIDENCE))
        .forEach(outcome -> all.add(new Pinned<>(JobOutcome.class, outcome)));
    all.add(new Pinned<>(JobOutcome.class, new JobOutcome.Ended(COMPLETED)));
    all.add(
        new Pinned<>(
            JobOutcome.class, new JobOutcome.Cancelled(JOB, StoppedBy.USER, TOKEN, EVIDENCE)));
    Stream.of(
            new WaitReason.Paced(2, SECOND, "fixed 1 s"),
            new WaitReason.Hinted(SECOND),
            new WaitReason.HintedToAnother(SECOND),
            new WaitReason.BackingOff(2, SECOND),
            new WaitReason.ResultMissing(),
            new WaitReason.LastLook(),
            new WaitReason.OverBudget(SECOND),
            new WaitReason.OutOfReach(new WaitReason.Hinted(SECOND), "deadline"),
            new WaitReason.LongPolled(SECOND),
            new WaitReason.Announced(),
            new WaitReason.ResultElsewhere(),
            new WaitReason.FirstLook(),
            new WaitReason.AskedNow())
        .map(reason -> new KeptWait.Appointment(SECOND, reason, Step.Then.CONCLUDE))
        .forEach(next -> all.add(new Pinned<>(KeptWait.Appointment.class, next)));
    all.add(new Pinned<>(KeptWait.class, full()));
    all.add(
        new Pinned<>(
            KeptWait.class,
            new KeptWait(PollState.initial(TOKEN, PollingPolicy.defaults()), null, null)));
    Miss doubt = new Miss.Unreachable("reset");
    all.add(
        new Pinned<>(
            DurableRequest.Kept.class,
            new DurableRequest.Kept(2, 1, SECOND, Optional.of(doubt), Duration.ZERO)));
    return all;
  }

  private static LastStatus unseen() {
    return new LastStatus.Unseen();
  }

  /** A wait of which everything is known. */
  static KeptWait full() {
    return new KeptWait(
        new PollState(
            TOKEN,
            PollingPolicy.defaults(),
            Duration.ofMillis(1500),
            new Cost(4, 2.5, 2),
            new LastSeen(
                2,
                new JobStatus.Running(),
                Duration.ofSeconds(-3),
                SECOND,
                new AwaitedResult(COMPLETED, SECOND, Duration.ofSeconds(59), SECOND)),
            new MissStreak(
                3,
                true,
                new FailureStreak(SECOND, 2, new Miss.Redirected(308, ""), "req-2", SECOND)),
            new NextCall(
                new Pause(Duration.ofSeconds(Long.MAX_VALUE), SECOND, true),
                SECOND,
                new WaitReason.AskedNow())),
        new Birth(Duration.ofSeconds(-3), Duration.ZERO),
        new KeptWait.Appointment(SECOND, new WaitReason.ResultMissing(), Step.Then.ASK));
  }

  /** A value, and the type as which it is kept. */
  record Pinned<T>(Class<T> type, T value) {

    String text() {
      return StateText.write("golden", type, value);
    }

    void isWhatItSays(String golden) {
      assertThat(text()).isEqualTo(golden);
      assertThat(StateText.read("golden", type, golden)).isEqualTo(value);
    }
  }
}
