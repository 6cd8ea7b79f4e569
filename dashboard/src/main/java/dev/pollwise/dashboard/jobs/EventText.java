package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.form.PlainText;
import java.util.Locale;
import java.util.Optional;

/** Events and outcomes told in one line for people. */
public final class EventText {

  private EventText() {}

  public static String line(JobEvent event) {
    return line(event, Optional.empty());
  }

  /** With how late the end was seen, where a simulator told that. */
  public static String line(JobEvent event, Optional<JobLateness> late) {
    return switch (event) {
      case JobEvent.Submitted submitted -> "submitted, watching " + submitted.jobId();
      case JobEvent.Polled polled ->
          "call "
              + polled.call()
              + ": "
              + polled.status().word()
              + " ("
              + Durations.text(polled.took())
              + (polled.participants() == 1
                  ? ")"
                  : ", one call for " + polled.participants() + " jobs)");
      case JobEvent.Missed missed ->
          "call "
              + missed.call()
              + " brought nothing"
              + (missed.participants() == 1
                  ? ": "
                  : " about any of " + missed.participants() + " jobs: ")
              + PlainText.of(missed.cause().describe());
      case JobEvent.Waiting waiting ->
          "next call in " + Durations.text(waiting.delay()) + ": " + waiting.reason().describe();
      case JobEvent.StatusChanged changed -> changed.from().word() + " → " + changed.to().word();
      case JobEvent.Ended ended ->
          outcome(ended.outcome())
              + "; "
              + Durations.text(ended.moment().elapsed())
              + ", "
              + evidence(ended.outcome().evidence(), late);
      case JobEvent.Broken broken ->
          "watching failed; the job goes on: " + broken.defect().getMessage();
    };
  }

  public static LogLevel level(JobEvent event) {
    return switch (event) {
      case JobEvent.Polled polled -> LogLevel.DETAIL;
      case JobEvent.Waiting waiting -> LogLevel.DETAIL;
      case JobEvent.Submitted submitted -> LogLevel.INFO;
      case JobEvent.StatusChanged changed -> LogLevel.INFO;
      case JobEvent.Missed missed -> LogLevel.WARNING;
      case JobEvent.Broken broken -> LogLevel.ERROR;
      case JobEvent.Ended ended ->
          switch (JobState.of(ended.outcome())) {
            case FAILED, LOST_CONTACT, BROKEN -> LogLevel.ERROR;
            case TIMED_OUT -> LogLevel.WARNING;
            case SUBMITTED,
                PENDING,
                RUNNING,
                RETRYING,
                THROTTLED,
                COMPLETED,
                STOPPED,
                NOT_WATCHED,
                ELSEWHERE ->
                LogLevel.INFO;
          };
    };
  }

  public static String outcome(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Ended(JobStatus.Completed done) ->
          done.videoUrl().isPresent() ? "completed" : "completed, without an address of the video";
      case JobOutcome.Ended(JobStatus.Failed failed) -> "failed: " + failed.reason();
      case JobOutcome.TimedOut timedOut -> limit(timedOut.limit()) + lastLook(timedOut.lastLook());
      case JobOutcome.GaveUp gaveUp -> "lost contact: " + PlainText.of(gaveUp.cause().describe());
      case JobOutcome.Cancelled cancelled ->
          switch (cancelled.by()) {
            case USER -> "watching stopped; the job goes on";
            case CLOSE -> "the client was closed; the job goes on";
          };
    };
  }

  private static String limit(JobOutcome.Limit limit) {
    return switch (limit) {
      case DEADLINE -> "timed out at the deadline; the job goes on";
      case POLLS -> "timed out at the call limit; the job goes on";
    };
  }

  private static String lastLook(JobOutcome.LastLook lastLook) {
    return switch (lastLook) {
      case TAKEN, NOT_ALLOWED -> "";
      case MISSED -> " (the last look got no answer)";
      case DEFERRED_BY_HINT -> " (no last look: the server had asked for a longer pause)";
      case DEFERRED_BY_BUDGET -> " (no last look: the call budget had no room)";
    };
  }

  private static String evidence(Evidence evidence, Optional<JobLateness> late) {
    String made = evidence.calls() == 1 ? "1 call" : evidence.calls() + " calls";
    boolean shared = evidence.share() < evidence.calls() - 1e-9;
    String calls =
        shared ? String.format(Locale.ROOT, "%s (its share: %.2f)", made, evidence.share()) : made;
    if (late.filter(JobLateness::isExact).isPresent()) {
      return calls + ", " + late.get().words() + " late";
    }
    return switch (evidence.lateness()) {
      case Lateness.AtMost(var bound) -> calls + ", at most " + Durations.text(bound) + " late";
      case Lateness.Unknown() -> calls;
    };
  }
}
