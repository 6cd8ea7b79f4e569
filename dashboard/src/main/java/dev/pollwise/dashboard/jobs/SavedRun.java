package dev.pollwise.dashboard.jobs;

import java.util.List;

/**
 * A launch as it is saved with a session.
 *
 * @param number as its jobs name it
 * @param name how it is called
 * @param languages of its jobs
 * @param copies how many jobs for each
 * @param figures what its jobs came to, in words; may be empty
 */
public record SavedRun(
    int number, String name, List<String> languages, int copies, String figures) {

  /** Refuses what no session can have saved. */
  public SavedRun {
    languages = List.copyOf(languages);
    if (languages.isEmpty() || copies < 1 || number < 1) {
      throw new IllegalArgumentException("run " + number + ": has no jobs");
    }
  }

  /** A launch as it stands. */
  public static SavedRun of(Run run, String figures) {
    LaunchOrder order = run.order();
    return new SavedRun(run.number(), run.name().get(), order.languages(), order.copies(), figures);
  }
}
