package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.store.TokenStore;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.KeptWait;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What takes up the waits for paid jobs. Each token is on the disk from the moment its job is known
 * until the end of the job was seen, or a person forgets it. Every window with this home has a file
 * of its own, held by a lock that ends with its process; what nobody holds any more is taken over.
 *
 * <p>Blocks for the disk. {@link #follow} and {@link #forget} may be called on any thread, all else
 * on one.
 */
public final class PaidWaits {

  private static final System.Logger LOG = System.getLogger(PaidWaits.class.getName());

  private static final int MOST_WINDOWS = 32;

  private final Path file;
  private final Map<Path, TokenStore> held = new ConcurrentHashMap<>();
  private final Queue<JobHandle> homeless = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isAtRisk = new AtomicBoolean();
  private volatile @Nullable TokenStore own;
  private final PaidSubmits submits = new PaidSubmits(this);
  private boolean isClosed;
  private Consumer<Event> out = signal -> {};
  private Event.@Nullable WaitsKept told;

  /** Uses a file, and for further windows others beside it; none need exist yet. */
  public PaidWaits(Path file) {
    this.file = file;
  }

  /** Says who is told; before anything else. */
  void tellTo(Consumer<Event> listener) {
    out = listener;
  }

  private Path file(int window) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String suffix = dot < 0 ? "" : name.substring(dot);
    String stem = dot < 0 ? name : name.substring(0, dot);
    return window == 1 ? file : file.resolveSibling(stem + "-" + window + suffix);
  }

  /** Has a file by the time that there is something to keep. */
  void open() {
    if (own == null) {
      look();
    }
  }

  /**
   * Takes over what no other window holds, tries again what could not be written, and tells what
   * there is if that is other than before.
   */
  void look() {
    List<KeptWait> elsewhere = new ArrayList<>();
    Optional<Problem> trouble = Optional.empty();
    for (int window = 1; window <= MOST_WINDOWS; window++) {
      Path each = file(window);
      if (!held.containsKey(each) && (own == null || Files.exists(each))) {
        try {
          hold(each);
        } catch (IllegalStateException anotherWindow) {
          elsewhere.addAll(seenFromOutside(each));
        } catch (UncheckedIOException unusable) {
          trouble = Optional.of(unreadable(each, unusable));
        }
      }
    }
    if (own == null && trouble.isEmpty()) {
      trouble = Optional.of(Problem.of(MOST_WINDOWS + " windows hold the files of kept waits."));
    }
    judge(trouble.or(this::saved));
    tell(new Event.WaitsKept(here(), elsewhere, submits.unanswered()));
  }

  private void hold(Path each) {
    long damagedBefore = setAside(each);
    TokenStore opened = TokenStore.open(each);
    if (setAside(each) > damagedBefore) {
      out.accept(
          new Event.PaidJobsInDoubt(
              Problem.of(
                  each
                      + " was damaged: some of the paid jobs it named may be missing below. What"
                      + " was in it is beside it, as .set-aside.")));
    }
    if (own == null) {
      own = opened;
    } else if (opened.kept().isEmpty() && opened.begun().isEmpty()) {
      discard(each, opened);
      return;
    }
    held.put(each, opened);
    for (JobHandle job = homeless.poll(); job != null; job = homeless.poll()) {
      follow(List.of(job));
    }
  }

  /** What another window left, and nothing is in it. */
  private static void discard(Path each, TokenStore empty) {
    try {
      Files.deleteIfExists(each);
    } catch (IOException stays) {
      LOG.log(System.Logger.Level.DEBUG, "{0} stays: {1}", each, stays.getMessage());
    } finally {
      empty.close();
    }
  }

  private static long setAside(Path each) {
    Path folder = each.toAbsolutePath().getParent();
    long found = 0;
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder,
            path -> path.getFileName().toString().startsWith(each.getFileName() + ".set-aside"))) {
      for (Path ignored : all) {
        found++;
      }
    } catch (IOException noFolderYet) {
      return 0;
    }
    return found;
  }

  private static List<KeptWait> seenFromOutside(Path each) {
    try {
      return TokenStore.peek(each).stream().map(PaidWaits::wait).toList();
    } catch (UncheckedIOException busy) {
      return List.of();
    }
  }

  private static KeptWait wait(TokenStore.Kept kept) {
    return new KeptWait(kept.token(), kept.title());
  }

  private static Problem unreadable(Path each, Exception why) {
    String summary =
        "The list of paid jobs to watch again cannot be read: " + each + ". Nothing in it is lost.";
    return new Problem(summary, summary + "\n" + why.getMessage());
  }

  /** Writes what an earlier try could not. */
  private Optional<Problem> saved() {
    for (TokenStore store : held.values()) {
      try {
        store.addAll(List.of());
      } catch (UncheckedIOException failed) {
        return Optional.of(notSaved(failed));
      }
    }
    return Optional.empty();
  }

  private Problem notSaved(Exception why) {
    String summary =
        "Paid jobs cannot be saved in "
            + file.toAbsolutePath().getParent()
            + ". Keep this window open: without them, a job cannot be watched again after it"
            + " closes.";
    StringBuilder details = new StringBuilder(summary).append('\n').append(why.getMessage());
    here()
        .forEach(
            kept -> details.append('\n').append(kept.title()).append(' ').append(kept.token()));
    homeless.forEach(job -> details.append('\n').append(job.resumeToken()));
    return new Problem(summary, details.toString());
  }

  private void judge(Optional<Problem> risk) {
    if (isAtRisk.getAndSet(risk.isPresent()) || risk.isPresent()) {
      out.accept(new Event.PaidJobsAtRisk(risk));
    }
  }

  private List<KeptWait> here() {
    return held.values().stream()
        .flatMap(store -> store.kept().stream().map(PaidWaits::wait))
        .toList();
  }

  private void tell(Event.WaitsKept kept) {
    if (!kept.equals(told)) {
      told = kept;
      out.accept(kept);
    }
  }

  /** Keeps the tokens of waits until the ends of their jobs are seen. Any thread. */
  void follow(List<? extends JobHandle> jobs) {
    TokenStore store = own;
    if (store == null) {
      homeless.addAll(jobs);
      judge(Optional.of(notSaved(new IOException("there is no file to keep them in"))));
    } else {
      changed(() -> store.followAll(jobs, (kept, outcome) -> {}));
    }
  }

  /** As {@link #follow}, for a wait that goes on with what a token began. */
  void goOn(ResumeToken before, JobHandle job) {
    for (TokenStore store : held.values()) {
      if (store.all().contains(before)) {
        changed(() -> store.replace(before, job.resumeToken()));
        changed(() -> store.followAll(List.of(job), (kept, outcome) -> {}));
        return;
      }
    }
    follow(List.of(job));
  }

  /** Forgets tokens; a person said so. */
  void forget(List<ResumeToken> tokens) {
    held.values().forEach(store -> changed(() -> tokens.forEach(store::remove)));
  }

  /** Submits, whose jobs are kept here once they are known. */
  PaidSubmits submits() {
    return submits;
  }

  /** The files of this window. */
  Collection<TokenStore> stores() {
    return held.values();
  }

  /**
   * The file for what is new.
   *
   * @throws IllegalStateException if there is none, in words
   */
  TokenStore own() {
    TokenStore store = own;
    if (store == null) {
      throw new IllegalStateException(
          "Nothing was sent: paid jobs cannot be saved in "
              + file.toAbsolutePath().getParent()
              + ".");
    }
    return store;
  }

  void changed(Runnable change) {
    try {
      change.run();
    } catch (UncheckedIOException failed) {
      judge(Optional.of(notSaved(failed)));
    } catch (IllegalStateException already) {
      // The window is closing and keeps the token by itself, or somebody follows the wait already.
      LOG.log(System.Logger.Level.DEBUG, "not followed: {0}", already.getMessage());
    }
  }

  /** Keeps what takes up the waits that were not over, and lets go of the files. */
  void close(List<ResumeToken> unfinished) {
    if (isClosed) {
      return;
    }
    isClosed = true;
    submits.close();
    if (!unfinished.isEmpty()) {
      open();
    }
    List<ResumeToken> known = here().stream().map(KeptWait::token).toList();
    List<ResumeToken> missing =
        unfinished.stream().filter(token -> !known.contains(token)).toList();
    TokenStore store = own;
    try {
      if (store == null && !missing.isEmpty()) {
        throw new UncheckedIOException(new IOException("there is no file to keep them in"));
      }
      if (store != null) {
        store.addAll(missing);
      }
    } catch (UncheckedIOException failed) {
      LOG.log(
          System.Logger.Level.ERROR,
          "resume tokens could not be kept: {0}; they are: {1}",
          failed.getMessage(),
          unfinished);
    }
    held.values().forEach(TokenStore::close);
  }
}
