package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.client.duration.DurationLaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What learning is worth where many jobs run at the same time, and what is promised of it. */
final class Crowds {

  private static final Duration PRICE = Duration.ofSeconds(5);

  private static final int OTHERS = 100;

  /** Of decisions once enough was learned, over the optimum. */
  private static final double MOST = 1.06;

  /** Of a first crowd, over not learning. */
  private static final double MOST_OF_FIRST = 1;

  private Crowds() {}

  /** Ratios, for so many jobs in flight. */
  private record Costs(int inFlight, double stream, double together, double first) {}

  static Findings findings(Effort effort) {
    List<Costs> all =
        sizes(effort)
            .parallel()
            .mapToObj(inFlight -> costs(Workloads.LOG_NORMAL, inFlight, effort))
            .toList();
    List<String> broken = new ArrayList<>();
    for (Costs costs : all) {
      judge("a stream", costs.inFlight(), costs.stream(), MOST, broken);
      judge("begun together", costs.inFlight(), costs.together(), MOST, broken);
      judge(
          "a first crowd over not learning",
          costs.inFlight(),
          costs.first(),
          MOST_OF_FIRST,
          broken);
    }
    return new Findings(
        List.of(
            new Table(
                "stream",
                "Jobs that run at the same time: log-normal 0.5, r = 5 s, decisions after the first"
                    + " 30 ends",
                columns("in flight"),
                all.stream().map(costs -> row(Numbers.text(costs.inFlight()), costs)).toList()),
            new Table(
                "stream-laws",
                "The same with other laws, " + OTHERS + " in flight: outside the goals",
                columns("law"),
                others().entrySet().parallelStream()
                    .map(law -> row(law.getKey(), costs(law.getValue(), OTHERS, effort)))
                    .toList())),
        List.of(),
        broken);
  }

  private static List<String> columns(String first) {
    return List.of(
        first,
        "a stream, over the optimum",
        "begun together, over the optimum",
        "a first crowd, over not learning");
  }

  private static List<String> row(String first, Costs costs) {
    return List.of(
        first,
        Numbers.text(costs.stream()),
        Numbers.text(costs.together()),
        Numbers.text(costs.first()));
  }

  private static IntStream sizes(Effort effort) {
    return effort.isShort()
        ? IntStream.of(1, 30, 1_000)
        : IntStream.of(1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000);
  }

  private static Map<String, DurationLaw> others() {
    Map<String, DurationLaw> laws = new LinkedHashMap<>();
    laws.put("log-normal 1.0", DurationLaw.logNormal(Duration.ofSeconds(60), 1));
    laws.put("exponential", DurationLaw.exponential(Duration.ofSeconds(60)));
    laws.put("uniform 30–90", DurationLaw.uniform(Duration.ofSeconds(30), Duration.ofSeconds(90)));
    laws.put("two clusters", twoClusters(0.3, 180, 0.25));
    laws.put("one in ten ten times as long", twoClusters(0.1, 300, 0.1));
    laws.put("1 % stuck", Workloads.LOG_NORMAL.withStuck(0.01));
    laws.put("5 % stuck", Workloads.LOG_NORMAL.withStuck(0.05));
    return laws;
  }

  private static DurationLaw twoClusters(double share, long longer, double sigma) {
    return DurationLaw.mixture(
        new DurationLaw.Part(1 - share, DurationLaw.logNormal(Duration.ofSeconds(30), sigma)),
        new DurationLaw.Part(share, DurationLaw.logNormal(Duration.ofSeconds(longer), sigma)));
  }

  private static Costs costs(DurationLaw law, int inFlight, Effort effort) {
    int least = effort.pick(1_000, 3_000);
    return new Costs(
        inFlight,
        crowd(law, true, inFlight, effort).stream(inFlight, Math.max(least, 4 * inFlight))
            .overOptimum(),
        crowd(law, true, inFlight, effort).rounds(inFlight, 1 + least / inFlight).overOptimum(),
        first(law, true, inFlight, effort) / first(law, false, inFlight, effort));
  }

  private static double first(DurationLaw law, boolean learns, int jobs, Effort effort) {
    return IntStream.rangeClosed(1, Math.max(1, effort.pick(500, 2_000) / jobs))
        .mapToDouble(
            round -> crowd(law, learns, 31 * jobs + round, effort).rounds(jobs, 1).wholeCost())
        .sum();
  }

  private static Crowd crowd(DurationLaw law, boolean learns, int stream, Effort effort) {
    return new Crowd(law, PRICE, learns, effort.random(stream));
  }

  private static void judge(
      String what, int inFlight, double found, double most, List<String> broken) {
    if (!(found <= most)) { // not a number is a miss
      broken.add(
          "%s, %,d in flight: %s, must be at most %s"
              .formatted(what, inFlight, Numbers.text(found), Numbers.text(most)));
    }
  }
}
