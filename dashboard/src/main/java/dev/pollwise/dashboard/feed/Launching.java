package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.shell.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An order on its way to the server: a request for each copy, since a request names each language
 * once, and a few requests at a time, so that the rest can be called off. All of its state belongs
 * to the one thread of the executor.
 */
final class Launching {

  /** How many requests are under way at once. */
  static final int AT_ONCE = 8;

  private final LaunchOrder order;
  private final Supplier<CompletableFuture<Integer>> submit;
  private final Executor executor;
  private final Consumer<Event> out;
  private final List<Problem> problems = new ArrayList<>();
  private int left;
  private int underWay;
  private int accepted;
  private boolean over;

  /**
   * An order of which nothing was sent yet.
   *
   * @param submit sends one copy; gives the number of jobs that it started
   * @param executor the one thread
   * @param out is told when every request was answered
   */
  Launching(
      LaunchOrder order,
      Supplier<CompletableFuture<Integer>> submit,
      Executor executor,
      Consumer<Event> out) {
    this.order = order;
    this.submit = submit;
    this.executor = executor;
    this.out = out;
    this.left = order.copies();
  }

  /** Sends what may be sent now. */
  void goOn() {
    while (left > 0 && underWay < AT_ONCE) {
      left--;
      underWay++;
      var _ =
          submitted()
              .whenComplete((jobs, failed) -> executor.execute(() -> answered(jobs, failed)));
    }
    if (underWay == 0 && !over) {
      over = true;
      out.accept(new Event.LaunchDone(order, accepted, List.copyOf(problems)));
    }
  }

  /** Whatever happens, an order is answered. */
  private CompletableFuture<Integer> submitted() {
    try {
      return submit.get();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private void answered(@Nullable Integer jobs, @Nullable Throwable failed) {
    underWay--;
    if (jobs != null) {
      accepted += jobs;
    } else if (failed != null) {
      Problem why = ErrorText.failure(order.server().label(), failed);
      problems.add(why);
      if (order.server().isPaid()
          && ErrorText.unwrapped(failed) instanceof SubmitFailedException.FateUnknown) {
        out.accept(new Event.PaidJobsInDoubt(why));
      }
    }
    goOn();
  }

  /** Sends nothing more; what is under way is still answered. */
  void stop() {
    if (left > 0) {
      left = 0;
      problems.add(Problem.of("The launch was stopped."));
      goOn();
    }
  }

  boolean isOver() {
    return over;
  }
}
