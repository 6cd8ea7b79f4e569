package dev.pollwise.dashboard.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was left out of a log or assumed, a sentence each. */
final class Remarks {

  private final List<String> all = new ArrayList<>();

  /** Begins with what was found while reading. */
  Remarks(LogReader reader, List<LogEntry> entries, boolean isNamed) {
    if (!reader.unknownWords().isEmpty()) {
      all.add(
          "Not known as a status, and taken for running: "
              + String.join(", ", reader.unknownWords())
              + ".");
    }
    say(
        reader.withoutMoment(),
        "row has no time that can be read.",
        "rows have no time that can be read.");
    long unnamed = entries.stream().filter(entry -> entry.job().isEmpty()).count();
    if (isNamed) {
      say(unnamed, "line names no job and is left out.", "lines name no job and are left out.");
    } else {
      all.add("No line names a job, so each is taken to end before the next begins.");
    }
  }

  /** More than can be judged. */
  void cut(int most, long more, String one, String many) {
    say(
        more,
        one + String.format(Locale.ROOT, " after the first %,d is left out.", most),
        many + String.format(Locale.ROOT, " after the first %,d are left out.", most));
  }

  /** All of them, with those about the jobs. */
  List<String> of(List<LoggedJob> jobs, List<LoggedJob> ended, int running) {
    say(
        ended.stream().filter(job -> !job.hasSubmit()).count(),
        "job has no submit in the log and is taken to begin with its first line.",
        "jobs have no submit in the log and are taken to begin with their first line.");
    say(running, "job has no end in the log.", "jobs have no end in the log.");
    say(
        jobs.size() - ended.size() - running,
        "job has a single line only and is left out.",
        "jobs have a single line only and are left out.");
    say(
        ended.stream().mapToLong(LoggedJob::missed).sum(),
        "call brought nothing.",
        "calls brought nothing.");
    return all;
  }

  private void say(long count, String one, String many) {
    if (count > 0) {
      all.add(count == 1 ? "1 " + one : String.format(Locale.ROOT, "%,d %s", count, many));
    }
  }
}
