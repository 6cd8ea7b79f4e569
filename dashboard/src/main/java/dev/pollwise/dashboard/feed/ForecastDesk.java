package dev.pollwise.dashboard.feed;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.forecast.Forecast;
import dev.pollwise.client.forecast.ForecastResult;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.compare.CompareWish;
import dev.pollwise.dashboard.compare.Comparison;
import dev.pollwise.dashboard.compare.Contender;
import dev.pollwise.dashboard.compare.Estimates;
import dev.pollwise.dashboard.compare.Expense;
import dev.pollwise.dashboard.compare.ForecastWish;
import dev.pollwise.dashboard.compare.PolicyForecast;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.shell.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Computes forecasts and comparisons on two threads of its own, which do not keep the process
 * alive. Of each kind only the newest wish counts: what is being computed for an older one is
 * broken off at its next report.
 */
public final class ForecastDesk implements Estimates, AutoCloseable {

  /** A second of one core, about; jobs of eager policies are fewer. */
  private static final int MOST_CALLS = 1_000_000;

  private static final int MOST_JOBS = 4_000;
  private static final int FEWEST_JOBS = 20;
  private static final int SAMPLED_CALLS = 400;
  private static final double NEARLY_ALL = 0.95;
  private static final int FRONTIER_POINTS = 40;

  /** How far the frontier reaches to both sides of the price. */
  private static final int FRONTIER_REACH = 100;

  private static final int MOST_PRICES = 60 * 60 * 24;

  private final Consumer<Signal> out;
  private final ExecutorService forecasts = thread("forecast");
  private final ExecutorService comparisons = thread("compare");
  private final AtomicInteger newestForecast = new AtomicInteger();
  private final AtomicInteger newestComparison = new AtomicInteger();

  /**
   * A desk at which nothing has been asked yet.
   *
   * @param out takes news, from any thread
   */
  public ForecastDesk(Consumer<Signal> out) {
    this.out = out;
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().name("dashboard-" + name).daemon().factory());
  }

  /** Whether a computation is still wanted. */
  private interface Wanted {
    boolean still();
  }

  @Override
  public void forecast(ForecastWish wish) {
    int number = newestForecast.incrementAndGet();
    Wanted wanted = () -> newestForecast.get() == number;
    later(
        forecasts,
        () -> {
          try {
            made(wish, wanted).ifPresent(made -> tell(wanted, new Signal.ForecastMade(made)));
          } catch (RuntimeException failed) {
            tell(wanted, new Signal.ForecastFailed(wish, Explained.failure("Forecast", failed)));
          }
        });
  }

  private void later(ExecutorService thread, Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException closing) {
      // The window is going away; nobody waits for this any more.
      newestForecast.incrementAndGet();
    }
  }

  private void tell(Wanted wanted, Signal news) {
    if (wanted.still()) {
      out.accept(news);
    }
  }

  private static Optional<PolicyForecast> made(ForecastWish wish, Wanted wanted) {
    if (!wanted.still()) {
      return Optional.empty();
    }
    Forecast forecast =
        Forecast.of(wish.policy(), wish.law()).expecting(wish.expectation()).withSeed(wish.seed());
    ExpectedCost optimum = forecast.optimum();
    Forecast affordable = forecast.withCount(affordable(wish.policy(), wish.law(), MOST_JOBS));
    Forecast.Progress progress = (done, of) -> wanted.still();
    List<Expense> told = new ArrayList<>();
    List<Expense> learned = new ArrayList<>();
    Optional<Expense> first = expense(affordable, optimum, progress);
    if (first.isPresent() && wish.policy().pacing() instanceof Pacing.Adaptive) {
      wish.advice()
          .flatMap(about -> expense(affordable.expecting(about), optimum, progress))
          .ifPresent(told::add);
      expense(affordable.withLawKnown(), optimum, progress).ifPresent(learned::add);
    }
    return first.map(
        found -> new PolicyForecast(wish, found, told, learned, optimum, sample(forecast)));
  }

  /** Fewer jobs where each takes many calls. */
  private static int affordable(PollingPolicy policy, DurationLaw law, int wanted) {
    Duration end = law.quantile(NEARLY_ALL).orElse(policy.deadline());
    long calls =
        PollingPolicy.PlannedPoll.of(policy, MOST_CALLS / FEWEST_JOBS).stream()
            .takeWhile(poll -> poll.at().compareTo(end) <= 0)
            .count();
    return Math.clamp(MOST_CALLS / (calls + 1), Math.min(FEWEST_JOBS, wanted), wanted);
  }

  /** By formula where there is one, by drawing where chance has a part. */
  private static Optional<Expense> expense(
      Forecast forecast, ExpectedCost optimum, Forecast.Progress progress) {
    return forecast
        .expected()
        .or(() -> forecast.run(progress).map(ForecastResult::figures))
        .map(figures -> expense(figures, optimum));
  }

  private static Expense expense(ForecastResult.Figures figures, ExpectedCost optimum) {
    return new Expense(
        figures.calls(),
        figures.meanLateness(),
        figures.medianLateness(),
        figures.latenessOf95Percent(),
        figures.seen(),
        figures.inCalls(),
        optimum.inCalls());
  }

  private static List<Duration> sample(Forecast forecast) {
    return forecast.trace(SAMPLED_CALLS).calls().stream()
        .map(ForecastResult.Trace.Call::at)
        .toList();
  }

  @Override
  public void compare(CompareWish wish) {
    int number = newestComparison.incrementAndGet();
    Wanted wanted = () -> newestComparison.get() == number;
    later(
        comparisons,
        () -> {
          try {
            compared(wish, wanted).ifPresent(made -> tell(wanted, new Signal.Compared(made)));
          } catch (RuntimeException failed) {
            Problem why = Explained.failure("Comparison", failed);
            tell(wanted, new Signal.CompareFailed(wish, why));
          }
        });
  }

  @Override
  public void stopComparing() {
    newestComparison.incrementAndGet();
  }

  private Optional<Comparison> compared(CompareWish wish, Wanted wanted) {
    List<Comparison.Result> results = new ArrayList<>();
    for (Contender contender : wish.contenders()) {
      int before = results.size();
      Forecast.Progress progress =
          (done, of) -> {
            double share = (before + done / (double) of) / wish.contenders().size();
            tell(wanted, new Signal.CompareWentOn(wish, share));
            return wanted.still();
          };
      if (!progress.goesOn(0, 1)) {
        return Optional.empty();
      }
      Optional<Expense> found = expense(wish, contender, progress);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      results.add(new Comparison.Result(contender, found.get()));
    }
    Duration horizon = horizon(wish);
    return Optional.of(
        new Comparison(
            wish,
            results,
            ExpectedCost.optimum(wish.law(), wish.callPrice(), horizon),
            frontier(wish, horizon)));
  }

  private static Optional<Expense> expense(
      CompareWish wish, Contender contender, Forecast.Progress progress) {
    PollingPolicy policy = contender.at(wish.callPrice());
    Forecast forecast =
        Forecast.of(policy, wish.law())
            .expecting(contender.expectation())
            .withSeed(wish.seed())
            .withCount(affordable(policy, wish.law(), wish.jobs()));
    ExpectedCost optimum = ExpectedCost.optimum(wish.law(), wish.callPrice(), horizon(wish));
    return expense(contender.knowsJobs() ? forecast.withLawKnown() : forecast, optimum, progress);
  }

  /** Contenders that give up early are held against those that wait. */
  private static Duration horizon(CompareWish wish) {
    return wish.contenders().stream()
        .map(contender -> contender.policy().deadline())
        .reduce(PollingPolicy.defaults().deadline(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  private static List<ExpectedCost> frontier(CompareWish wish, Duration horizon) {
    Duration dearest = wish.callPrice().multipliedBy(FRONTIER_REACH);
    Duration cheapest = wish.callPrice().dividedBy(FRONTIER_REACH);
    Duration least = horizon.dividedBy(MOST_PRICES);
    Duration from = cheapest.compareTo(least) >= 0 ? cheapest : least;
    return dearest.compareTo(from) <= 0
        ? List.of()
        : ExpectedCost.frontier(wish.law(), horizon, from, dearest, FRONTIER_POINTS);
  }

  /** Breaks off what is being computed. */
  @Override
  public void close() {
    newestForecast.incrementAndGet();
    newestComparison.incrementAndGet();
    forecasts.shutdownNow();
    comparisons.shutdownNow();
  }
}
