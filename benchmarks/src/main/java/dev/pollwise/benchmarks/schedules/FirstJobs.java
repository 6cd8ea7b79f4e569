package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.forecast.Forecast;
import dev.pollwise.client.forecast.ForecastResult;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The first jobs of a client that was told how long they take, truly or not, and goes on learning
 * through its own polls. Each is charged with what its schedule, jitter included, costs on average
 * over the law of the jobs, so that the luck of single jobs stays out of the figures.
 */
final class FirstJobs {

  private static final int FIRST = 30;
  private static final int ALL = 60;
  private static final int MOST_CALLS = 1_000_000;
  private static final JobClass CLASS = new JobClass("benchmark", "", "");

  /** Beyond the square root, in calls: what no duration may cost, apart from rounding. */
  private static final double WORST = 2.5;

  /**
   * No promise is made for what three wide sightings cannot stand for; it is shown all the same.
   */
  private static final Set<String> UNPROMISED = Set.of("two clusters", "always 60");

  /** What the short mode looks at. */
  private static final String USUAL = "log-normal 0.5";

  private final DurationLaw law;
  private final PollingPolicy policy;
  private final double optimum;

  private FirstJobs(DurationLaw law, Duration price) {
    this.law = law;
    this.policy = PollingPolicy.defaults().withCallPrice(price);
    this.optimum = ExpectedCost.optimum(law, price, policy.deadline()).inCalls();
  }

  /**
   * What somebody expects.
   *
   * @param name as the tables call it
   * @param factor of the median of the jobs; 0 if nothing
   * @param first what the first jobs may cost, over the optimum
   * @param afterwards and those after them
   */
  private record Belief(String name, double factor, double first, double afterwards) {

    Expectation expectation(DurationLaw law) {
      return factor == 0
          ? Expectation.none()
          : Expectation.of(Seconds.duration(Seconds.of(law.quantile(0.5).orElseThrow()) * factor));
    }
  }

  private static final List<Belief> BELIEFS =
      List.of(
          new Belief("nothing expected", 0, Double.POSITIVE_INFINITY, 1.05),
          new Belief("expected rightly", 1, 1.12, 1.05),
          new Belief("expected × 3", 3, 1.35, 1.05),
          new Belief("expected ÷ 3", 1 / 3.0, 1.35, 1.05));

  /** Means over rounds, over the optimum. */
  private record Costs(double veryFirst, double first, double afterwards) {}

  static Findings findings(Effort effort) {
    List<Workload.Steady> workloads =
        Workloads.all(effort).stream()
            .filter(Workload.Steady.class::isInstance)
            .map(Workload.Steady.class::cast)
            .filter(workload -> workload.law().survival(Duration.ofDays(1)) < 1e-6)
            .filter(workload -> !effort.isShort() || workload.name().equals(USUAL))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (Workload.Steady workload : workloads) {
      for (Belief belief : BELIEFS) {
        Costs costs = new FirstJobs(workload.law(), Duration.ofSeconds(5)).costs(belief, effort);
        rows.add(
            List.of(
                workload.name(),
                belief.name(),
                Numbers.text(costs.veryFirst()),
                Numbers.text(costs.first()),
                Numbers.text(costs.afterwards())));
        if (!UNPROMISED.contains(workload.name())) {
          broken.addAll(broken(workload.name(), belief, costs));
        }
      }
    }
    Table worst = worst(effort, broken);
    return new Findings(
        List.of(
            new Table(
                "expectation",
                "The first jobs of a client that expects something, over the optimum, r = 5 s",
                List.of("jobs", "", "first job", "jobs 1–30", "jobs 31–60"),
                rows),
            worst),
        List.of(),
        broken);
  }

  private static List<String> broken(String jobs, Belief belief, Costs costs) {
    return Stream.of(
            broken(jobs, belief.name(), "jobs 1–30", costs.first(), belief.first()),
            broken(jobs, belief.name(), "jobs 31–60", costs.afterwards(), belief.afterwards()))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> broken(
      String jobs, String name, String which, double found, double most) {
    return found <= most // not a number is a miss
        ? List.of()
        : List.of(
            "%s, %s, %s: %s times the optimum, must be at most %s"
                .formatted(jobs, name, which, Numbers.text(found), Numbers.text(most)));
  }

  private Costs costs(Belief belief, Effort effort) {
    Expectation expectation = belief.expectation(law);
    List<double[]> rounds =
        IntStream.range(0, effort.pick(10, 40))
            .parallel()
            .mapToObj(round -> live(expectation, effort.random(round)))
            .toList();
    return new Costs(mean(rounds, 0, 1), mean(rounds, 0, FIRST), mean(rounds, FIRST, ALL));
  }

  private double mean(List<double[]> rounds, int from, int to) {
    return rounds.stream()
            .flatMapToDouble(costs -> IntStream.range(from, to).mapToDouble(job -> costs[job]))
            .average()
            .orElseThrow()
        / optimum;
  }

  /** What each job costs. */
  private double[] live(Expectation expectation, RandomGenerator random) {
    LearnedDurations memory = new LearnedDurations();
    double[] costs = new double[ALL];
    for (int job = 0; job < ALL; job++) {
      Outlook outlook = memory.outlook(CLASS, LearnedDurations.SourceLength.unknown(), expectation);
      List<Duration> polls = polls(outlook, random);
      costs[job] = ExpectedCost.of(law, polls, policy.callPrice()).inCalls();
      memory.record(CLASS, sighting(polls, law.sample(random).orElseThrow()));
    }
    return costs;
  }

  /** Of a job that goes on. */
  private List<Duration> polls(Outlook outlook, RandomGenerator random) {
    return Forecast.of(policy, law)
        .withOutlook(outlook)
        .withSeed(random.nextLong())
        .trace(MOST_CALLS)
        .calls()
        .stream()
        .map(ForecastResult.Trace.Call::at)
        .toList();
  }

  private static LearnedDurations.Sighting sighting(List<Duration> polls, Duration end) {
    Duration before = Duration.ZERO;
    for (Duration poll : polls) {
      if (poll.compareTo(end) >= 0) {
        return new LearnedDurations.Sighting.Ended(before, poll);
      }
      before = poll;
    }
    return new LearnedDurations.Sighting.StillAlive(before);
  }

  /** For any duration of the first job: what it costs beyond {@code 2 sqrt(2 T / r)}. */
  private static Table worst(Effort effort, List<String> broken) {
    List<List<String>> rows = new ArrayList<>();
    for (Duration expected :
        List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1))) {
      List<String> row = new ArrayList<>(List.of(Numbers.text(Seconds.of(expected)) + " s"));
      for (Duration price : Workloads.PRICES) {
        FirstJobs first = new FirstJobs(DurationLaw.exponential(expected), price);
        double worst = first.worst(Outlook.expecting(Expectation.of(expected)), effort.random(0));
        row.add(Numbers.text(worst));
        if (!(worst <= WORST + 1e-9)) {
          broken.add(
              "expecting %s, r = %s: costs up to 2·√(2·T/r) + %s calls, must be at most %s more"
                  .formatted(expected, price, Numbers.text(worst), WORST));
        }
      }
      rows.add(row);
    }
    return new Table(
        "expectation-worst",
        "The dearest duration of the first job, up to an hour: calls beyond 2·√(2·T/r)",
        Stream.concat(
                Stream.of("expected"),
                Workloads.PRICES.stream().map(r -> "r = " + Numbers.text(Seconds.of(r)) + " s"))
            .toList(),
        rows);
  }

  /** A job is dearest if it ends right after a poll. */
  private double worst(Outlook outlook, RandomGenerator random) {
    double price = Seconds.of(policy.callPrice());
    double worst = 0;
    double before = 0;
    int calls = 0;
    for (Duration poll : polls(outlook, random)) {
      calls++;
      double cost = calls + (Seconds.of(poll) - before) / price;
      worst = Math.max(worst, cost - 2 * Math.sqrt(2 * before / price));
      before = Seconds.of(poll);
    }
    return worst;
  }
}
