package dev.pollwise.fleet.agenda;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Does in one go what several threads want at about the same time, or while the last go is under
 * way: one statement about many rows instead of one about each. Where one of them fails the go, the
 * others are done without it. Safe for any thread.
 *
 * @param <I> what is wanted
 * @param <O> what comes of it
 */
public final class Combiner<I, O> {

  /** What is due together comes within it; who comes alone is not noticeably later for it. */
  private static final Duration COMPANY = Duration.ofMillis(2);

  private final Function<List<I>, List<O>> together;
  private final int most;
  private final PollClock clock;
  private final Executor worker;
  private final Deque<Wanted<I, O>> queue = new ArrayDeque<>();
  private boolean isGoing;

  private record Wanted<I, O>(I input, CompletableFuture<O> output) {}

  /**
   * A combiner.
   *
   * @param together brings an output for each input, in order
   * @param most how many at most in one go
   * @param worker runs it
   */
  public Combiner(Function<List<I>, List<O>> together, int most, PollClock clock, Executor worker) {
    this.together = requireNonNull(together, "together");
    this.most = most;
    this.clock = requireNonNull(clock, "clock");
    this.worker = requireNonNull(worker, "worker");
  }

  /** Waits for what comes of it; throws what the go has thrown. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody calls it off
  public O apply(I input) {
    Wanted<I, O> wanted = new Wanted<>(input, new CompletableFuture<>());
    boolean isFirst;
    synchronized (queue) {
      queue.add(wanted);
      isFirst = !isGoing;
      isGoing = true;
    }
    if (isFirst) {
      clock.after(COMPANY, () -> worker.execute(this::go));
    }
    try {
      return wanted.output().join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  private void go() {
    List<Wanted<I, O>> batch = next();
    while (!batch.isEmpty()) {
      run(batch);
      batch = next();
    }
  }

  private List<Wanted<I, O>> next() {
    synchronized (queue) {
      List<Wanted<I, O>> batch = new ArrayList<>();
      while (batch.size() < most && !queue.isEmpty()) {
        batch.add(queue.poll());
      }
      isGoing = !batch.isEmpty();
      return batch;
    }
  }

  private void run(List<Wanted<I, O>> batch) {
    try {
      List<O> outputs = together.apply(batch.stream().map(Wanted::input).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).output().complete(outputs.get(i));
      }
    } catch (RuntimeException | Error failure) {
      if (batch.size() > 1 && isFaultOfOne(failure)) {
        int half = batch.size() / 2;
        run(batch.subList(0, half));
        run(batch.subList(half, batch.size()));
      } else {
        batch.forEach(wanted -> wanted.output().completeExceptionally(failure));
      }
    }
  }

  /**
   * A database that is not there fails all; one that refuses a value need not refuse the others.
   */
  private static boolean isFaultOfOne(Throwable failure) {
    return failure instanceof DatabaseException failed
        ? failed.isRefusal()
        : failure instanceof RuntimeException;
  }
}
