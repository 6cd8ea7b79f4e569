package dev.pollwise.dashboard.answer;

import dev.pollwise.dashboard.form.Amounts;
import java.util.OptionalDouble;

/**
 * One line of the answer: how often somebody asks, how late the end is heard, what that costs. A
 * mark of the same kind stands at its place in the chart beside it.
 *
 * @param kind whose numbers these are
 * @param who what the client knows, in words; empty where the line above says it
 * @param what where the numbers come from, in words
 * @param asks how often a job is asked about
 * @param late how late its end is noticed
 * @param costs in multiples of the best; empty where that cannot be said
 * @param about the same in whole sentences
 * @param mark its place
 */
record AnswerRow(
    Kind kind,
    String who,
    String what,
    String asks,
    String late,
    String costs,
    String about,
    Mark mark) {

  /** Whose numbers they are. */
  enum Kind {
    /** The forecast of a client that has seen no such job, or of pacing that does not learn. */
    FORECAST("forecast"),
    /** The jobs that began so. */
    LIVE("live"),
    /** The forecast of a client that knows the law of the jobs. */
    LEARNED_FORECAST("learned-forecast"),
    /** The jobs that began when something was known. */
    LEARNED_LIVE("learned-live");

    private final String style;

    Kind(String style) {
      this.style = style;
    }

    /** How it is called in the sheets. */
    String style() {
      return style;
    }
  }

  /**
   * A place in the chart of calls against lateness.
   *
   * @param calls for each job
   * @param lateness in seconds; less than 0 where it is not known
   */
  record Mark(double calls, double lateness) {

    /** Whether there is such a place. */
    boolean isKnown() {
      return calls > 0 && lateness >= 0;
    }
  }

  /** A multiple of the best; empty where that cannot be said. */
  static String costs(String bound, OptionalDouble times) {
    return times.isEmpty() ? "" : bound + Amounts.multiple(times.getAsDouble()) + " the best";
  }

  /** A line that keeps its place until its forecast is there. */
  static AnswerRow awaited(Kind kind, String who) {
    return new AnswerRow(
        kind, who, "forecast", "…", "…", "", "The forecast is being made.", new Mark(0, -1));
  }

  /** As one sentence, for those who cannot see the columns. */
  String sentence() {
    return who
        + " "
        + what
        + ": you ask "
        + asks
        + ", you hear it "
        + late
        + (costs.isEmpty() ? "" : ", costs " + costs);
  }
}
