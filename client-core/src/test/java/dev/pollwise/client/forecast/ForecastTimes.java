package dev.pollwise.client.forecast;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how long a forecast of 100,000 jobs takes, in time of one core: the quickest of ten runs.
 */
final class ForecastTimes {

  private static final int RUNS = 10;

  private static final DurationLaw LAW = DurationLaw.logNormal(Duration.ofMinutes(5), 0.5);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ForecastTimes() {}

  /** See the class. */
  public static void main(String[] arguments) {
    PollingPolicy adaptive = PollingPolicy.defaults();
    PollingPolicy fixed = adaptive.withPacing(Pacing.fixed(Duration.ofSeconds(10)));
    Forecast.Server rough =
        Forecast.Server.ideal()
            .withRoundTrip(Duration.ofMillis(200))
            .withFailures(0.1)
            .withAnnounced(0.5);
    Map<String, Forecast> forecasts = new LinkedHashMap<>();
    forecasts.put("every 10 s", Forecast.of(fixed.withJitter(Jitter.none()), LAW));
    forecasts.put("every 10 s, jitter", Forecast.of(fixed, LAW));
    forecasts.put("adaptive, law unknown", Forecast.of(adaptive, LAW));
    forecasts.put("adaptive, law known", Forecast.of(adaptive, LAW).withLawKnown());
    forecasts.put(
        "adaptive, law known, rough server",
        Forecast.of(adaptive, LAW).withLawKnown().withServer(rough));
    forecasts.forEach((name, forecast) -> print(name, forecast.withCount(100_000)));
  }

  private static void print(String name, Forecast forecast) {
    long quickest = Long.MAX_VALUE;
    long calls = 0;
    for (int run = 0; run < RUNS; run++) {
      long before = THREADS.getCurrentThreadCpuTime();
      ForecastResult result = forecast.run();
      quickest = Math.min(quickest, THREADS.getCurrentThreadCpuTime() - before);
      calls = result.samples().stream().mapToLong(ForecastResult.Sample::calls).sum();
    }
    System.out.printf(
        Locale.ROOT,
        "%-36s %,12d calls %6.2f s %8.2f µs per call%n",
        name,
        calls,
        quickest / 1e9,
        quickest / 1e3 / calls);
  }
}
