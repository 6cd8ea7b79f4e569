package dev.pollwise.fleet.agenda;

import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says which job is due when, across all copies: all that a fleet wants of an engine. What is due
 * is done by one copy at a time; if that one dies, another does it anew.
 */
public interface Agenda extends AutoCloseable {

  /** What there is to do. */
  enum Task {
    /** Bring a job to the server. */
    SUBMIT,
    /** Ask where a job stands. */
    WATCH,
    /** Tell how a job ended. */
    DELIVER,
    /** Remove what is old. */
    TIDY
  }

  /** Does what is due. */
  @FunctionalInterface
  interface Handler {
    /**
     * Does it, on a thread of its own.
     *
     * @return when it is due next; empty if it is done for good
     * @throws NotHereException if this copy cannot do it
     * @throws RuntimeException it is due again in a while then
     */
    Optional<Instant> run(Task task, String id);

    /** What is due could not be taken, or not freed again: that is tried again, by the rounds. */
    default void failed(Optional<DatabaseException> failure) {}
  }

  /** This copy cannot do a thing, and another may: whoever looks first when it is due again. */
  final class NotHereException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Instant due;

    /** It is due again at a time. */
    public NotHereException(Instant due) {
      super("left to another copy", null, false, false);
      this.due = due;
    }

    Instant due() {
      return due;
    }
  }

  /** Adds something in a transaction of the caller's; does nothing if it is there already. */
  void add(Connection transaction, Task task, String id, Instant due) throws SQLException;

  /**
   * Moves something to another time; adds it where it is done for good already.
   *
   * @return false if that is not possible now, since it is being done; tried again by the caller
   */
  boolean move(Task task, String id, Instant due);

  /** Something is due at a time, known to this copy: look then, and not by the next round. */
  void expect(Instant due);

  /** Looks in time for what other copies have planned for the moments until then. */
  void lookAhead(Duration length);

  /** Begins to do what is due. */
  void start(Handler handler);

  /** Ends after what is under way; for that, another copy is not called before it is dead. */
  @Override
  void close();
}
