package dev.pollwise.simulator.report;

import dev.pollwise.simulator.report.StatusPoll.Kind;
import dev.pollwise.simulator.report.StatusPoll.Moment;
import dev.pollwise.simulator.report.StatusPoll.Told;
import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.util.Optional;

/** What one client asked about one job. Used under the lock of the {@link Gradebook}. */
final class JobTally {

  private final Job job;
  private Counts counts = Counts.NONE;
  private Optional<Moment> lastAnswered = Optional.empty();
  private Optional<Moment> notBefore = Optional.empty();
  private Optional<Detection> detection = Optional.empty();
  private boolean mayFetch;

  JobTally(Job job) {
    this.job = job;
  }

  /** What is to be said of one question about this job. */
  record Verdict(boolean needed, boolean early, boolean afterEnd, boolean overlapping) {}

  /**
   * Judges a question.
   *
   * @param isInPause whether the client was not to ask about any job
   */
  Verdict judge(StatusPoll question, Told told, boolean isInPause) {
    Verdict verdict =
        new Verdict(
            isNeeded(question, told),
            isInPause || notBefore.filter(question.arrived()::isBefore).isPresent(),
            detection.isPresent() && !isFetch(question),
            lastAnswered.filter(last -> question.arrived().nanos() - last.nanos() < 0).isPresent());
    if (question.kind() != Kind.GLANCE) {
      counts = counts.plus(count(question, verdict));
      notBefore = question.notBefore();
    }
    if (!question.faulted()) {
      remember(question, told);
    }
    return verdict;
  }

  /** One question, as it counts once it is judged. */
  static Counts count(StatusPoll question, Verdict verdict) {
    return question.faulted()
        ? new Counts(1, 1, 0, 0, 0, 0)
        : new Counts(
            1,
            0,
            verdict.needed() ? 0 : 1,
            verdict.early() ? 1 : 0,
            verdict.afterEnd() ? 1 : 0,
            verdict.overlapping() ? 1 : 0);
  }

  private boolean isNeeded(StatusPoll question, Told told) {
    return (detection.isEmpty() && told.isOver()) || isFetch(question);
  }

  /** Bulk answers and lists tell that a job is over, but not where its result is. */
  private boolean isFetch(StatusPoll question) {
    return mayFetch && question.kind() == Kind.ONE;
  }

  private void remember(StatusPoll question, Told told) {
    if (question.kind() != Kind.GLANCE) {
      lastAnswered = Optional.of(question.answered());
    }
    if (told.isOver()) {
      if (isFetch(question)) {
        mayFetch = false;
      }
      if (detection.isEmpty()) {
        detection = Optional.of(detection(question.answered().simulated(), told.scale()));
        mayFetch = question.kind() == Kind.BULK;
      }
    }
  }

  private Detection detection(Duration seen, double scale) {
    Duration end = job.plan().endsAfter().map(job.createdAt()::plus).orElse(seen);
    Duration late = seen.compareTo(end) > 0 ? seen.minus(end) : Duration.ZERO;
    return new Detection(end, seen, late, Duration.ofNanos(Math.round(late.toNanos() / scale)));
  }

  Job job() {
    return job;
  }

  Counts counts() {
    return counts;
  }

  Optional<Detection> detection() {
    return detection;
  }
}
