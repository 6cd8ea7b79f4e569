package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.SharedCall.Joining;
import dev.pollwise.client.poll.SharedCall.Participant;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call of several that are wanted at the same moment, where the source can. Safe for any
 * thread.
 *
 * <p>Each wait asks for its own job and hears of its own job; it does not know with whom it has
 * shared the call, only with how many.
 */
final class CallCoalescer {

  /** How long a call waits for others: far below any interval, far above a hop between threads. */
  static final Duration WINDOW = Duration.ofMillis(20);

  private static final Answer NOT_MENTIONED =
      new Miss.Unreadable("the answer does not mention the job");

  private final StatusSource source;
  private final ServerContext context;
  private final IntSupplier jobs;
  private final Runnable whenRepeated;
  private final StatusCalls.Gate gate;
  private final int mostParticipants;
  private final BulkFallback fallback;
  private SharedCall sharedCall;

  /**
   * A coalescer.
   *
   * @param context times how long it waits for others, makes a shared call unless a pause forbids
   *     it by now, and hears what every answer says
   * @param jobs how many jobs are waited for
   * @param whenRepeated told, on any thread, of each request beyond the one that a call is
   * @throws IllegalArgumentException if a source for several jobs takes fewer than two
   */
  CallCoalescer(
      StatusSource source, ServerContext context, IntSupplier jobs, Runnable whenRepeated) {
    this(source, context, jobs, whenRepeated, StatusCalls.Gate.OPEN);
  }

  /** As above, where a call has to pass a gate as well. */
  CallCoalescer(
      StatusSource source,
      ServerContext context,
      IntSupplier jobs,
      Runnable whenRepeated,
      StatusCalls.Gate gate) {
    this.gate = gate;
    this.source = source;
    this.context = context;
    this.jobs = jobs;
    this.whenRepeated = whenRepeated;
    this.mostParticipants = source instanceof StatusSource.Bulk bulk ? bulk.mostJobs() : 1;
    if (source instanceof StatusSource.Bulk && mostParticipants < 2) {
      throw new IllegalArgumentException("mostJobs " + mostParticipants + ": must be at least 2");
    }
    this.fallback = new BulkFallback(context.clock());
    this.sharedCall = new SharedCall(mostParticipants);
  }

  /** Whether calls can be shared at all, and there is somebody to share them with. */
  boolean isShared() {
    return mostParticipants > 1 && jobs.getAsInt() > 1 && !fallback.isInForce();
  }

  /** Whether the next call about a job can be shared; to be asked once for each call. */
  boolean isShared(JobId job) {
    return isShared()
        && source instanceof StatusSource.Bulk bulk
        && bulk.takes(job)
        && !fallback.isAlone(job);
  }

  /** The wait for a job is over. */
  void left(JobId job) {
    fallback.left(job);
  }

  /** How many waits can share a call. */
  int mostParticipants() {
    return mostParticipants;
  }

  /** How many calls it takes to ask about every job that is waited for, 1 or more. */
  int calls() {
    return Math.max(1, Math.ceilDiv(jobs.getAsInt(), mostParticipants));
  }

  /** A call about one job alone. */
  CompletionStage<Answer> askAlone(JobId job, Attempt attempt) {
    prepare(List.of(job), attempt);
    return heard(
        source.ask(job, attempt),
        answer -> {
          context.heard(answer);
          fallback.answeredAlone(answer);
        });
  }

  private void prepare(List<JobId> jobs, Attempt attempt) {
    context
        .pause() // one may have begun while the call was being prepared
        .ifPresent(asked -> {
          throw new CalledOffException(asked, false);
        });
    gate.closedUntil(jobs)
        .ifPresent(until -> {
          throw new CalledOffException(new ServerContext.Pause(until, Duration.ZERO), true);
        });
    attempt.whenRepeated(whenRepeated);
    attempt.whenLimited(context::heard);
  }

  /** Whatever the stage is: it comes back as it is, so that it can be cancelled. */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to listen
  private static <T> CompletionStage<T> heard(CompletionStage<T> answer, Consumer<T> listener) {
    if (answer != null) {
      answer.whenComplete((value, error) -> {
        if (value != null) {
          listener.accept(value);
        }
      });
    }
    return answer;
  }

  /** A call about a job, together with those that others want at this moment. */
  Participant join(JobId job) {
    Participant participant = null;
    while (participant == null) {
      participant = join(job, open());
    }
    return participant;
  }

  private synchronized SharedCall open() {
    if (!sharedCall.isOpen()) {
      sharedCall = new SharedCall(mostParticipants);
    }
    return sharedCall;
  }

  /**
   * As {@link #join(JobId)}, in a certain call.
   *
   * @return null if the call is made already, or has no room
   */
  @SuppressWarnings("FutureReturnValueIgnored") // that a call is made is never called off
  @Nullable Participant join(JobId job, SharedCall certain) {
    Participant participant = new Participant(job, certain);
    Joining joining = certain.add(participant);
    if (joining == Joining.FIRST) {
      context
          .clock()
          .after(
              WINDOW,
              () ->
                  context
                      .worker()
                      .execute(() -> certain.make(this::askAboutAll, context.worker())));
    }
    return joining == Joining.REFUSED ? null : participant;
  }

  private CompletionStage<Map<JobId, Answer>> askAboutAll(List<JobId> jobs, Attempt attempt) {
    if (jobs.size() > 1 && source instanceof StatusSource.Bulk bulk) {
      prepare(jobs, attempt);
      return sharedBy(bulk, jobs, attempt);
    }
    JobId only = jobs.getFirst();
    CompletionStage<Answer> single = askAlone(only, attempt);
    return Attempt.abortable(
        single.thenApply(answer -> Map.of(only, answer)), () -> cancel(single));
  }

  private CompletionStage<Map<JobId, Answer>> sharedBy(
      StatusSource.Bulk bulk, List<JobId> jobs, Attempt attempt) {
    CompletionStage<Map<JobId, Answer>> call = begun(() -> bulk.askAll(jobs, attempt));
    return Attempt.abortable(
        call.handle((answers, error) -> {
          if (answers == null) {
            fallback.failed();
            throw new CompletionException(
                error == null ? new NullPointerException("no answers") : error);
          }
          Map<JobId, Answer> told =
              jobs.stream()
                  .collect(Collectors.toMap(Function.identity(), job -> told(answers, job)));
          told.values().forEach(context::heard);
          fallback.answered(told);
          return told;
        }),
        () -> cancel(call));
  }

  /** A source that throws, or brings no stage, has failed as one whose stage does. */
  private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> call) {
    try {
      return requireNonNull(call.get(), "the call brought no stage");
    } catch (RuntimeException | Error broken) {
      return CompletableFuture.failedFuture(broken);
    }
  }

  /** Whatever kind of map a source may bring; what is denied to all may be granted to one. */
  private static Answer told(Map<JobId, Answer> answers, JobId job) {
    return switch (answers.get(job)) {
      case null -> NOT_MENTIONED;
      case Miss.Denied(int status, String detail) -> new Miss.Rejected(status, detail, Hint.none());
      case Answer answer -> answer;
    };
  }

  private static void cancel(CompletionStage<?> call) {
    if (call instanceof Future<?> open) {
      open.cancel(true);
    }
  }

  /** A call was not made, since a pause forbids it, or the gate is closed. */
  static final class CalledOffException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ServerContext.Pause pause;
    private final boolean isByGate;

    private CalledOffException(ServerContext.Pause pause, boolean isByGate) {
      super("not made: it is not the time yet", null, false, false);
      this.pause = pause;
      this.isByGate = isByGate;
    }

    boolean isByGate() {
      return isByGate;
    }

    ServerContext.Pause pause() {
      return pause;
    }
  }
}
