package dev.pollwise.client.store;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.job.JobEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps in a file what finished jobs have taught, so that the next process need not learn it again.
 * To be made known to a poller twice, as its memory and as a listener, and closed after it:
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="learned"}
 *
 * <p>Saves when as many jobs have ended as are a twentieth of what is remembered, ten at least, on
 * the thread that tells it so: never on one that waits for a job. A crash costs what was learned
 * since. Of several processes with one file the last to save wins.
 */
public final class LearnedStore implements JobEvent.Listener, AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private static final int LEAST_ENDS = 10;

  /** So each job costs the writing of so many, however much is remembered. */
  private static final int OLD_PER_NEW = 20;

  private final LearnedDurations learned = new LearnedDurations();
  private final Saving saving;
  private final AtomicInteger ends = new AtomicInteger();

  /** What is in the file, or was meant to be. */
  private volatile List<LearnedDurations.Remembered> saved = List.of();

  private volatile boolean hasWarned;

  private LearnedStore(Path path) {
    WholeFile file = new WholeFile(path);
    this.saving = new Saving(file, this::content);
    file.deleteDrafts();
    try {
      Optional<byte[]> found = file.read();
      if (found.isPresent()) {
        take(LearnedFormat.read(found.get()), file);
      }
    } catch (IOException unusable) {
      warn(unusable);
    }
  }

  /**
   * Loads what a file holds; blocks for as long as reading it takes.
   *
   * @param file need not exist, nor need its folder. One that is no file of learned durations, or
   *     damaged, or of another version, or has more than 16 MiB, is set aside
   */
  public static LearnedStore open(Path file) {
    return new LearnedStore(file);
  }

  private void take(LearnedFormat.Found found, WholeFile file) throws IOException {
    switch (found) {
      case LearnedFormat.Found.Learned(List<LearnedDurations.Remembered> all) -> {
        learned.restore(all);
        saved = learned.snapshot();
      }
      case LearnedFormat.Found.Unusable(String why) -> file.setAside(why);
    }
  }

  private byte[] content() {
    List<LearnedDurations.Remembered> all = learned.snapshot();
    saved = all;
    return LearnedFormat.write(all);
  }

  /** What was loaded, and what is learned from now on. */
  public LearnedDurations learned() {
    return learned;
  }

  /** Saves when enough jobs have ended. */
  @Override
  public void onEvent(JobEvent event) {
    if (requireNonNull(event, "event") instanceof JobEvent.Ended
        && ends.incrementAndGet() >= Math.max(LEAST_ENDS, saved.size() / OLD_PER_NEW)) {
      save();
    }
  }

  /** Saves now, if there is anything new; blocks until it is on the disk. */
  public void save() {
    ends.set(0);
    if (!learned.snapshot().equals(saved)) {
      saving.changed();
    }
    try {
      saving.save();
      hasWarned = false;
    } catch (IOException failed) {
      warn(failed);
    }
  }

  /** Once, until a save succeeds: trouble with a file is no reason to disturb a wait. */
  private void warn(IOException trouble) {
    if (!hasWarned) {
      hasWarned = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "what was learned is kept in memory, but not in its file: " + trouble.getMessage(),
          trouble);
    }
  }

  /** As {@link #save()}. */
  @Override
  public void close() {
    save();
  }
}
