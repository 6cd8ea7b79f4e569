package dev.pollwise.client.poll;

import static java.time.Duration.ofSeconds;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Done;
import dev.pollwise.client.poll.Step.Then;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Leads the pure decision through a wait, one observation after the other; no thread, no clock. */
final class Story {

  static final JobId JOB = JobId.of("job-1");
  static final ResumeToken TOKEN = new ResumeToken(URI.create("http://h"), JOB, Instant.EPOCH);

  /** Every 10 s without jitter, to the deadline after an hour. */
  static final PollingPolicy EVERY_TEN =
      PollingPolicy.defaults().withPacing(Pacing.fixed(ofSeconds(10))).withJitter(Jitter.none());

  static final Answer RUNNING = new Answer.Seen(new JobStatus.Running());
  static final Answer COMPLETED = seen(completed("https://h/v.mp4"), Answer.Detail.COMPLETE);
  static final Answer WITHOUT_RESULT = seen(completed(""), Answer.Detail.RESULT_PENDING);
  static final Answer FAILED =
      seen(new JobStatus.Failed(JOB, "no face found"), Answer.Detail.COMPLETE);
  static final Miss REFUSED = new Miss.Unreachable("connection refused");
  static final Miss MANY_CALLS = new Miss.Throttled("too many calls", Hint.none());
  static final Miss UNKNOWN = new Miss.NotFound("no such job");
  static final Miss DENIED = new Miss.Denied(401, "unauthorized");

  private Step step;
  private Duration now = Duration.ZERO;
  private DecisionContext around;

  private Story(Step step, DecisionContext around) {
    this.step = step;
    this.around = around;
  }

  /** A job submitted just now. */
  static Story submitted(PollingPolicy policy) {
    return begun(policy, true, 0.5);
  }

  static Story begun(PollingPolicy policy, boolean fresh, double chance) {
    return begun(policy, fresh, DecisionContext.alone(Duration.ZERO, chance));
  }

  /** A job submitted just now that is watched under circumstances that stay as they are. */
  static Story begun(PollingPolicy policy, boolean fresh, DecisionContext around) {
    PollState nothing = PollState.initial(TOKEN, policy);
    Observation first =
        fresh ? new Observation.Submitted(Duration.ZERO) : new Observation.AlreadyRunning();
    return new Story(PollDecision.decide(nothing, first, around), around);
  }

  static Answer seen(JobStatus status, Answer.Detail detail) {
    return new Answer.Seen(status, Hint.none(), detail);
  }

  static Answer running(long retryAfterSeconds) {
    return new Answer.Seen(
        new JobStatus.Running(), pause(retryAfterSeconds), Answer.Detail.COMPLETE);
  }

  static Miss throttled(long retryAfterSeconds) {
    return new Miss.Throttled("too many calls", pause(retryAfterSeconds));
  }

  static Miss unavailable(long retryAfterSeconds) {
    return new Miss.Rejected(503, "unavailable", pause(retryAfterSeconds));
  }

  static Hint pause(long seconds) {
    return new Hint.RetryAfter(ofSeconds(seconds));
  }

  private static JobStatus completed(String url) {
    JobStatus.Result result =
        url.isEmpty() ? JobStatus.Result.empty() : new JobStatus.Result(Map.of("video_url", url));
    return new JobStatus.Completed(JOB, result);
  }

  /** The next draw. */
  Story chance(double next) {
    around =
        new DecisionContext(
            now, next, around.outlook(), around.announced(), around.alignment(), around.calls());
    return this;
  }

  private DecisionContext around() {
    return new DecisionContext(
        now,
        around.chance(),
        around.outlook(),
        around.announced(),
        around.alignment(),
        around.calls());
  }

  /** Makes the call that is due, if one is, and has it answered at once. */
  Story then(Answer answer) {
    return then(answer, Duration.ZERO);
  }

  /** Makes the call that is due and has it answered after a while. */
  Story then(Answer answer, Duration took) {
    return then(answer, took, Duration.ZERO, 1);
  }

  /** Makes the call that is due, held for up to a time and shared by some, and has it answered. */
  Story then(Answer answer, Duration took, Duration longestHold, int participants) {
    Again due = again();
    if (due.then() != Then.ASK) {
      throw new AssertionError("no call is due but " + due);
    }
    now = due.due();
    PollState asked = due.state().asked();
    Duration askedAt = now;
    now = now.plus(took);
    step =
        PollDecision.decide(
            asked,
            new Observation.Answered(
                answer, new Observation.Call(askedAt, longestHold, participants, 0)),
            around());
    return this;
  }

  /** The call that is due finds no room in the budget until so many seconds later. */
  Story heldBack(long seconds) {
    now = due();
    return learn(new Observation.OverBudget(now.plusSeconds(seconds)));
  }

  /** Lets the end come that is due without a call. */
  Story conclude() {
    Again due = again();
    if (due.then() != Then.CONCLUDE) {
      throw new AssertionError("a call is due: " + due);
    }
    now = due.due();
    return learn(new Observation.LimitReached());
  }

  /** Something else is learned a while from now. */
  Story after(long seconds, Observation observation) {
    now = now.plusSeconds(seconds);
    return learn(observation);
  }

  private Story learn(Observation observation) {
    step = PollDecision.decide(step.state(), observation, around());
    return this;
  }

  Again again() {
    if (step instanceof Again again) {
      return again;
    }
    throw new AssertionError("the wait is over: " + step);
  }

  /** When the next thing is due, in elapsed time. */
  Duration due() {
    return again().due();
  }

  JobOutcome outcome() {
    if (step instanceof Done done) {
      return done.outcome();
    }
    throw new AssertionError("the wait goes on: " + step);
  }

  Duration now() {
    return now;
  }

  PollState state() {
    return step.state();
  }
}
