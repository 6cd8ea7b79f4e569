package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The waits that share one call: open to anybody until it departs, and then that call, aborted when
 * nobody waits for it any more. Never more than one call. Safe for any thread.
 */
final class SharedCall {

  private final int most;
  private final Attempt attempt = Attempt.immediate();

  /** Nobody is added once it has departed. */
  private final List<Ride> rides = new ArrayList<>();

  private boolean departed;
  private volatile @Nullable TimedCall<Map<JobId, Answer>> call;

  /**
   * An empty one.
   *
   * @param most how many waits may share the call, 1 or more
   */
  SharedCall(int most) {
    this.most = most;
  }

  /** Whether one more wait can join. */
  synchronized boolean isOpen() {
    return !departed && rides.size() < most;
  }

  /** Adds a wait; says no if it comes too late, or there is no room. */
  synchronized Joining add(Ride ride) {
    if (!isOpen()) {
      return Joining.REFUSED;
    }
    rides.add(ride);
    return rides.size() == 1 ? Joining.FIRST : Joining.JOINED;
  }

  /** How a wait was received. */
  enum Joining {
    /** It has to see that the gathering departs in time. */
    FIRST,
    /** Others are there already. */
    JOINED,
    /** It is not a part of this call. */
    REFUSED
  }

  /** Makes the call, if anybody is still interested. */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to complete the rides
  void depart(
      BiFunction<List<JobId>, Attempt, CompletionStage<Map<JobId, Answer>>> source,
      Executor worker) {
    List<Ride> aboard = close();
    if (aboard.isEmpty()) {
      return;
    }
    List<JobId> jobs = aboard.stream().map(ride -> ride.job).distinct().toList();
    TimedCall<Map<JobId, Answer>> begun = new TimedCall<>(() -> source.apply(jobs, attempt));
    begun.whenComplete((answers, error) -> deliver(aboard, answers, error));
    call = begun;
    abortIfAbandoned();
    worker.execute(begun.asking());
  }

  private synchronized List<Ride> close() {
    departed = true;
    List<Ride> aboard = rides.stream().filter(ride -> !ride.isDone()).toList();
    aboard.forEach(ride -> ride.riders = aboard.size());
    return aboard;
  }

  private static void deliver(
      List<Ride> aboard, @Nullable Map<JobId, Answer> answers, @Nullable Throwable error) {
    for (Ride ride : aboard) {
      if (answers == null) {
        ride.completeExceptionally(error == null ? new NullPointerException("no answers") : error);
      } else {
        ride.complete(answers.get(ride.job));
      }
    }
  }

  private void abortIfAbandoned() {
    TimedCall<?> begun = call;
    if (begun != null && isAbandoned()) {
      begun.cancel(true);
    }
  }

  private synchronized boolean isAbandoned() {
    return rides.stream().allMatch(CompletableFuture::isCancelled);
  }

  /** One wait that wants to know about its job; cancelling it leaves the gathering. */
  static final class Ride extends CompletableFuture<Answer> {

    private final JobId job;
    private final SharedCall gathering;

    /** How many waits shared the call; 0 as long as it is not made, or if it was without this. */
    private int riders;

    Ride(JobId job, SharedCall gathering) {
      this.job = job;
      this.gathering = gathering;
    }

    /**
     * Says no more of the job to anybody, and what call it was.
     *
     * @param askedAt when it was asked for
     * @return without riders if the call was not made, or without this one
     */
    Observation.Call leave(Duration askedAt) {
      cancel(true);
      synchronized (gathering) {
        return new Observation.Call(
            askedAt,
            Duration.ZERO,
            riders,
            gathering.attempt.repeats(),
            gathering.attempt.age(),
            gathering.attempt.requestId());
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        gathering.abortIfAbandoned();
      }
      return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }
}
