package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.Moment;
import dev.pollwise.client.job.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a step as events. Pure. */
final class JobEvents {

  /** Nobody notices that a call is made so much earlier or later; less if it is due soon. */
  private static final Duration UNNOTICED = Duration.ofSeconds(1);

  private static final int UNNOTICED_SHARE = 20;

  private JobEvents() {}

  /**
   * What to tell.
   *
   * @param before the state before the observation
   * @param present what was told to come next, seen from now; null if that is over
   * @param moment now
   */
  static List<JobEvent> of(
      PollState before, @Nullable Step present, Observation observation, Step step, Moment moment) {
    List<JobEvent> events = new ArrayList<>(3);
    var job = before.jobId();
    PollState after = step.state();
    if (observation instanceof Observation.Answered(Answer answer, Observation.Call call)) {
      Duration took = moment.elapsed().minus(call.askedAt());
      int participants = Math.max(1, call.participants());
      events.add(
          switch (answer) {
            case Answer.Seen(JobStatus status, var hint, var detail, var held) ->
                new JobEvent.Polled(job, moment, after.calls(), participants, status, took);
            case Miss miss ->
                new JobEvent.Missed(
                    job, moment, after.calls(), participants, miss, call.requestId(), took);
          });
    }
    JobStatus from = before.status();
    JobStatus to = after.status();
    if (from != null && to != null && !isSame(from, to)) {
      events.add(new JobEvent.StatusChanged(job, moment, from, to));
    }
    switch (step) {
      case Step.Again again -> {
        if (!(observation instanceof Observation.OthersJoined) || isNews(present, again)) {
          events.add(new JobEvent.Waiting(job, moment, again.delay(), again.reason()));
        }
      }
      case Step.Done(var state, var outcome) ->
          events.add(new JobEvent.Ended(job, moment, outcome));
    }
    return events;
  }

  /** Company moves a call onto a common beat, often by next to nothing. */
  private static boolean isNews(@Nullable Step present, Step.Again next) {
    if (!(present instanceof Step.Again told) || !told.reason().equals(next.reason())) {
      return true;
    }
    Duration moved = next.due().minus(told.due()).abs();
    return moved.compareTo(UNNOTICED) > 0
        || moved.multipliedBy(UNNOTICED_SHARE).compareTo(told.delay()) > 0;
  }

  /** The evidence in an end differs from call to call; the status does not. */
  private static boolean isSame(JobStatus a, @Nullable JobStatus b) {
    return a.equals(b) || (a instanceof JobStatus.Terminal && b instanceof JobStatus.Terminal);
  }
}
