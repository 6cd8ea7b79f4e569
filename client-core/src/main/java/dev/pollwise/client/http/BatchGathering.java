package dev.pollwise.client.http;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.BatchLostException;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.PollClock;
import dev.pollwise.client.poll.Repeat;
import dev.pollwise.client.poll.TimedCall;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a batch until each of its items is known: to be a job, or to be refused. {@link
 * BatchStep} decides; this only calls and waits.
 */
public final class BatchGathering {

  private final BatchId batch;
  private final BiFunction<BatchId, String, CompletableFuture<BatchPage>> call;
  private final PollingPolicy policy;
  private final PollClock clock;
  private final DoubleSupplier chance;
  private final Consumer<BatchPage.Item> news;
  private final Duration begunAt;
  private final Set<Integer> known = ConcurrentHashMap.newKeySet();
  private volatile @Nullable CompletableFuture<BatchStep> looks;
  private volatile @Nullable CompletableFuture<BatchPage> underWay;
  private volatile boolean stopped;

  /**
   * Prepares it.
   *
   * @param batch which batch
   * @param call asks for a page of it, by the token of that page
   * @param policy gives attempt timeout, failure budget and deadline
   * @param clock measures and times
   * @param chance draws evenly from [0, 1)
   * @param news told of each item once, on a worker
   */
  public BatchGathering(
      BatchId batch,
      BiFunction<BatchId, String, CompletableFuture<BatchPage>> call,
      PollingPolicy policy,
      PollClock clock,
      DoubleSupplier chance,
      Consumer<BatchPage.Item> news) {
    this.batch = requireNonNull(batch, "batch");
    this.call = requireNonNull(call, "call");
    this.policy = requireNonNull(policy, "policy");
    this.clock = requireNonNull(clock, "clock");
    this.chance = requireNonNull(chance, "chance");
    this.news = requireNonNull(news, "news");
    this.begunAt = clock.steady();
  }

  /**
   * Gathers; called once.
   *
   * @param worker runs the looks
   * @return the batch, when every item is known; fails with {@link BatchLostException}
   */
  public CompletableFuture<BatchId> run(Executor worker) {
    CompletableFuture<BatchStep> steps =
        Repeat.until(clock, worker, last -> look(last, worker), BatchGathering::delay);
    looks = steps;
    if (stopped) {
      steps.cancel(true);
    }
    return steps.handleAsync(this::settled, worker);
  }

  /** Ends it at once; items that are not known then are lost to this client. */
  public void stop() {
    stopped = true;
    CompletableFuture<BatchStep> steps = looks;
    if (steps != null) {
      steps.cancel(true);
    }
    CompletableFuture<BatchPage> page = underWay;
    if (page != null) {
      page.cancel(true);
    }
  }

  private static Optional<Duration> delay(BatchStep step) {
    return switch (step) {
      case BatchStep.Again(var progress, Duration delay) -> Optional.of(delay);
      case BatchStep.Complete complete -> Optional.empty();
      case BatchStep.GivenUp givenUp -> Optional.empty();
    };
  }

  private CompletionStage<BatchStep> look(@Nullable BatchStep before, Executor worker) {
    BatchStep.Progress progress =
        before instanceof BatchStep.Again again ? again.progress() : BatchStep.Progress.begun();
    return page(new Look(progress, 1, false), "", worker);
  }

  private CompletableFuture<BatchStep> page(Look look, String token, Executor worker) {
    CompletableFuture<BatchPage> asked =
        TimedCall.of(() -> call.apply(batch, token), policy.attemptTimeout(), clock, worker);
    underWay = asked;
    if (stopped) {
      asked.cancel(true);
    }
    return asked
        .handle((page, error) ->
            error == null
                ? page
                : new BatchPage.Missed(TimedCall.miss(error, policy.attemptTimeout())))
        .thenCompose(page -> after(page, look, worker));
  }

  private CompletableFuture<BatchStep> after(BatchPage page, Look before, Executor worker) {
    Duration now = clock.steady().minus(begunAt);
    return switch (page) {
      case BatchPage.Missed(Miss miss) ->
          CompletableFuture.completedFuture(
              BatchStep.missed(before.progress(), miss, policy, now, chance.getAsDouble()));
      case BatchPage.Known some -> {
        Look look = before.and(tell(some));
        if (known.size() >= some.size()) {
          yield CompletableFuture.completedFuture(new BatchStep.Complete());
        }
        // No more pages than items: the tokens of a server may lead in a circle.
        yield some.nextToken().isEmpty() || look.pages() > some.size()
            ? CompletableFuture.completedFuture(
                BatchStep.open(look.progress(), look.broughtItems(), some.hint(), policy, now))
            : page(look, some.nextToken(), worker);
      }
    };
  }

  private boolean tell(BatchPage.Known page) {
    boolean isNews = false;
    for (BatchPage.Item item : page.items()) {
      if (known.add(item.index())) {
        isNews = true;
        news.accept(item);
      }
    }
    return isNews;
  }

  private BatchId settled(@Nullable BatchStep step, @Nullable Throwable error) {
    if (step instanceof BatchStep.Complete) {
      return batch;
    }
    if (step instanceof BatchStep.GivenUp(Miss miss)) {
      throw new BatchLostException(batch, miss);
    }
    if (error == null || error instanceof CancellationException) {
      throw new BatchLostException(
          batch, new Miss.Unreachable("closed before the server had named all jobs"));
    }
    throw new CompletionException(error);
  }

  /**
   * A look at a batch, page by page.
   *
   * @param progress before it
   * @param pages which page is being read, from 1
   * @param broughtItems whether there was news on those before
   */
  private record Look(BatchStep.Progress progress, int pages, boolean broughtItems) {

    Look and(boolean isNews) {
      return new Look(progress, pages + 1, broughtItems || isNews);
    }
  }
}
