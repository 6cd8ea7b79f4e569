package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.CallCoalescer.CalledOffException;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of waits that are kept elsewhere, {@link DurableWait}: calls that are wanted at
 * the same moment are made as one where the source can, with the fallbacks of {@link Poller}. Safe
 * for any thread.
 */
public final class StatusCalls {

  private final Caller.Server server;

  /**
   * Calls to a source.
   *
   * @param context of the server: no call is made within a pause that it has heard of
   * @param jobs how many jobs this process watches; asked often
   * @param whenRepeated told, on any thread, of each request beyond the one that a call is
   * @param gate asked before each call
   * @throws IllegalArgumentException if a source for several jobs takes fewer than two
   */
  public StatusCalls(
      StatusSource source,
      ServerContext context,
      IntSupplier jobs,
      Runnable whenRepeated,
      Gate gate) {
    CallCoalescer coalescer =
        new CallCoalescer(
            requireNonNull(source, "source"),
            requireNonNull(context, "context"),
            requireNonNull(jobs, "jobs"),
            requireNonNull(whenRepeated, "whenRepeated"),
            requireNonNull(gate, "gate"));
    this.server = new Caller.Server(coalescer, context, null);
  }

  /** Says when a call may be made, a budget for instance. Safe for any thread. */
  @FunctionalInterface
  public interface Gate {

    /** Every call may be made at any time. */
    Gate OPEN = jobs -> Optional.empty();

    /**
     * Asked right before a call, on a thread of its own, which it may block for a while.
     *
     * @param jobs that the call asks about, all of them
     * @return until when the call is not to be made, in steady time; empty if it is made now
     */
    Optional<Duration> closedUntil(List<JobId> jobs);
  }

  /**
   * Makes the call that is due, within the attempt timeout of the wait's policy. Returns at once.
   *
   * @param wait as it is parked; to be asked for once at a time
   * @param now elapsed time of the wait
   * @return never fails; for {@link DurableWait#answered}, of this wait or of what has become of it
   *     meanwhile. Cancelling it aborts the call, unless others share it
   */
  public CompletableFuture<Made> ask(DurableWait wait, Duration now) {
    Duration origin = server.clock().steady().minus(now);
    Caller caller = new Caller(server, wait.jobId(), origin, at -> {}, server.worker());
    Caller.Begun begun =
        requireNonNull(caller.begin(wait.kept().state(), now), "no budget is kept");
    CompletableFuture<Made> made =
        begun
            .answer()
            .handleAsync(
                (answer, error) -> made(caller, begun, origin, answer, error), begun.after());
    return Attempt.abortable(made, caller::abort);
  }

  private Made made(
      Caller caller,
      Caller.Begun begun,
      Duration origin,
      @Nullable Answer answer,
      @Nullable Throwable error) {
    Caller.Allowance allowed = caller.callEnded();
    if (error instanceof CalledOffException calledOff) {
      ServerContext.Pause pause = calledOff.pause();
      if (calledOff.isByGate()) {
        return new Made(new Observation.OverBudget(pause.until().minus(origin)));
      }
      return new Made(new Observation.Paused(pause.until().minus(origin), pause.length()));
    }
    Answer known = caller.known(answer, error, allowed);
    OutageMonitor.tell(server.context(), known);
    return new Made(new Observation.Answered(known, begun.made().get()));
  }

  /** Whether calls can be shared at present, and there is somebody to share them with. */
  public boolean isShared() {
    return server.coalescer().isShared();
  }

  /** How many calls it takes to ask about every job that is watched, 1 or more. */
  public int calls() {
    return server.coalescer().calls();
  }

  /** The greatest number of jobs in one call, 1 or more. */
  public int mostParticipants() {
    return server.coalescer().mostParticipants();
  }

  /** The wait for a job is over. */
  public void left(JobId job) {
    server.coalescer().left(requireNonNull(job, "job"));
  }

  /** A call that is over, or that a pause or the gate has called off. */
  public static final class Made {

    private final Observation observation;

    private Made(Observation observation) {
      this.observation = observation;
    }

    Observation observation() {
      return observation;
    }

    /** Whether it was not made since the {@link Gate} was closed. */
    public boolean isOverBudget() {
      return observation instanceof Observation.OverBudget;
    }

    /** What it brought; empty if it was not made, for a pause or the gate. */
    public Optional<Answer> answer() {
      return observation instanceof Observation.Answered(Answer answer, var call)
          ? Optional.of(answer)
          : Optional.empty();
    }

    @Override
    public String toString() {
      return "Made[" + observation + "]";
    }
  }
}
