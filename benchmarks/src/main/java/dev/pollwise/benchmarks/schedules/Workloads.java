package dev.pollwise.benchmarks.schedules;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.SeededRandom;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** The jobs that schedules are compared on. */
final class Workloads {

  /** Seconds of lateness that one call is worth. */
  static final List<Duration> PRICES =
      List.of(Duration.ofMillis(500), ofSeconds(2), ofSeconds(5), ofSeconds(20));

  static final DurationLaw LOG_NORMAL = DurationLaw.logNormal(ofSeconds(60), 0.5);

  private static final int RECORDED = 1000;
  private static final long QUEUE_STREAM = 1_000_003;

  private Workloads() {}

  /** All of them. */
  static List<Workload> all(Effort effort) {
    return List.of(
        new Workload.Steady("log-normal 0.25", DurationLaw.logNormal(ofSeconds(60), 0.25)),
        new Workload.Steady("log-normal 0.5", LOG_NORMAL),
        new Workload.Steady("log-normal 1.0", DurationLaw.logNormal(ofSeconds(60), 1)),
        new Workload.Steady("exponential", DurationLaw.exponential(ofSeconds(60))),
        new Workload.Steady("Weibull 3", DurationLaw.weibull(ofSeconds(67), 3)),
        new Workload.Steady("uniform 30–90", DurationLaw.uniform(ofSeconds(30), ofSeconds(90))),
        new Workload.Steady(
            "two clusters",
            DurationLaw.mixture(
                new DurationLaw.Part(0.7, DurationLaw.logNormal(ofSeconds(30), 0.25)),
                new DurationLaw.Part(0.3, DurationLaw.logNormal(ofSeconds(180), 0.25)))),
        new Workload.Steady("always 60", DurationLaw.fixed(ofSeconds(60))),
        new Workload.Steady("1 % stuck", LOG_NORMAL.withStuck(0.01)),
        new Workload.Drifting("drifting × 3", LOG_NORMAL, 3),
        new Workload.Steady("10 minutes", DurationLaw.logNormal(ofMinutes(10), 0.5)),
        Workload.Recorded.of("record: HeyGen", heyGen(effort.seed())),
        Workload.Recorded.of("record: queue", queue(effort.random(QUEUE_STREAM))));
  }

  /**
   * The plans that the simulator makes for the first jobs of its scenario {@code heygen-typical}:
   * minutes, and now and then a job that fails early.
   */
  private static List<Double> heyGen(long seed) {
    Scenario scenario = ScenarioCatalogue.shipped().find("heygen-typical").orElseThrow();
    SeededRandom draws = new SeededRandom(seed);
    return LongStream.rangeClosed(1, RECORDED)
        .mapToObj(order ->
            scenario
                .plans()
                .draw(
                    draws.of(
                        SeededRandom.Purpose.PLAN, JobPlan.Identity.ofOrder(order).value(), 0)))
        .map(JobPlan::endsAfter)
        .map(end -> Seconds.of(end.orElseThrow()))
        .toList();
  }

  /**
   * Jobs whose durations hang together, as they do where they share machines: arrivals at random
   * from a crowd that is twice as large every other hour as in the hours between, served by ten
   * machines for a log-normal time (median 2 min, σ 0.5), first come, first served. What counts is
   * the time in the queue and at the machine together.
   */
  private static List<Double> queue(RandomGenerator random) {
    DurationLaw service = DurationLaw.logNormal(ofMinutes(2), 0.5);
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int machine = 0; machine < 10; machine++) {
      free.add(0.0);
    }
    List<Double> seconds = new ArrayList<>();
    double now = 0;
    while (seconds.size() < RECORDED) {
      boolean isBusy = (int) (now / 3600) % 2 == 1;
      // On average 13.6 s of one of ten machines are free for each job.
      now += -Math.log(1 - random.nextDouble()) * (isBusy ? 12 : 24);
      double begins = Math.max(now, free.remove());
      double ends = begins + Seconds.of(service.sample(random).orElseThrow());
      free.add(ends);
      seconds.add(ends - now);
    }
    return seconds;
  }
}
