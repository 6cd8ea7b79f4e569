package dev.pollwise.dashboard.jobs;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as it is saved with a session: all that table, chart and timeline show of it. Holds no key
 * and no address of a video. Times count from the beginning of the wait unless they are moments.
 *
 * @param server where it ran
 * @param id what the server called it
 * @param language its language, or its id where that is not known
 * @param run the number of the launch that it belongs to; 0 for none
 * @param copy which copy of the launch it is, from 1
 * @param state where it stood
 * @param begun when the wait began, by the wall clock
 * @param elapsed how long the wait had lasted
 * @param calls how many calls asked about it
 * @param share its part of them
 * @param note how it ended, or why it waited, in words
 * @param trueEnd when it was over, where a simulator told that
 * @param seen when that was seen
 * @param bound how late at most, as far as the client can tell
 * @param made the newest calls
 * @param pauses the newest pauses
 */
public record SavedJob(
    URI server,
    String id,
    String language,
    int run,
    int copy,
    JobState state,
    Instant begun,
    Duration elapsed,
    int calls,
    double share,
    String note,
    Optional<Instant> trueEnd,
    Optional<Duration> seen,
    Optional<Duration> bound,
    List<LaneCall> made,
    List<Interval> pauses) {

  private static final int LONGEST = 2_000;

  /** Refuses what no session can have saved. */
  public SavedJob {
    made = List.copyOf(made);
    pauses = List.copyOf(pauses);
    for (String text : List.of(id, language, note)) {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("job " + id.substring(0, 40) + "…: a text is too long");
      }
    }
    if (elapsed.isNegative() || calls < 0 || !(share >= 0) || run < 0 || copy < 0) {
      throw new IllegalArgumentException("job " + id + ": a number is below 0");
    }
    if (made.size() > JobsModel.MOST_KEPT || pauses.size() > JobsModel.MOST_KEPT) {
      throw new IllegalArgumentException(
          "job " + id + ": more than " + JobsModel.MOST_KEPT + " calls or pauses");
    }
  }

  /** A job as it stands; empty for one of which only its token is known. */
  public static Optional<SavedJob> of(JobRow row) {
    return row.lane().begunOnWall().map(begun -> of(row, begun));
  }

  private static SavedJob of(JobRow row, Instant begun) {
    Lane lane = row.lane();
    return new SavedJob(
        row.key().server(),
        row.id(),
        row.language(),
        row.run().map(Run::number).orElse(0),
        row.copy(),
        row.state().get(),
        begun,
        row.elapsed().get(),
        row.calls().get(),
        row.share(),
        row.note().get(),
        lane.trueEnd(),
        lane.seen(),
        row.bound(),
        row.history().calls(),
        row.history().pauses());
  }
}
