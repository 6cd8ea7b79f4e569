package dev.pollwise.dashboard.shell;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.WaitBrokenException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.dashboard.jobs.JobKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What happens to one job, event by event, at seconds since the wait began. */
public final class Story {

  public static final URI HERE = URI.create("http://127.0.0.1:4000");
  public static final URI HEYGEN = URI.create("https://api.heygen.com");
  public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  public final JobKey key;
  private final Instant start;

  public Story(URI server, String id) {
    this(new JobKey(server, JobId.of(id)), START);
  }

  private Story(JobKey key, Instant start) {
    this.key = key;
    this.start = start;
  }

  /** Another wait for the same id, which begins later. */
  public Story later(double seconds) {
    return new Story(key, start.plus(seconds(seconds)));
  }

  public static Story of(String id) {
    return new Story(HERE, id);
  }

  public Event.JobHeard heard(JobEvent event) {
    return new Event.JobHeard(key, event);
  }

  public JobEvent submitted(String title) {
    return new JobEvent.Submitted(key.id(), at(0), title);
  }

  public JobEvent waiting(double at, double delay) {
    return new JobEvent.Waiting(
        key.id(),
        at(at),
        seconds(delay),
        new WaitReason.Paced(1, seconds(delay), "fixed " + delay + " s"));
  }

  public JobEvent polled(double at, int call, JobStatus status) {
    return new JobEvent.Polled(key.id(), at(at), call, 1, status, Duration.ofMillis(12));
  }

  public JobEvent missed(double at, int call, Miss cause) {
    return new JobEvent.Missed(key.id(), at(at), call, 1, cause, "", Duration.ofMillis(12));
  }

  public JobEvent changed(double at, JobStatus from, JobStatus to) {
    return new JobEvent.StatusChanged(key.id(), at(at), from, to);
  }

  public JobEvent ended(double at, JobOutcome outcome) {
    return new JobEvent.Ended(key.id(), at(at), outcome);
  }

  public JobEvent broken(double at, String why) {
    return new JobEvent.Broken(
        key.id(), at(at), new WaitBrokenException(token(), new IllegalStateException(why)));
  }

  public JobOutcome completed(int calls) {
    return new JobOutcome.Ended(
        new JobStatus.Completed(
            key.id(),
            new JobStatus.Result(Map.of("video_url", "http://127.0.0.1:4000/video.mp4")),
            evidence(calls)));
  }

  public JobOutcome failed(int calls, String reason) {
    return new JobOutcome.Ended(new JobStatus.Failed(key.id(), reason, evidence(calls)));
  }

  public JobOutcome timedOut(int calls) {
    return new JobOutcome.TimedOut(
        key.id(),
        JobOutcome.Limit.DEADLINE,
        JobOutcome.LastLook.TAKEN,
        running(),
        token(),
        evidence(calls));
  }

  public JobOutcome gaveUp(int calls) {
    return new JobOutcome.GaveUp(
        key.id(),
        new Miss.Unreachable("connection refused"),
        "",
        running(),
        token(),
        evidence(calls));
  }

  private static JobOutcome.LastStatus running() {
    return new JobOutcome.LastStatus.Seen(new JobStatus.Running());
  }

  public JobOutcome stopped(int calls) {
    return new JobOutcome.Cancelled(key.id(), JobOutcome.StoppedBy.USER, token(), evidence(calls));
  }

  public ResumeToken token() {
    return new ResumeToken(key.server(), key.id(), START);
  }

  private static Evidence evidence(int calls) {
    return new Evidence(calls, new Lateness.AtMost(Duration.ofSeconds(4)));
  }

  private JobEvent.Moment at(double seconds) {
    Duration elapsed = seconds(seconds);
    return new JobEvent.Moment(start.plus(elapsed), elapsed);
  }

  public static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
