package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Kind;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Moment;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Told;
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
  private final Job.EndNotice notice;
  private Report.Counts counts = Report.Counts.NONE;
  private Optional<Moment> lastAnswered = Optional.empty();
  private Optional<Pause> pause = Optional.empty();
  private Optional<Moment> toldAt = Optional.empty();
  private Optional<Report.Detection> detection = Optional.empty();
  private boolean asked;
  private boolean mayFetch;

  JobTally(Job job) {
    this.id = job.id();
    this.law = job.law();
    this.notice = job.endNotice();
    this.end = job.plan().endsAfter().map(job.createdAt()::plus);
  }

  /** What is to be said of one poll, as far as this job is concerned. */
  record Verdict(boolean needed, boolean early, boolean afterEnd, boolean overlapping) {}

  Verdict judge(Gradebook.StatusPoll poll, Told told) {
    Moment arrived = poll.arrived();
    return new Verdict(
        (detection.isEmpty() && told.isOver()) || isFetch(poll),
        pause.filter(held -> held.holds(arrived, "")).isPresent(),
        toldAt.filter(at -> arrived.nanos() - at.nanos() >= 0).isPresent() && !isFetch(poll),
        lastAnswered.filter(last -> arrived.nanos() - last.nanos() < 0).isPresent());
  }

  /** Takes its share of a poll that was judged. */
  void add(Gradebook.StatusPoll poll, Told told, Report.Counts share) {
    asked = true;
    counts = counts.plus(share);
    if (poll.kind() != Kind.GLANCE) {
      pause = poll.notBefore().map(until -> new Pause(poll.answered(), until));
    }
    if (!poll.faulted()) {
      remember(poll, told);
    }
  }

  /** The client was asked to leave the job alone for a while when it was created. */
  void leaveAlone(Pause from) {
    pause = Optional.of(from);
  }

  /** Bulk answers and lists tell that a job is over, but not where its result is. */
  private boolean isFetch(Gradebook.StatusPoll poll) {
    return mayFetch && poll.kind() == Kind.ONE;
  }

  private void remember(Gradebook.StatusPoll poll, Told told) {
    if (poll.kind() != Kind.GLANCE) {
      lastAnswered = Optional.of(poll.answered());
    }
    if (told.isOver()) {
      if (isFetch(poll)) {
        mayFetch = false;
      }
      if (detection.isEmpty()) {
        notice.seen();
        toldAt = Optional.of(poll.answered());
        detection = Optional.of(detection(poll.answered().simulated(), told.scale()));
        mayFetch = poll.kind() == Kind.BULK;
      }
    }
  }

  private Report.Detection detection(Duration seen, double scale) {
    Duration over = end.orElse(seen);
    Duration late = seen.compareTo(over) > 0 ? seen.minus(over) : Duration.ZERO;
    return new Report.Detection(
        over, seen, late, Duration.ofNanos(Math.round(late.toNanos() / scale)));
  }

  /** Whether the client ever asked about it. */
  boolean isAsked() {
    return asked;
  }

  /**
   * When it is over, as long as nobody has told the client, nor needs to. Whoever only created it
   * may leave the polls to another program.
   */
  Optional<Duration> unseenEnd() {
    boolean expected = asked ? detection.isEmpty() : notice.isUnseen();
    return expected && notice.isOwed() ? end : Optional.empty();
  }

  /** By which law the job was drawn, once its end was told. */
  Optional<PlanLaw> lawOfTheTold() {
    return detection.map(told -> law);
  }

  Report.JobReport report(Bests bests) {
    Optional<Report.Comparison> comparison =
        detection.flatMap(told ->
            bests
                .of(law)
                .map(best ->
                    new Report.Comparison(
                        new Report.Cost(
                            counts.calls() - counts.faulted(), told.lateness().toNanos() / 1e9),
                        new Report.Cost(1, 0),
                        best)));
    return new Report.JobReport(id, counts, end, detection, comparison);
  }
}
