package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says by what steps fail: of a database that is not there once in a while, whatever it fails; of a
 * job that cannot be dealt with each time, which is ever more seldom. Safe for any thread.
 */
public final class Failures {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(30);

  private final Copy copy;
  private Duration nextWarning = Duration.ofDays(-36_500);
  private int untold;

  /** Nothing has failed yet. */
  public Failures(Copy copy) {
    this.copy = requireNonNull(copy, "copy");
  }

  /** The database has failed a step, which waits and is tried again. */
  public void waits(Task task, String id, DatabaseException failed) {
    database(failed.state(), failed.getMessage(), word(task) + " of " + id);
  }

  /** It has failed the engine, which goes on by itself; empty where that has said by what. */
  public void engineWaits(Optional<DatabaseException> failed) {
    failed.ifPresentOrElse(
        said -> database(said.state(), said.getMessage(), "taking what is due"),
        () -> copy.meters().databaseFailed(""));
  }

  private void database(String state, @Nullable String message, String where) {
    copy.meters().databaseFailed(state);
    Duration now = copy.clock().steady();
    int others;
    synchronized (this) {
      if (now.compareTo(nextWarning) < 0) {
        untold++;
        return;
      }
      nextWarning = now.plus(BETWEEN_WARNINGS);
      others = untold;
      untold = 0;
    }
    LOG.log(
        Level.WARNING,
        "the database of the fleet fails, and what there is to do waits: {0}{1}, at {2}, and {3}"
            + " times before that were not told",
        message,
        state.isEmpty() ? "" : " (" + state + ")",
        where,
        others);
  }

  /** A step cannot be done, and is tried again ever more seldom. */
  public void failed(Task task, String id, Throwable failure) {
    String problem = "the " + word(task) + " fails, " + said(failure);
    copy.meters().stepFailed(word(task));
    LOG.log(
        Level.WARNING, "job " + id + ": " + problem + "; tried again ever more seldom", failure);
    try {
      copy.jobs().problem(id, problem);
    } catch (DatabaseException unwritten) {
      failure.addSuppressed(unwritten);
    }
  }

  private static String word(Task task) {
    return switch (task) {
      case SUBMIT -> "submit";
      case WATCH -> "look";
      case DELIVER -> "delivery";
      case TIDY -> "tidying";
    };
  }

  private static String said(Throwable failure) {
    return failure instanceof DatabaseException refused
        ? "since the database refuses what is to be written: " + refused.getMessage()
        : failure.toString();
  }
}
