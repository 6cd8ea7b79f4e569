package dev.pollwise.dashboard.feed;

import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.shell.Event;

/** Exceptions that nobody foresaw: in the log with all that is known, in the window in words. */
public final class Defects {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.dashboard");

  private Defects() {}

  /** Logs a defect, and says it. */
  public static Event told(Throwable defect) {
    LOG.log(System.Logger.Level.ERROR, "a defect of the dashboard", defect);
    Problem why = ErrorText.failure("A defect of the dashboard", defect);
    return new Event.Defect(
        new Problem(why.summary() + ". The log file in the home has more.", why.details()));
  }
}
