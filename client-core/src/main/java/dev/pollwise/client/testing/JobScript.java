package dev.pollwise.client.testing;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.JobStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a job, and how the server speaks of it meanwhile: spans of time, one after the
 * other, and an end. Without an end the last span goes on for ever. Immutable.
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="script"}
 */
public final class JobScript {

  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  private static final Reading QUEUED = new Reading.Says(new Answer.Seen(new JobStatus.Pending()));

  private final List<Phase> phases;

  private JobScript(List<Phase> phases) {
    this.phases = phases;
  }

  /**
   * A span of time in which all calls bring the same.
   *
   * @param until when the next one begins, counted from the beginning of the job
   */
  private record Phase(Duration until, Reading reading) {}

  /** A job that is queued and stays so, unless more follows. */
  public static JobScript begin() {
    return new JobScript(List.of());
  }

  /** The job is queued for a time; more than zero, as every span. */
  public JobScript pending(Duration span) {
    return then(span, QUEUED);
  }

  /** The job is worked on for a time. */
  public JobScript running(Duration span) {
    return answering(span, new Answer.Seen(new JobStatus.Running()));
  }

  /** The job is worked on for a time, and with each answer the server asks for a pause. */
  public JobScript running(Duration span, Duration retryAfter) {
    Hint hint = new Hint.RetryAfter(retryAfter);
    return answering(span, new Answer.Seen(new JobStatus.Running(), hint));
  }

  /** No call gets through for a time; each fails at once. */
  public JobScript unreachable(Duration span) {
    return answering(span, new Miss.Unreachable("as the script says"));
  }

  /** The server wants fewer calls for a time, and with each answer it asks for a pause. */
  public JobScript throttled(Duration span, Duration retryAfter) {
    Hint hint = new Hint.RetryAfter(retryAfter);
    return answering(span, new Miss.Throttled("as the script says", hint));
  }

  /** Calls made in this time are never answered: the attempt timeout ends them. */
  public JobScript silent(Duration span) {
    return then(span, new Reading.Silence());
  }

  /** Calls get an answer of whatever kind for a time. */
  public JobScript answering(Duration span, Answer answer) {
    return then(span, new Reading.Says(requireNonNull(answer, "answer")));
  }

  /** The job is done, for good. */
  public JobScript completed() {
    return completed(JobStatus.Result.empty());
  }

  /** The job is done, for good, and has made a video. */
  public JobScript completed(URI videoUrl) {
    return completed(new JobStatus.Result(Map.of("video_url", videoUrl.toString())));
  }

  /** The job is done, for good. */
  public JobScript completed(JobStatus.Result result) {
    return then(FOR_EVER, new Reading.Completed(requireNonNull(result, "result")));
  }

  /** The job has failed, for good. */
  public JobScript failed(String reason) {
    return then(FOR_EVER, new Reading.Failed(requireNonNull(reason, "reason")));
  }

  private JobScript then(Duration span, Reading reading) {
    if (!requireNonNull(span, "span").isPositive()) {
      throw new IllegalArgumentException(
          "span " + Durations.text(span) + ": must be more than zero");
    }
    Duration from = phases.isEmpty() ? Duration.ZERO : phases.getLast().until();
    if (from.equals(FOR_EVER)) {
      throw new IllegalStateException("the script has come to its end: nothing can follow");
    }
    Phase phase = new Phase(span.equals(FOR_EVER) ? FOR_EVER : from.plus(span), reading);
    return new JobScript(Stream.concat(phases.stream(), Stream.of(phase)).toList());
  }

  /** The age at which the job is over; empty if it never is. */
  Optional<Duration> end() {
    return isOver()
        ? Optional.of(phases.size() < 2 ? Duration.ZERO : phases.get(phases.size() - 2).until())
        : Optional.empty();
  }

  boolean isFailing() {
    return isOver() && phases.getLast().reading() instanceof Reading.Failed;
  }

  private boolean isOver() {
    return !phases.isEmpty()
        && (phases.getLast().reading() instanceof Reading.Completed
            || phases.getLast().reading() instanceof Reading.Failed);
  }

  /** What a call brings that reaches the server at an age of the job. */
  Reading at(Duration age) {
    return phases.stream()
        .filter(phase -> age.compareTo(phase.until()) < 0)
        .findFirst()
        .map(Phase::reading)
        .orElse(phases.isEmpty() ? QUEUED : phases.getLast().reading());
  }

  /** The next age at which something else is to be said; {@link #FOR_EVER} if there is none. */
  Duration changeAfter(Duration age) {
    return phases.stream()
        .limit(Math.max(0, phases.size() - 1))
        .map(Phase::until)
        .filter(until -> age.compareTo(until) < 0)
        .findFirst()
        .orElse(FOR_EVER);
  }
}
