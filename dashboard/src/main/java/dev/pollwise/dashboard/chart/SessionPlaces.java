package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.chart.BackoffModel.Across;
import dev.pollwise.dashboard.jobs.JobRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where things that have a time lie on the horizontal axis of the chart. Along the session each
 * lies where it happened. Along the time since each wait began there is a place only where it is
 * clear whose wait is meant: the selected job's, or that of all where all began together.
 */
final class SessionPlaces {

  /** Waits of one launch begin within this of one another. */
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  private static final double JUST_BEFORE = 1;

  private final Across across;
  private final Duration origin;
  private final Optional<JobRow> newest;
  private final Optional<JobRow> meant;

  /**
   * Looks at the jobs as they are.
   *
   * @param rows the jobs, in the order of their launch
   * @param selected the one that is selected
   * @param across what the axis counts
   */
  SessionPlaces(List<JobRow> rows, Optional<JobRow> selected, Across across) {
    this.across = across;
    Duration first = rows.isEmpty() ? Duration.ZERO : rows.getFirst().begunAt();
    Duration last = first;
    for (JobRow row : rows) {
      first = row.begunAt().compareTo(first) < 0 ? row.begunAt() : first;
      last = row.begunAt().compareTo(last) > 0 ? row.begunAt() : last;
    }
    origin = first;
    newest = rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast());
    boolean together = last.minus(first).compareTo(TOGETHER) <= 0;
    meant = selected.filter(rows::contains).or(() -> together ? newest : Optional.empty());
  }

  /** Where a wait begins. */
  double from(JobRow row) {
    return switch (across) {
      case ELAPSED, ATTEMPT -> 0;
      case SESSION -> BackoffModel.seconds(row.begunAt().minus(origin));
    };
  }

  /** Where a wait begins that is yet to be planned: with the one that is meant, or the newest. */
  double planFrom() {
    return meant.or(() -> newest).map(this::from).orElse(0.0);
  }

  /** The marks that have a place. */
  List<SessionMark.Placed> place(List<SessionMark> marks) {
    List<SessionMark.Placed> placed = new ArrayList<>();
    for (SessionMark mark : marks) {
      switch (across) {
        case SESSION -> {
          if (newest.isPresent()) {
            placed.add(placed(mark, origin));
          }
        }
        case ELAPSED ->
            meant
                .map(row -> placed(mark, row.begunAt()))
                .filter(at -> at.x() >= 0 && at.x() <= lasted(meant.orElseThrow()))
                .ifPresent(placed::add);
        case ATTEMPT -> {}
      }
    }
    return placed;
  }

  private static double lasted(JobRow row) {
    return BackoffModel.seconds(row.elapsed().get());
  }

  /** News of a launch arrives a moment before or after its first job. */
  private static SessionMark.Placed placed(SessionMark mark, Duration zero) {
    double x = BackoffModel.seconds(mark.at().minus(zero));
    boolean late = mark.kind() == SessionMark.Kind.RUN && x > -JUST_BEFORE;
    return new SessionMark.Placed(late ? Math.max(0, x) : x, mark);
  }
}
