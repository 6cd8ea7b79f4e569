package dev.pollwise.client.store;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.JobHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps in a text file the submits that were begun and the waits whose outcome the program has not
 * handled yet, so that a crash loses no job that was paid for and pays for none twice:
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="orders"}
 *
 * <p>What a method keeps or drops is on the disk when it returns; what is changed at the same time
 * is written together. A change that cannot be written throws {@link UncheckedIOException}, is kept
 * in memory, and is written with the next one. The file has one entry a line; order is kept. At
 * most 16 MiB, about a hundred thousand waits. A store that is closed takes nothing: {@link
 * IllegalStateException}.
 */
public final class TokenStore implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private final SoleOwner owner;
  private final Entries entries;
  private final Following following;
  private final Saving saving;
  private volatile boolean isClosed;

  private TokenStore(SoleOwner owner, WholeFile file, InstantSource wallClock) throws IOException {
    this.owner = owner;
    this.entries = new Entries(new Submits(wallClock));
    this.following = new Following(entries::find, this::drop);
    this.saving = new Saving(file, entries::content);
    file.deleteDrafts();
    Optional<byte[]> content = file.read();
    if (content.isPresent()) {
      WaitsFormat.Found found = WaitsFormat.read(content.get());
      entries.restore(found);
      if (!found.damage().isEmpty()) {
        file.copyAside(found.damage());
        saving.changed();
        saving.save();
      }
    }
  }

  /**
   * Loads a file; blocks for as long as reading it takes.
   *
   * @param file need not exist, nor need its folder. One that is damaged is set aside, with a
   *     warning of how much is lost; what can be read of it is kept in a new one
   * @throws IllegalStateException if another store, in this process or elsewhere and by whatever
   *     name, keeps the file: two would lose each other's tokens
   * @throws UncheckedIOException if there is something that cannot be read or set aside
   */
  public static TokenStore open(Path file) {
    return open(file, InstantSource.system(), WholeFile.REAL_DISK);
  }

  static TokenStore open(Path path, InstantSource wallClock, WholeFile.Disk disk) {
    SoleOwner owner = SoleOwner.of(path);
    try {
      return new TokenStore(owner, new WholeFile(owner.file(), disk), wallClock);
    } catch (IOException unusable) {
      owner.close();
      throw new UncheckedIOException(unusable.getMessage(), unusable);
    }
  }

  /**
   * A wait whose outcome has not been handled yet.
   *
   * @param reference the caller's name for what the job belongs to, an order for instance; empty if
   *     none was given
   * @param title what people call the job, the language for instance
   */
  public record Kept(ResumeToken token, String reference, String title) {

    public Kept {
      requireNonNull(token, "token");
      requireNonNull(reference, "reference");
      requireNonNull(title, "title");
    }
  }

  /**
   * A submit that was begun and whose jobs are not known yet.
   *
   * @param reference the caller's name for it
   * @param idempotencyKey the key under which it is made
   * @param at when it was begun, by the wall clock
   */
  public record Submit(String reference, String idempotencyKey, Instant at) {

    public Submit {
      requireNonNull(reference, "reference");
      requireNonNull(idempotencyKey, "idempotencyKey");
      requireNonNull(at, "at");
    }
  }

  /**
   * Takes what became of a wait, and keeps it where it lasts. Runs on a thread of the client's
   * executor, or on the one that closes the store; may block.
   */
  @FunctionalInterface
  public interface Handler {

    /**
     * Called once in a process for each wait that is over, and again in the next process for one
     * whose token has been kept: at least once for each job that ended.
     *
     * @param wait with the caller's reference
     * @param outcome of any kind; the token is dropped only if it is {@link JobOutcome.Ended}
     * @throws Exception if it could not be kept: the token stays, and a warning says so
     */
    void onOutcome(Kept wait, JobOutcome outcome) throws Exception;
  }

  /** All tokens, in the order in which they were added. */
  public List<ResumeToken> all() {
    return kept().stream().map(Kept::token).toList();
  }

  /** All that is kept, in the order in which it was added. */
  public List<Kept> kept() {
    return entries.waits();
  }

  /**
   * What can be read of a file that another store may keep; empty if there is none. Blocks for as
   * long as reading takes, and changes nothing.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<Kept> peek(Path file) {
    try {
      return WaitsFormat.read(Files.readAllBytes(file)).waits();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable.getMessage(), unreadable);
    }
  }

  /** What is kept of a job: the way back to the order that it belongs to. */
  public Optional<Kept> find(JobId job) {
    return entries.find(requireNonNull(job, "job"));
  }

  /** Keeps a token; does nothing if it is kept already. */
  public void add(ResumeToken token) {
    addAll(List.of(token));
  }

  /** As {@link #add}, for several, which are written together. */
  public void addAll(List<ResumeToken> added) {
    List<ResumeToken> some = List.copyOf(added);
    requireOpen();
    change(() -> entries.addAll(some));
  }

  /**
   * Puts a token in the place of another of its job; does nothing if the other is not kept.
   *
   * @throws IllegalArgumentException if the jobs differ
   */
  public void replace(ResumeToken kept, ResumeToken fresh) {
    if (!kept.jobId().equals(fresh.jobId()) || !kept.server().equals(fresh.server())) {
      throw new IllegalArgumentException(
          "token of " + fresh.jobId() + ": must be of the same job as " + kept.jobId());
    }
    requireOpen();
    change(() -> entries.replace(kept, fresh));
  }

  /** Drops a token; does nothing if it is not kept. */
  public void remove(ResumeToken token) {
    requireNonNull(token, "token");
    requireOpen();
    change(() -> entries.remove(token));
  }

  /**
   * Marks a submit as begun: before it is sent, so that a crash cannot hide that it was.
   *
   * @param reference the caller's name for it, an order number for instance
   * @return the idempotency key to submit under, the same one until the jobs are known; empty if
   *     they are known already: kept here, or handled since the store was opened (of the latest
   *     10,000 references; {@link #forget} makes way for another submit)
   * @throws IllegalArgumentException if the reference is blank, not well-formed or has more than
   *     20,000 characters
   * @throws IllegalStateException if it was begun more than 23 hours ago, or in the future, since a
   *     server that forgets keys after a day would take it for a new one (find out what became of
   *     it, then {@link #forget}); if the store is closed
   */
  public Optional<String> begin(String reference) {
    Submits.requireReference(reference);
    requireOpen();
    Optional<Submit> submit = entries.begin(reference, saving::changed);
    Optional<String> key = submit.map(entries::lastingKey);
    if (key.isPresent()) {
      save();
    }
    return key;
  }

  /**
   * Drops the mark of a submit that came to nothing, or whose jobs have been handled: the next one
   * under this reference is made under another key. Does nothing to tokens.
   */
  public void forget(String reference) {
    Submits.requireReference(reference);
    requireOpen();
    change(() -> entries.forget(reference));
  }

  /**
   * The submits that were begun and whose jobs are not known yet, in the order in which they were
   * begun: those that a crash cut short, and those under way.
   */
  public List<Submit> begun() {
    return entries.submits();
  }

  /**
   * Keeps the tokens of waits until a handler has taken the ends of their jobs. Those of waits that
   * end in any other way, by a limit for instance, are kept until somebody removes them: the jobs
   * go on. Two waits of one token are one, told once. A token that is kept already keeps its
   * reference.
   *
   * @throws IllegalStateException if one of the waits is followed already, or the store is closed
   */
  public void followAll(List<? extends JobHandle> jobs, Handler handler) {
    follow("", jobs, handler);
  }

  /**
   * As {@link #followAll(List, Handler)}, for the jobs of a submit: their tokens take the place of
   * the mark that {@link #begin} has left, both at once.
   *
   * @param reference the caller's name for what they belong to
   * @throws IllegalArgumentException if the reference is blank, not well-formed or has more than
   *     20,000 characters
   */
  public void followAll(String reference, List<? extends JobHandle> jobs, Handler handler) {
    Submits.requireReference(reference);
    follow(reference, jobs, handler);
  }

  private void follow(String reference, List<? extends JobHandle> jobs, Handler handler) {
    requireNonNull(handler, "handler");
    Map<ResumeToken, JobHandle> byToken = new LinkedHashMap<>();
    // A server may give one job for two languages.
    jobs.forEach(job -> byToken.putIfAbsent(job.resumeToken(), job));
    List<JobHandle> some = List.copyOf(byToken.values());
    requireOpen();
    following.begin(some, handler, () -> change(() -> entries.follow(reference, some)));
  }

  private void drop(Kept handled) {
    change(() -> entries.handled(handled));
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  /** Edits what is in memory, and saves it; what an earlier change could not save as well. */
  private void change(BooleanSupplier edit) {
    if (edit.getAsBoolean()) {
      saving.changed();
    }
    save();
  }

  private void save() {
    try {
      saving.save();
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "not saved, but kept in memory: " + failed.getMessage(), failed);
    }
  }

  /**
   * Lets go of the file. Handlers of waits that are over are called now, if they have not been, and
   * those under way are heard out for 5 s; what could not be written is tried once more.
   */
  @Override
  public void close() {
    isClosed = true;
    boolean wasInterrupted = Thread.interrupted();
    try {
      following.close();
    } catch (InterruptedException interrupted) {
      wasInterrupted = true;
    }
    try {
      saving.close();
    } catch (IOException failed) {
      LOG.log(System.Logger.Level.WARNING, "not saved at closing: " + failed.getMessage(), failed);
    } finally {
      owner.close();
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
