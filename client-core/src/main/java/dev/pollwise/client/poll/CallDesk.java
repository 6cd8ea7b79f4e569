package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.Miss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call of several that are wanted at the same moment, where the source can. Safe for any
 * thread.
 *
 * <p>Each wait asks for its own job and hears of its own job; it does not know with whom it has
 * shared the call, only with how many. A shared call is aborted when nobody waits for it any more.
 */
final class CallDesk {

  /** How long a call waits for others: far below any interval, far above a hop between threads. */
  static final Duration GATHERING = Duration.ofMillis(20);

  private static final Answer NOT_MENTIONED =
      new Miss.Unreadable("the answer does not mention the job");

  private final StatusSource source;
  private final PollClock clock;
  private final Executor worker;
  private final BooleanSupplier company;
  private List<Rider> gathering = new ArrayList<>();

  /**
   * A desk.
   *
   * @param source makes the calls
   * @param clock times the gathering
   * @param worker makes a call that was gathered
   * @param company whether there is anybody a call could be shared with
   */
  CallDesk(StatusSource source, PollClock clock, Executor worker, BooleanSupplier company) {
    this.source = source;
    this.clock = clock;
    this.worker = worker;
    this.company = company;
  }

  /**
   * What a call brought for one job.
   *
   * @param answer the answer
   * @param riders how many jobs the call asked about, 1 or more
   * @param repeats how often it was sent again below the source
   */
  record Reply(Answer answer, int riders, int repeats) {}

  /** Whether calls can be shared at all, and there is somebody to share them with. */
  boolean isShared() {
    return source instanceof BulkSource && company.getAsBoolean();
  }

  /** How many waits can share a call. */
  int mostRiders() {
    return source instanceof BulkSource bulk ? bulk.mostJobs() : 1;
  }

  /** A call about one job alone. */
  CompletionStage<Reply> askAlone(JobId job, Attempt attempt) {
    CompletionStage<Answer> call = source.ask(job, attempt);
    return AbortableFuture.of(
        call.thenApply(answer -> new Reply(answer, 1, attempt.repeats())), () -> abort(call));
  }

  /**
   * A call about a job, together with those that others want at this moment; cancelling it aborts
   * the call if nobody else is interested.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // a departure is never called off
  CompletionStage<Reply> askTogether(JobId job) {
    Rider rider = new Rider(job);
    boolean isFirst;
    synchronized (this) {
      gathering.add(rider);
      isFirst = gathering.size() == 1;
    }
    if (isFirst) {
      clock.after(GATHERING, () -> worker.execute(this::depart));
    }
    return rider;
  }

  private void depart() {
    List<Rider> all;
    synchronized (this) {
      all = gathering;
      gathering = new ArrayList<>();
    }
    Map<JobId, List<Rider>> byJob = new LinkedHashMap<>();
    all.stream()
        .filter(rider -> !rider.isDone())
        .forEach(rider -> byJob.computeIfAbsent(rider.job, job -> new ArrayList<>()).add(rider));
    List<JobId> jobs = List.copyOf(byJob.keySet());
    for (int from = 0; from < jobs.size(); from += mostRiders()) {
      List<JobId> some = jobs.subList(from, Math.min(jobs.size(), from + mostRiders()));
      new SharedCall(
              some.stream().flatMap(job -> byJob.getOrDefault(job, List.of()).stream()).toList())
          .make(some);
    }
  }

  private static void abort(CompletionStage<?> call) {
    if (call instanceof Future<?> open) {
      open.cancel(true);
    }
  }

  /** One wait that wants to know about its job. */
  private static final class Rider extends CompletableFuture<Reply> {

    private final JobId job;
    private volatile @Nullable SharedCall call;

    Rider(JobId job) {
      this.job = job;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      SharedCall shared = call;
      if (cancelled && shared != null) {
        shared.abortIfForsaken();
      }
      return cancelled;
    }
  }

  /** A call under way. */
  private final class SharedCall {

    private final List<Rider> riders;
    private final Attempt attempt = Attempt.immediate();
    private volatile @Nullable CompletionStage<?> call;

    SharedCall(List<Rider> riders) {
      this.riders = riders;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its only work is to complete the riders
    void make(List<JobId> jobs) {
      riders.forEach(rider -> rider.call = this);
      try {
        CompletionStage<Map<JobId, Answer>> answers = begin(jobs);
        call = answers;
        answers.whenComplete((known, error) -> deliver(jobs.size(), known, error));
        abortIfForsaken();
      } catch (Throwable broken) { // whatever a source throws is the failure of the call
        riders.forEach(rider -> rider.completeExceptionally(broken));
      }
    }

    private CompletionStage<Map<JobId, Answer>> begin(List<JobId> jobs) {
      if (jobs.size() > 1 && source instanceof BulkSource bulk) {
        return bulk.askAll(jobs, attempt);
      }
      JobId only = jobs.getFirst();
      CompletionStage<Answer> single = source.ask(only, attempt);
      return AbortableFuture.of(
          single.thenApply(answer -> Map.of(only, answer)), () -> abort(single));
    }

    private void deliver(int jobs, @Nullable Map<JobId, Answer> known, @Nullable Throwable error) {
      for (Rider rider : riders) {
        if (known == null) {
          rider.completeExceptionally(
              error != null ? error : new NullPointerException("the call brought null"));
        } else {
          Answer answer = known.getOrDefault(rider.job, NOT_MENTIONED);
          rider.complete(new Reply(answer, jobs, attempt.repeats()));
        }
      }
    }

    void abortIfForsaken() {
      CompletionStage<?> begun = call;
      if (begun != null && riders.stream().allMatch(CompletableFuture::isCancelled)) {
        abort(begun);
      }
    }
  }
}
