package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Asks once where a job stands: the one thing a poller needs to know about a server. A source that
 * is {@link AutoCloseable} is closed with its poller.
 */
@FunctionalInterface
public interface StatusSource {

  /**
   * Begins a call and returns at once.
   *
   * <p>The call is given up when the attempt timeout of the policy passes or watching is stopped:
   * then the returned stage, if it is a {@link java.util.concurrent.CompletableFuture}, is
   * cancelled. A stage that fails, and an exception thrown here, counts as {@link
   * dev.pollwise.client.job.Answer.Miss.Unreachable}.
   *
   * @return the answer to come
   */
  CompletionStage<Answer> ask(JobId job);

  /**
   * As {@link #ask(JobId)}, with what the two sides may tell each other; a source that knows
   * neither long polls nor hidden repeats need not care. It may take until the answer is there if
   * the attempt {@linkplain Attempt#mayBlock says so}.
   *
   * @param attempt what the poller allows, and is told
   * @return the answer to come
   */
  default CompletionStage<Answer> ask(JobId job, Attempt attempt) {
    requireNonNull(attempt, "attempt");
    return ask(job);
  }

  /** A source that can ask about several jobs in one call. */
  interface Bulk extends StatusSource {

    /** The greatest number of jobs in one call; 2 or more. */
    int mostJobs();

    /**
     * Whether a job can be asked about together with others; default any. One that cannot is asked
     * about alone.
     */
    default boolean takes(JobId job) {
      return true;
    }

    /**
     * Begins one call about several jobs and returns at once. Timeout, cancel and failure are as
     * for {@link #ask(JobId)}, and count for every job of the call.
     *
     * @param jobs which jobs; 2 to {@link #mostJobs()}, each once
     * @param attempt what the poller is told
     * @return an answer for each job, {@link Answer.Detail#STATUS_ONLY} where only a call of its
     *     own can tell how it ended; a job that is missing counts as {@link
     *     dev.pollwise.client.job.Answer.Miss.Unreadable}
     */
    CompletionStage<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt);
  }

  /**
   * What a poller and its source tell each other about one call: how long the answer may be held
   * back, and how often the call was sent again below the source. Safe for any thread.
   */
  final class Attempt {

    private final Duration longestHold;
    private final boolean mayBlock;
    private final AtomicInteger repeats = new AtomicInteger();
    private volatile Duration age = Duration.ZERO;
    private volatile String requestId = "";
    private volatile Runnable whenRepeated = () -> {};
    private volatile Consumer<Answer.Hint.Quota> whenLimited = quota -> {};

    /**
     * A call to be made.
     *
     * @param longestHold how long the server may hold the answer until there is news; zero for an
     *     immediate answer
     */
    public Attempt(Duration longestHold) {
      this(longestHold, false);
    }

    private Attempt(Duration longestHold, boolean mayBlock) {
      this.longestHold = requireNonNull(longestHold, "longestHold");
      this.mayBlock = mayBlock;
      if (longestHold.isNegative()) {
        throw new IllegalArgumentException("longestHold " + longestHold + ": must not be negative");
      }
    }

    /**
     * A call to be made on a thread that has nothing else to do.
     *
     * @param longestHold as for {@link #Attempt}
     */
    public static Attempt blocking(Duration longestHold) {
      return new Attempt(longestHold, true);
    }

    /** A call that is to be answered at once. */
    public static Attempt immediate() {
      return new Attempt(Duration.ZERO);
    }

    /**
     * The next call of a wait about its job alone: the server may hold it as long as leaves the
     * attempt timeout a third to spare, in whole seconds, but not past the deadline. It is asked on
     * a thread of its own.
     */
    static Attempt of(PollState state, Duration askedAt) {
      if (state.awaited() != null) {
        return blocking(Duration.ZERO);
      }
      long ofAttempt = state.policy().attemptTimeout().toSeconds();
      long left = state.policy().deadline().minus(askedAt).toSeconds();
      long longest = Math.min(ofAttempt - Math.ceilDiv(ofAttempt, 3), left);
      return blocking(Duration.ofSeconds(Math.max(0, longest)));
    }

    /**
     * How long the server may hold the answer until there is news; zero or more, and always well
     * below the attempt timeout. A source that cannot ask for that ignores it.
     */
    public Duration longestHold() {
      return longestHold;
    }

    /**
     * Whether the thread that asks has nothing else to do until the answer is there, so that the
     * source may answer before it returns, however long that takes; the thread is interrupted when
     * the call is given up. False unless a poller says so.
     */
    public boolean mayBlock() {
      return mayBlock;
    }

    /** Who is told, on any thread, of each repeat; to be set before the call is made. */
    void whenRepeated(Runnable listener) {
      whenRepeated = listener;
    }

    /**
     * Tells that a request went out once more than the poller knows of, for the next page of an
     * answer for instance. It counts against the call budget.
     */
    public void sentAgain() {
      repeats.incrementAndGet();
      whenRepeated.run();
    }

    /** Who is told of what is left of a quota; to be set before the call is made. */
    void whenLimited(Consumer<Answer.Hint.Quota> listener) {
      whenLimited = listener;
    }

    /**
     * Tells what is left of a quota that all jobs share, beside what the answer says of its own
     * job: the longer pause binds.
     */
    public void limitedTo(Answer.Hint.Quota quota) {
      whenLimited.accept(requireNonNull(quota, "quota"));
    }

    /**
     * Tells that the answer is not of now but was kept by a cache: what it says of the job is true
     * of a moment as long ago.
     *
     * @param age for how long; zero or more. Of several pages the greatest counts
     */
    public void answeredFromCache(Duration age) {
      if (age.isNegative()) {
        throw new IllegalArgumentException("age " + age + ": must not be negative");
      }
      this.age = age.compareTo(this.age) > 0 ? age : this.age;
    }

    /** How long ago what the answer says was true; zero for an answer of now. */
    public Duration age() {
      return age;
    }

    /** Tells what the server calls its answer; empty where it says nothing of the kind. */
    public void answeredAs(String requestId) {
      this.requestId = requireNonNull(requestId, "requestId");
    }

    /** What the server calls its answer; empty where it says nothing of the kind. */
    public String requestId() {
      return requestId;
    }

    /** How often the request went out beyond the first time. */
    public int repeats() {
      return repeats.get();
    }

    /**
     * A future that follows a stage and whose cancelling ends the work behind it, which cancelling
     * a plain dependent stage would not.
     *
     * @param stage tells the result
     * @param abort ends the work; run at most once, after the future has become cancelled
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it only completes the one that is returned
    public static <T> CompletableFuture<T> abortable(CompletionStage<T> stage, Runnable abort) {
      CompletableFuture<T> future = new Abortable<>(requireNonNull(abort, "abort"));
      stage.whenComplete((value, error) -> {
        if (error == null) {
          future.complete(value);
        } else {
          future.completeExceptionally(error);
        }
      });
      return future;
    }

    private static final class Abortable<T> extends CompletableFuture<T> {
      private final Runnable abort;

      Abortable(Runnable abort) {
        this.abort = abort;
      }

      @Override
      public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = !isDone() && super.cancel(mayInterruptIfRunning);
        if (cancelled) {
          abort.run();
        }
        return cancelled;
      }

      @Override
      public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
      }
    }
  }
}
