package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What learning is worth where many jobs run at the same time, and what is promised of it. */
final class Crowds {

  private static final Duration PRICE = Duration.ofSeconds(5);

  /** Of decisions once enough was learned, over the optimum. */
  private static final double MOST = 1.06;

  /** Of a first crowd, over not learning. */
  private static final double MOST_OF_FIRST = 1;

  private Crowds() {}

  /** Ratios, for so many jobs in flight. */
  private record Costs(int inFlight, double stream, double together, double first) {}

  static Findings findings(Effort effort) {
    List<Costs> all =
        sizes(effort).parallel().mapToObj(inFlight -> costs(inFlight, effort)).toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (Costs costs : all) {
      rows.add(
          Stream.of(costs.inFlight(), costs.stream(), costs.together(), costs.first())
              .map(Number::doubleValue)
              .map(Numbers::text)
              .toList());
      judge("a stream", costs.inFlight(), costs.stream(), MOST, broken);
      judge("begun together", costs.inFlight(), costs.together(), MOST, broken);
      judge("a first crowd over not learning", costs.inFlight(), costs.first(), MOST_OF_FIRST, broken);
    }
    return new Findings(
        List.of(
            new Table(
                "stream",
                "Jobs that run at the same time: log-normal 0.5, r = 5 s, decisions after the first 30 ends",
                List.of(
                    "in flight",
                    "a stream, over the optimum",
                    "begun together, over the optimum",
                    "a first crowd, over not learning"),
                rows)),
        List.of(),
        broken);
  }

  private static IntStream sizes(Effort effort) {
    return effort.isShort()
        ? IntStream.of(1, 30, 1_000)
        : IntStream.of(1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000);
  }

  private static Costs costs(int inFlight, Effort effort) {
    int least = effort.pick(1_000, 3_000);
    return new Costs(
        inFlight,
        crowd(true, inFlight, effort).stream(inFlight, Math.max(least, 4 * inFlight)).overOptimum(),
        crowd(true, inFlight, effort).rounds(inFlight, 1 + least / inFlight).overOptimum(),
        first(true, inFlight, effort) / first(false, inFlight, effort));
  }

  private static double first(boolean learns, int jobs, Effort effort) {
    return IntStream.rangeClosed(1, Math.max(1, effort.pick(500, 2_000) / jobs))
        .mapToDouble(round -> crowd(learns, 31 * jobs + round, effort).rounds(jobs, 1).wholeCost())
        .sum();
  }

  private static Crowd crowd(boolean learns, int stream, Effort effort) {
    return new Crowd(Workloads.LOG_NORMAL, PRICE, learns, effort.random(stream));
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
