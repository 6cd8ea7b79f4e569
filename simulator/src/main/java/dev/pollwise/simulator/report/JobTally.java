package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.report.StatusPoll.Kind;
import dev.pollwise.simulator.report.StatusPoll.Moment;
import dev.pollwise.simulator.report.StatusPoll.Told;
import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.util.Optional;

/**
 * What one client asked about one job. Holds nothing that a client wrote. Used under the lock of
 * the {@link Gradebook}.
 */
final class JobTally {

  private final String id;
  private final PlanLaw law;
  private final Optional<Duration> end;
  private Counts counts = Counts.NONE;
  private Optional<Moment> lastAnswered = Optional.empty();
  private Optional<Pause> pause = Optional.empty();
  private Optional<Moment> toldAt = Optional.empty();
  private Optional<Detection> detection = Optional.empty();
  private boolean asked;
  private boolean mayFetch;

  JobTally(Job job) {
    this.id = job.id();
    this.law = job.law();
    this.end = job.plan().endsAfter().map(job.createdAt()::plus);
  }

  /** What is to be said of one question, as far as this job is concerned. */
  record Verdict(boolean needed, boolean early, boolean afterEnd, boolean overlapping) {}

  Verdict judge(StatusPoll question, Told told) {
    Moment arrived = question.arrived();
    return new Verdict(
        (detection.isEmpty() && told.isOver()) || isFetch(question),
        pause.filter(held -> held.holds(arrived, "")).isPresent(),
        toldAt.filter(at -> arrived.nanos() - at.nanos() >= 0).isPresent() && !isFetch(question),
        lastAnswered.filter(last -> arrived.nanos() - last.nanos() < 0).isPresent());
  }

  /** Takes its share of a question that was judged. */
  void add(StatusPoll question, Told told, Counts share) {
    asked = true;
    counts = counts.plus(share);
    if (question.kind() != Kind.GLANCE) {
      pause = question.notBefore().map(until -> new Pause(question.answered(), until));
    }
    if (!question.faulted()) {
      remember(question, told);
    }
  }

  /** The client was asked to leave the job alone for a while when it was created. */
  void leaveAlone(Pause from) {
    pause = Optional.of(from);
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
        toldAt = Optional.of(question.answered());
        detection = Optional.of(detection(question.answered().simulated(), told.scale()));
        mayFetch = question.kind() == Kind.BULK;
      }
    }
  }

  private Detection detection(Duration seen, double scale) {
    Duration over = end.orElse(seen);
    Duration late = seen.compareTo(over) > 0 ? seen.minus(over) : Duration.ZERO;
    return new Detection(over, seen, late, Duration.ofNanos(Math.round(late.toNanos() / scale)));
  }

  /** Whether the client ever asked about it. */
  boolean isAsked() {
    return asked;
  }

  /** By which law the job was drawn, once its end was told. */
  Optional<PlanLaw> lawOfTheTold() {
    return detection.map(told -> law);
  }

  JobReport report(Bests bests) {
    Optional<Comparison> comparison =
        detection.flatMap(told ->
            bests
                .of(law)
                .map(best ->
                    new Comparison(
                        new Cost(
                            counts.calls() - counts.faulted(), told.lateness().toNanos() / 1e9),
                        new Cost(1, 0),
                        best)));
    return new JobReport(id, counts, detection, comparison);
  }
}
