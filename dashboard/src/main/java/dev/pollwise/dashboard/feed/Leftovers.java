package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.dashboard.model.LogLevel;
import dev.pollwise.dashboard.model.Signal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Waits that an earlier session left unfinished: offered at the start, taken up again or forgotten,
 * and kept for the next session as long as neither has happened. Blocks for the disk.
 */
final class Leftovers {

  private final UnfinishedWaits file;
  private final InstantSource clock;
  private final Consumer<Signal> out;
  private volatile List<ResumeToken> offered = List.of();
  private volatile boolean isRead;

  Leftovers(UnfinishedWaits file, InstantSource clock, Consumer<Signal> out) {
    this.file = file;
    this.clock = clock;
    this.out = out;
  }

  /** Reads what there is, and offers it. */
  void offer() {
    try {
      offered = file.read();
      isRead = true;
      if (!offered.isEmpty()) {
        out.accept(new Signal.UnfinishedFound(offered));
      }
    } catch (IOException unreadable) {
      out.accept(
          new Signal.Noted(
              clock.instant(),
              LogLevel.WARNING,
              "unfinished waits of the last session cannot be read: " + unreadable.getMessage()));
    }
  }

  /** Takes waits up again. */
  void resume(JobService jobs, List<ResumeToken> tokens) {
    List<ResumeToken> left = new ArrayList<>(offered);
    for (ResumeToken token : tokens) {
      try {
        jobs.resume(token);
        left.remove(token);
      } catch (IllegalArgumentException | IllegalStateException refused) {
        String line = "job " + token.jobId() + " is not watched again: " + refused.getMessage();
        out.accept(new Signal.Noted(clock.instant(), LogLevel.ERROR, line));
      }
    }
    offered = List.copyOf(left);
  }

  /** Offers nothing any more. */
  void forget() {
    isRead = true;
    offered = List.of();
  }

  /** Keeps these waits, and what is still on offer, for the next session. */
  void keep(List<ResumeToken> unfinished) {
    if (!isRead) {
      offer();
    }
    List<ResumeToken> tokens = new ArrayList<>(offered);
    tokens.addAll(unfinished);
    try {
      file.write(tokens);
    } catch (IOException failed) {
      System.getLogger(Leftovers.class.getName())
          .log(
              System.Logger.Level.ERROR,
              "resume tokens could not be kept: {0}; they are: {1}",
              failed.getMessage(),
              tokens);
    }
  }
}
