package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Notes when a poller calls. */
final class Recorder {

  private double[] at = new double[64];
  private int count;

  /**
   * The calls of a poller on a timer in virtual time.
   *
   * @param poller begins to poll by the timer; runs what it is given at each call, whose answer is
   *     that the job still runs
   */
  static Schedule inVirtualTime(BiFunction<VirtualTime, Runnable, CompletableFuture<?>> poller) {
    VirtualTime time = new VirtualTime();
    Recorder recorder = new Recorder();
    CompletableFuture<?> wait = poller.apply(time, () -> recorder.called(time.seconds()));
    time.runUntil(Polls.HORIZON);
    boolean gaveUp = wait.isDone();
    wait.cancel(false);
    return new Schedule.Same(recorder.polls(gaveUp));
  }

  /** Notes a call. */
  void called(double seconds) {
    if (count == at.length) {
      at = Arrays.copyOf(at, count * 2);
    }
    at[count++] = seconds;
  }

  /** What was noted of a poller that gave up, which goes on with such intervals. */
  Polls limited(double gap) {
    return Polls.limited(gap, Arrays.copyOf(at, count));
  }

  /**
   * What was noted.
   *
   * @param gaveUp whether the poller ended the wait by itself
   */
  Polls polls(boolean gaveUp) {
    double[] made = Arrays.copyOf(at, count);
    return gaveUp ? Polls.limited(made) : Polls.unlimited(made);
  }
}
