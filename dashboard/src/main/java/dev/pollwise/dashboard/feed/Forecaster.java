package dev.pollwise.dashboard.feed;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.forecast.Forecast;
import dev.pollwise.client.forecast.ForecastResult;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.compare.CompareRequest;
import dev.pollwise.dashboard.compare.Comparison;
import dev.pollwise.dashboard.compare.Contender;
import dev.pollwise.dashboard.compare.ForecastCommands;
import dev.pollwise.dashboard.compare.ForecastRequest;
import dev.pollwise.dashboard.compare.PolicyCost;
import dev.pollwise.dashboard.compare.PolicyForecast;
import dev.pollwise.dashboard.compare.PriceScale;
import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.shell.Event;
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
 * alive. Of each kind only the newest request counts: what is being computed for an older one is
 * broken off at its next report.
 */
public final class Forecaster implements ForecastCommands, AutoCloseable {

  /** A second of one core, about. */
  public static final int MOST_CALLS = 1_000_000;

  private static final int MOST_JOBS = 4_000;
  private static final int FEW_JOBS = 200;
  private static final int FEWEST_JOBS = 20;
  private static final int SAMPLED_CALLS = 400;
  private static final double NEARLY_ALL = 0.95;
  private static final int FRONTIER_POINTS = 40;

  /** How far the frontier reaches to both sides of the price. */
  private static final int FRONTIER_REACH = 100;

  private static final int MOST_PRICES = 60 * 60 * 24;

  private final Consumer<Event> out;
  private final int mostCalls;
  private final ExecutorService forecasts = thread("forecast");
  private final ExecutorService comparisons = thread("compare");
  private Frontier frontier =
      new Frontier(DurationLaw.fixed(Duration.ZERO), Duration.ZERO, List.of());
  private final AtomicInteger newestForecast = new AtomicInteger();
  private final AtomicInteger newestComparison = new AtomicInteger();

  /**
   * Has been asked nothing yet.
   *
   * @param out takes news, from any thread
   * @param mostCalls how many calls a forecast may draw: jobs of eager policies are fewer
   */
  public Forecaster(Consumer<Event> out, int mostCalls) {
    this.out = out;
    this.mostCalls = mostCalls;
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
  public void forecast(ForecastRequest request) {
    int number = newestForecast.incrementAndGet();
    Wanted wanted = () -> newestForecast.get() == number;
    later(
        forecasts,
        () -> {
          try {
            for (int jobs :
                isDrawn(request) ? new int[] {FEW_JOBS, MOST_JOBS} : new int[] {MOST_JOBS}) {
              made(request, wanted, jobs)
                  .ifPresent(made -> tell(wanted, new Event.ForecastMade(made)));
            }
          } catch (RuntimeException failed) {
            tell(wanted, new Event.ForecastFailed(request, ErrorText.failure("Forecast", failed)));
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

  private void tell(Wanted wanted, Event news) {
    if (wanted.still()) {
      out.accept(news);
    }
  }

  /** Whether chance has a part in it: a few jobs tell at once about what it will be. */
  private static boolean isDrawn(ForecastRequest request) {
    return request.policy().jitter().fraction() > 0;
  }

  private Optional<PolicyForecast> made(ForecastRequest request, Wanted wanted, int jobs) {
    if (!wanted.still()) {
      return Optional.empty();
    }
    Forecast forecast =
        Forecast.of(request.policy(), request.law())
            .expecting(request.expectation())
            .withSeed(request.seed());
    ExpectedCost optimum = forecast.optimum();
    Forecast affordable = forecast.withCount(affordable(request.policy(), request.law(), jobs));
    Forecast.Progress progress = (done, of) -> wanted.still();
    List<PolicyCost> told = new ArrayList<>();
    List<PolicyCost> learned = new ArrayList<>();
    Optional<PolicyCost> first = expense(affordable, optimum, progress);
    if (first.isPresent() && request.policy().pacing() instanceof Pacing.Adaptive) {
      request
          .advice()
          .flatMap(about -> expense(affordable.expecting(about), optimum, progress))
          .ifPresent(told::add);
      expense(affordable.withLawKnown(), optimum, progress).ifPresent(learned::add);
    }
    return first.map(found ->
        new PolicyForecast(
            request,
            found,
            told,
            learned,
            optimum,
            frontier(request),
            jobs < MOST_JOBS,
            sample(forecast)));
  }

  /** The same for every price, so that a slider over the prices waits for nothing. */
  private List<ExpectedCost> frontier(ForecastRequest request) {
    Duration horizon = request.policy().deadline();
    if (!frontier.isFor(request.law(), horizon)) {
      Duration least = horizon.dividedBy(MOST_PRICES);
      frontier =
          new Frontier(
              request.law(),
              horizon,
              frontier(request.law(), horizon, longer(PriceScale.LEAST, least), PriceScale.MOST));
    }
    return frontier.points();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** What was found last, for it takes longer than a forecast. */
  private record Frontier(DurationLaw law, Duration horizon, List<ExpectedCost> points) {
    boolean isFor(DurationLaw other, Duration until) {
      return law.equals(other) && horizon.equals(until);
    }
  }

  /** Fewer jobs where each takes many calls. */
  private int affordable(PollingPolicy policy, DurationLaw law, int wanted) {
    Duration end = law.quantile(NEARLY_ALL).orElse(policy.deadline());
    long calls =
        PollingPolicy.PlannedPoll.of(policy, mostCalls / FEWEST_JOBS).stream()
            .takeWhile(poll -> poll.at().compareTo(end) <= 0)
            .count();
    return Math.clamp(mostCalls / (calls + 1), Math.min(FEWEST_JOBS, wanted), wanted);
  }

  /** By formula where there is one, by drawing where chance has a part. */
  private static Optional<PolicyCost> expense(
      Forecast forecast, ExpectedCost optimum, Forecast.Progress progress) {
    return forecast
        .expected()
        .or(() -> forecast.run(progress).map(ForecastResult::figures))
        .map(figures -> expense(figures, optimum));
  }

  private static PolicyCost expense(ForecastResult.Figures figures, ExpectedCost optimum) {
    return new PolicyCost(
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
  public void compare(CompareRequest request) {
    int number = newestComparison.incrementAndGet();
    Wanted wanted = () -> newestComparison.get() == number;
    later(
        comparisons,
        () -> {
          try {
            compared(request, wanted).ifPresent(made -> tell(wanted, new Event.Compared(made)));
          } catch (RuntimeException failed) {
            Problem why = ErrorText.failure("Comparison", failed);
            tell(wanted, new Event.CompareFailed(request, why));
          }
        });
  }

  @Override
  public void stopComparing() {
    newestComparison.incrementAndGet();
  }

  private Optional<Comparison> compared(CompareRequest request, Wanted wanted) {
    List<Comparison.Result> results = new ArrayList<>();
    for (Contender contender : request.contenders()) {
      int before = results.size();
      Forecast.Progress progress =
          (done, of) -> {
            double share = (before + done / (double) of) / request.contenders().size();
            tell(wanted, new Event.CompareWentOn(request, share));
            return wanted.still();
          };
      if (!progress.goesOn(0, 1)) {
        return Optional.empty();
      }
      Optional<PolicyCost> found = expense(request, contender, progress);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      results.add(new Comparison.Result(contender, found.get()));
    }
    Duration horizon = horizon(request);
    return Optional.of(
        new Comparison(
            request,
            results,
            ExpectedCost.optimum(request.law(), request.callPrice(), horizon),
            frontier(request, horizon)));
  }

  private Optional<PolicyCost> expense(
      CompareRequest request, Contender contender, Forecast.Progress progress) {
    PollingPolicy policy = contender.at(request.callPrice());
    Forecast forecast =
        Forecast.of(policy, request.law())
            .expecting(contender.expectation())
            .withSeed(request.seed())
            .withCount(affordable(policy, request.law(), request.jobs()));
    ExpectedCost optimum =
        ExpectedCost.optimum(request.law(), request.callPrice(), horizon(request));
    return expense(contender.knowsJobs() ? forecast.withLawKnown() : forecast, optimum, progress);
  }

  /** Contenders that give up early are held against those that wait. */
  private static Duration horizon(CompareRequest request) {
    return request.contenders().stream()
        .map(contender -> contender.policy().deadline())
        .reduce(PollingPolicy.defaults().deadline(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  private static List<ExpectedCost> frontier(CompareRequest request, Duration horizon) {
    Duration dearest = request.callPrice().multipliedBy(FRONTIER_REACH);
    Duration cheapest = request.callPrice().dividedBy(FRONTIER_REACH);
    Duration least = horizon.dividedBy(MOST_PRICES);
    return frontier(request.law(), horizon, longer(cheapest, least), dearest);
  }

  private static List<ExpectedCost> frontier(
      DurationLaw law, Duration horizon, Duration from, Duration to) {
    return to.compareTo(from) <= 0
        ? List.of()
        : ExpectedCost.frontier(law, horizon, from, to, FRONTIER_POINTS);
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
