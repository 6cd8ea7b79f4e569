package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When to ask about each job alone although calls could be shared: a server, or what stands before
 * it, may answer the one kind of call and not the other. Safe for any thread.
 *
 * <p>A shared call that is refused as such (4xx, 501) ends sharing for {@link #FIRST}, for twice as
 * long each time in a row, at most {@link #LONGEST}. One that fails otherwise may be an outage:
 * from the second in a row a single call finds out, and only if that is answered while sharing goes
 * on failing is it the kind of call. So it is where all jobs are unknown, which may only be too
 * young. A job that a shared answer leaves out is asked about alone next.
 */
final class BulkFallback {

  /** For how long calls are not shared after a first refusal. */
  static final Duration FIRST = Duration.ofMinutes(1);

  /** The longest such time, after refusals in a row. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final int FAILURES_OF_AN_OUTAGE = 2;

  private static final int MOST_LEFT_OUT = 1_000;

  private final PollClock clock;
  private final Set<JobId> leftOut = ConcurrentHashMap.newKeySet();
  private Duration until = Duration.ZERO;
  private int refusals;
  private int failures;
  private boolean wantsTrial;
  private boolean isTrialAnswered;

  BulkFallback(PollClock clock) {
    this.clock = clock;
  }

  /** Whether calls are made singly at present. */
  synchronized boolean isInForce() {
    return refusals > 0 && clock.steady().compareTo(until) < 0;
  }

  /** Whether the next call about a job has to be its own; to be asked once for each call. */
  synchronized boolean isAlone(JobId job) {
    boolean isTrial = wantsTrial;
    wantsTrial = false;
    return isTrial || leftOut.remove(job) || isInForce();
  }

  /** A call about one job was answered. */
  synchronized void answeredAlone(Answer answer) {
    if (answer instanceof Answer.Seen && failures >= FAILURES_OF_AN_OUTAGE) {
      isTrialAnswered = true;
    }
  }

  /** The wait for a job is over. */
  void left(JobId job) {
    leftOut.remove(job);
  }

  /** A shared call was over, with these answers. */
  synchronized void answered(Map<JobId, Answer> answers) {
    if (answers.values().stream().anyMatch(Answer.Seen.class::isInstance)) {
      refusals = 0;
      failures = 0;
      wantsTrial = false;
      isTrialAnswered = false;
      answers.forEach((job, answer) -> {
        if (answer instanceof Miss) {
          if (leftOut.size() >= MOST_LEFT_OUT) { // some of waits that were over by then
            leftOut.clear();
          }
          leftOut.add(job);
        }
      });
    } else if (answers.values().stream().allMatch(Miss.NotFound.class::isInstance)) {
      unknown();
    } else if (answers.values().stream().allMatch(BulkFallback::isRefusal)) {
      refused();
    } else if (answers.values().stream().noneMatch(Miss.Throttled.class::isInstance)) {
      failed();
    }
  }

  /** A shared call brought nothing, or nothing that can be used. */
  synchronized void failed() {
    if (isTrialAnswered) {
      refused();
    } else {
      failures++;
      wantsTrial = failures >= FAILURES_OF_AN_OUTAGE;
    }
  }

  private void unknown() {
    if (refusals > 0) {
      refused();
    } else if (isTrialAnswered) {
      refusals = 1; // the one before, that was not believed
      refused();
    } else {
      failures = FAILURES_OF_AN_OUTAGE;
      wantsTrial = true;
    }
  }

  private void refused() {
    failures = 0;
    isTrialAnswered = false;
    if (!isInForce()) { // or else it was under way already
      Duration pause = FIRST.multipliedBy(1L << Math.min(refusals, 10));
      until = clock.steady().plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
      refusals++;
    }
  }

  private static boolean isRefusal(Answer answer) {
    return switch (answer) {
      case Answer.Seen seen -> false;
      case Miss.Denied denied -> true;
      case Miss.NotFound unknown -> true;
      case Miss.Redirected moved -> true;
      case Miss.Rejected(int status, var detail, var hint) ->
          (status >= 400 && status < 500 && status != 408 && status != 425)
              || status == 501
              || status == 505;
      case Miss.Throttled throttled -> false;
      case Miss.TimedOut late -> false;
      case Miss.Unreachable lost -> false;
      case Miss.Unreadable garbled -> false;
    };
  }
}
