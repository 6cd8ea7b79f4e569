package dev.pollwise.client.store;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.JobHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future.State;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps in a text file the resume tokens of waits that are not over, so that a crash loses no job
 * that was paid for:
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="tokens"}
 *
 * <p>A token is on the disk when the method that takes it returns, and tokens that are taken at the
 * same time are written together. The file has one token a line; empty lines and such as begin with
 * {@code #} are ignored. Order is kept. At most 16 MiB, about a hundred thousand tokens.
 */
public final class TokenStore implements AutoCloseable {

  private static final String HEAD = "# Waits that are not over: resume tokens, one a line";

  private final SoleOwner owner;
  private final Set<ResumeToken> tokens = new LinkedHashSet<>();
  private final Set<JobHandle> followed = ConcurrentHashMap.newKeySet();
  private final Saving saving;
  private volatile boolean isClosed;

  private TokenStore(Path path) {
    this.owner = SoleOwner.of(path);
    WholeFile file = new WholeFile(path);
    this.saving = new Saving(file, this::content);
    file.read().ifPresent(bytes -> take(new String(bytes, StandardCharsets.UTF_8), file));
  }

  /**
   * Loads the tokens of a file; blocks for as long as reading it takes.
   *
   * @param file need not exist, nor need its folder. One with a line that is no token is set aside,
   *     and its tokens are kept in a new one
   * @throws IllegalStateException if another store, in this process or elsewhere, keeps the file:
   *     two would lose each other's tokens
   */
  public static TokenStore open(Path file) {
    return new TokenStore(file);
  }

  private void take(String text, WholeFile file) {
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !isComment(line))
            .toList();
    int unreadable = 0;
    for (String line : lines) {
      try {
        tokens.add(ResumeToken.parse(line));
      } catch (IllegalArgumentException damaged) {
        unreadable++;
      }
    }
    if (unreadable > 0) {
      file.setAside("has " + unreadable + " lines that are no resume tokens");
      changed();
    }
  }

  private static boolean isComment(String line) {
    return line.startsWith("#");
  }

  private byte[] content() {
    return Stream.concat(Stream.of(HEAD), all().stream().map(ResumeToken::toString))
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** All tokens, in the order in which they were added. */
  public List<ResumeToken> all() {
    synchronized (tokens) {
      return List.copyOf(tokens);
    }
  }

  /**
   * Keeps a token; does nothing if it is kept already.
   *
   * @throws IllegalStateException if the store is closed
   */
  public void add(ResumeToken token) {
    addAll(List.of(token));
  }

  /** As {@link #add}, for several, which are written together. */
  public void addAll(List<ResumeToken> added) {
    List<ResumeToken> some = List.copyOf(added);
    requireOpen();
    boolean isNew;
    synchronized (tokens) {
      isNew = tokens.addAll(some);
    }
    if (isNew) {
      changed();
    }
  }

  /**
   * Drops a token; does nothing if it is not kept.
   *
   * @throws IllegalStateException if the store is closed
   */
  public void remove(ResumeToken token) {
    requireNonNull(token, "token");
    requireOpen();
    drop(token);
  }

  private void drop(ResumeToken token) {
    boolean wasKept;
    synchronized (tokens) {
      wasKept = tokens.remove(token);
    }
    if (wasKept) {
      changed();
    }
  }

  /** As {@link #followAll}, for one wait. */
  public void follow(JobHandle job) {
    followAll(List.of(job));
  }

  /**
   * Keeps the tokens of waits until their jobs are seen to be over. Those of waits that end in any
   * other way, by a limit for instance, are kept until somebody removes them: the jobs go on.
   *
   * @throws IllegalStateException if the store is closed
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what the stages do is all there is to do
  public void followAll(List<? extends JobHandle> jobs) {
    List<JobHandle> some = List.copyOf(jobs);
    addAll(some.stream().map(JobHandle::resumeToken).toList());
    followed.addAll(some);
    some.forEach(job -> job.outcome().whenComplete((outcome, broken) -> leave(job)));
  }

  private void leave(JobHandle job) {
    CompletableFuture<JobOutcome> outcome = job.outcome();
    if (outcome.isDone() && followed.remove(job)) {
      if (outcome.state() == State.SUCCESS && outcome.resultNow() instanceof JobOutcome.Ended) {
        drop(job.resumeToken());
      }
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  private void changed() {
    saving.changed();
    saving.save();
  }

  /** Lets go of the file; what could not be written is tried once more. */
  @Override
  public void close() {
    isClosed = true;
    // Who has awaited the end of a job may close before the stage above has heard of it.
    List.copyOf(followed).forEach(this::leave);
    saving.close();
    owner.close();
  }
}
