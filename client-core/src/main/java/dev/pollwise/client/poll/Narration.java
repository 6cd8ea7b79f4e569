package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.Moment;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.job.WaitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a step as events. Pure. */
final class Narration {

  private Narration() {}

  static List<JobEvent> of(PollState before, Observation observation, Step step, Moment moment) {
    List<JobEvent> events = new ArrayList<>(3);
    var job = before.jobId();
    PollState after = step.state();
    if (observation instanceof Observation.Answered(Answer answer, Observation.Call call)) {
      Duration took = moment.elapsed().minus(call.askedAt());
      events.add(
          switch (answer) {
            case Answer.Seen(JobStatus status, var hint, var detail, var held) ->
                new JobEvent.Polled(job, moment, after.calls(), status, took);
            case Miss miss -> new JobEvent.Missed(job, moment, after.calls(), miss, took);
          });
    }
    JobStatus from = before.status();
    JobStatus to = after.status();
    if (from != null && to != null && !isSame(from, to)) {
      events.add(new JobEvent.StatusChanged(job, moment, from, to));
    }
    switch (step) {
      case Step.Again(var state, var due, Duration delay, WaitReason reason, var then) ->
          events.add(new JobEvent.Waiting(job, moment, delay, reason));
      case Step.Done(var state, var outcome) ->
          events.add(new JobEvent.Ended(job, moment, outcome));
    }
    return events;
  }

  /** The evidence in an end differs from call to call; the status does not. */
  private static boolean isSame(JobStatus a, @Nullable JobStatus b) {
    return a.equals(b) || (a instanceof JobStatus.Terminal && b instanceof JobStatus.Terminal);
  }
}
