package dev.pollwise.simulator.demo;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the events of all jobs as lines: when, which job, what happened. */
final class Story implements JobEvent.Listener {

  private final PrintStream out;
  private final Instant beginning;
  private final Map<JobId, String> titles = new ConcurrentHashMap<>();

  Story(PrintStream out, Instant beginning) {
    this.out = out;
    this.beginning = beginning;
  }

  @Override
  public void onEvent(JobEvent event) {
    if (event instanceof JobEvent.Submitted submitted) {
      titles.put(event.jobId(), submitted.title());
    }
    line(event.moment().at(), titles.getOrDefault(event.jobId(), "?"), words(event));
  }

  /** A line about the world rather than a job. */
  void aside(Instant at, String words) {
    line(at, "--", words);
  }

  private void line(Instant at, String who, String words) {
    double seconds = Duration.between(beginning, at).toMillis() / 1000.0;
    out.printf(Locale.ROOT, "%6.1f s  %-20s %s%n", seconds, who, words);
  }

  private static String words(JobEvent event) {
    return switch (event) {
      case JobEvent.Submitted submitted -> "submitted as " + submitted.jobId();
      case JobEvent.Polled polled -> "call %d: %s".formatted(polled.call(), polled.status().word());
      case JobEvent.Missed missed ->
          "call %d: %s".formatted(missed.call(), missed.cause().describe());
      case JobEvent.Waiting waiting ->
          "    waits %s: %s"
              .formatted(Durations.text(waiting.delay()), waiting.reason().describe());
      case JobEvent.StatusChanged changed ->
          "    was %s, is %s".formatted(changed.from().word(), changed.to().word());
      case JobEvent.Ended ended -> "ended: " + words(ended.outcome());
      case JobEvent.Broken broken -> "broke: " + broken.defect();
    };
  }

  static String words(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Ended(JobStatus.Completed done) -> "completed";
      case JobOutcome.Ended(JobStatus.Failed failed) -> "failed, \"" + failed.reason() + "\"";
      case JobOutcome.TimedOut late -> "timed out, resume with " + late.resumeToken();
      case JobOutcome.GaveUp lost -> "lost contact, " + lost.cause().describe();
      case JobOutcome.Cancelled cancelled -> "stopped watching";
    };
  }
}
