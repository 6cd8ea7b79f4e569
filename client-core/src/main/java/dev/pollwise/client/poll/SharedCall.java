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
 * The waits that share one call: open to anybody until it is made, and then that call, aborted when
 * nobody waits for it any more. Never more than one call. Safe for any thread.
 */
final class SharedCall {

  private final int most;
  private final Attempt attempt = Attempt.immediate();

  /** Nobody is added once it is made. */
  private final List<Participant> participants = new ArrayList<>();

  private boolean isMade;
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
    return !isMade && participants.size() < most;
  }

  /** Adds a wait; says no if it comes too late, or there is no room. */
  synchronized Joining add(Participant participant) {
    if (!isOpen()) {
      return Joining.REFUSED;
    }
    participants.add(participant);
    return participants.size() == 1 ? Joining.FIRST : Joining.JOINED;
  }

  /** How a wait was received. */
  enum Joining {
    /** It has to see that the call is made in time. */
    FIRST,
    /** Others are there already. */
    JOINED,
    /** It is not a part of this call. */
    REFUSED
  }

  /** Makes the call, if anybody is still interested. */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to complete the participants
  void make(
      BiFunction<List<JobId>, Attempt, CompletionStage<Map<JobId, Answer>>> source,
      Executor worker) {
    List<Participant> present = close();
    if (present.isEmpty()) {
      return;
    }
    List<JobId> jobs = present.stream().map(participant -> participant.job).distinct().toList();
    TimedCall<Map<JobId, Answer>> begun = new TimedCall<>(() -> source.apply(jobs, attempt));
    begun.whenComplete((answers, error) -> deliver(present, answers, error));
    call = begun;
    abortIfAbandoned();
    worker.execute(begun.asking());
  }

  private synchronized List<Participant> close() {
    isMade = true;
    List<Participant> present =
        participants.stream().filter(participant -> !participant.isDone()).toList();
    present.forEach(participant -> participant.participants = present.size());
    return present;
  }

  private static void deliver(
      List<Participant> present, @Nullable Map<JobId, Answer> answers, @Nullable Throwable error) {
    for (Participant participant : present) {
      if (answers == null) {
        participant.completeExceptionally(
            error == null ? new NullPointerException("no answers") : error);
      } else {
        participant.complete(answers.get(participant.job));
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
    return participants.stream().allMatch(CompletableFuture::isCancelled);
  }

  /** One wait that wants to know about its job; cancelling it leaves the shared call. */
  static final class Participant extends CompletableFuture<Answer> {

    private final JobId job;
    private final SharedCall sharedCall;

    /** How many waits shared the call; 0 as long as it is not made, or if it was without this. */
    private int participants;

    Participant(JobId job, SharedCall sharedCall) {
      this.job = job;
      this.sharedCall = sharedCall;
    }

    /**
     * Says no more of the job to anybody, and what call it was.
     *
     * @param askedAt when it was asked for
     * @return without participants if the call was not made, or without this one
     */
    Observation.Call leave(Duration askedAt) {
      cancel(true);
      synchronized (sharedCall) {
        return new Observation.Call(
            askedAt,
            Duration.ZERO,
            participants,
            sharedCall.attempt.repeats(),
            sharedCall.attempt.age(),
            sharedCall.attempt.requestId());
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        sharedCall.abortIfAbandoned();
      }
      return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }
}
