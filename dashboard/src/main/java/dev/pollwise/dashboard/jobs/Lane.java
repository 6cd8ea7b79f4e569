package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One job on the timeline: its calls, its pauses, and what is known of its end. */
public final class Lane {

  private final JobRow row;
  private Optional<Instant> begunOnWall = Optional.empty();
  private Optional<Instant> trueEnd = Optional.empty();
  private Optional<Duration> seen = Optional.empty();
  private long revision;

  Lane(JobRow row) {
    this.row = row;
  }

  public void hear(JobEvent event) {
    revision++;
    Duration now = event.moment().elapsed();
    // The wall clock is read after the steady one, never before: the earliest beginning is truest.
    Instant begun = event.moment().at().minus(now);
    begunOnWall = Optional.of(begunOnWall.filter(begun::isAfter).orElse(begun));
    switch (event) {
      case JobEvent.Polled polled -> {
        if (polled.status() instanceof JobStatus.Terminal) {
          seen = Optional.of(now);
        }
      }
      case JobEvent.Ended ended -> {
        if (ended.outcome() instanceof JobOutcome.Ended && seen.isEmpty()) {
          seen = Optional.of(now);
        }
      }
      case JobEvent.Submitted submitted -> {}
      case JobEvent.Missed missed -> {}
      case JobEvent.Waiting waiting -> {}
      case JobEvent.StatusChanged changed -> {}
      case JobEvent.Broken broken -> {}
    }
    tellRow();
  }

  public void trueEnd(Instant wall) {
    revision++;
    trueEnd = Optional.of(wall);
    tellRow();
  }

  /** As it was saved. */
  public void restore(SavedJob saved) {
    revision++;
    begunOnWall = Optional.of(saved.begun());
    trueEnd = saved.trueEnd();
    seen = saved.seen();
    tellRow();
  }

  /** When the wait began, by the wall clock; empty while nothing was heard of it. */
  Optional<Instant> begunOnWall() {
    return begunOnWall;
  }

  /** When the job was over, where a simulator told that. */
  Optional<Instant> trueEnd() {
    return trueEnd;
  }

  /** When its end was seen, since the wait began. */
  Optional<Duration> seen() {
    return seen;
  }

  /** The table says the same as the lane. */
  private void tellRow() {
    if (end() instanceof LaneEnd.Known known) {
      row.known(known);
    }
  }

  /** Whether anything is known of the wait. */
  public boolean isHeard() {
    return revision > 0;
  }

  /** The job. */
  public JobRow row() {
    return row;
  }

  /** Grows whenever something is heard of the job; between, it changes by passing time only. */
  public long revision() {
    return revision;
  }

  /** The newest calls, oldest first; a view, not a copy. */
  public List<LaneCall> calls() {
    return row.history().calls();
  }

  /** When a pause was over, by what came after it. */
  public Duration endOfPause(int pause) {
    return pause + 1 < row.intervals().size()
        ? row.intervals().get(pause + 1).from()
        : row.elapsed().get();
  }

  /** What is known of the end. */
  public LaneEnd end() {
    Duration elapsed = row.elapsed().get();
    Optional<Duration> truth =
        begunOnWall.flatMap(begun -> trueEnd.map(end -> Duration.between(begun, end)));
    if (seen.isPresent()) {
      Duration at = seen.get();
      return truth
          .<LaneEnd>map(end -> new LaneEnd.Known(possible(end, at), at))
          .or(() -> row.bound().map(late -> new LaneEnd.Within(earliest(at, late), at)))
          .orElse(new LaneEnd.Seen(at));
    }
    if (!row.isWatched()) {
      return new LaneEnd.Unseen(elapsed);
    }
    return truth
        .filter(end -> end.compareTo(elapsed) < 0)
        .<LaneEnd>map(end -> new LaneEnd.Overdue(end, elapsed.minus(end)))
        .orElse(new LaneEnd.Open());
  }

  /**
   * Two wall clocks told the end, some milliseconds apart; the client's own clock tells for certain
   * when the job was alive and when it was not.
   */
  private Duration possible(Duration end, Duration seen) {
    Duration earliest = row.bound().map(late -> earliest(seen, late)).orElse(Duration.ZERO);
    Duration later = end.compareTo(earliest) > 0 ? end : earliest;
    return later.compareTo(seen) < 0 ? later : seen;
  }

  private static Duration earliest(Duration seen, Duration late) {
    return seen.compareTo(late) > 0 ? seen.minus(late) : Duration.ZERO;
  }

  /**
   * What the lane shows at a time.
   *
   * @param at since the wait began
   * @param reach how far from there a call or an end still counts
   * @return in lines; empty outside of the wait
   */
  public Optional<String> told(Duration at, Duration reach) {
    return callAt(at, reach)
        .map(call -> call.told() + ", at " + Durations.text(call.answered()))
        .or(() -> pauseAt(at))
        .map(told -> row.title().get() + "\n" + told + lastLine(at, reach));
  }

  private String lastLine(Duration at, Duration reach) {
    boolean inGap =
        switch (end()) {
          case LaneEnd.Overdue overdue -> at.plus(reach).compareTo(overdue.trueEnd()) >= 0;
          case LaneEnd.Known known -> at.plus(reach).compareTo(known.trueEnd()) >= 0;
          case LaneEnd.Within within -> at.plus(reach).compareTo(within.earliest()) >= 0;
          case LaneEnd.Seen(Duration when) -> at.plus(reach).compareTo(when) >= 0;
          case LaneEnd.Unseen unseen -> at.plus(reach).compareTo(unseen.at()) >= 0;
          case LaneEnd.Open open -> false;
        };
    return inGap ? "\n" + end().words() : "";
  }

  private Optional<LaneCall> callAt(Duration at, Duration reach) {
    LaneCall nearest = null;
    for (LaneCall call : calls()) {
      boolean near =
          call.sent().minus(reach).compareTo(at) <= 0
              && call.answered().plus(reach).compareTo(at) >= 0;
      if (near && (nearest == null || distance(call, at).compareTo(distance(nearest, at)) < 0)) {
        nearest = call;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static Duration distance(LaneCall call, Duration at) {
    return call.answered().minus(at).abs();
  }

  private Optional<String> pauseAt(Duration at) {
    for (int i = row.intervals().size() - 1; i >= 0; i--) {
      Interval pause = row.intervals().get(i);
      if (pause.from().compareTo(at) <= 0 && endOfPause(i).compareTo(at) >= 0) {
        return Optional.of(
            "waiting "
                + Durations.text(pause.delay())
                + " for call "
                + pause.attempt()
                + "\n"
                + pause.reason());
      }
    }
    return Optional.empty();
  }

  /** The whole lane in one line, for those who cannot see it. */
  public String summary() {
    int made = row.calls().get();
    int failed = row.history().failures();
    String end = end().words();
    return row.title().get()
        + ", "
        + row.state().get().word()
        + ", "
        + (made == 1 ? "1 call" : made + " calls")
        + (failed == 0 ? "" : ", " + failed + " failed")
        + (end.isEmpty() ? "" : ", " + end);
  }
}
