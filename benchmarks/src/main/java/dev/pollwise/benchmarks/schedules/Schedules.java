package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.schedules.Cell.Entrant;
import dev.pollwise.benchmarks.schedules.Cell.Role;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import dev.pollwise.client.poll.Poller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What it costs to wait by the schedules of Pollwise and of others. */
public final class Schedules {

  /** Jobs that count in each round. */
  static final int JOBS = 100;

  private static final String OURS = Contender.libraryOf(Poller.class);

  private Schedules() {}

  /** Measures. */
  public static Findings run(Effort effort) {
    List<Workload> workloads = Workloads.all(effort);
    Tuner tuner = new Tuner(workloads, effort);
    List<Tuner.Tried> tried = tunable().map(tuner::tryAll).toList();
    List<Peer> shipped = shipped().toList();
    List<Cell> cells =
        IntStream.range(0, workloads.size() * Workloads.PRICES.size())
            .parallel()
            .mapToObj(i -> {
              int workload = i / Workloads.PRICES.size();
              return cell(
                  workloads.get(workload),
                  Workloads.PRICES.get(i % Workloads.PRICES.size()),
                  entered(shipped, tried, workload, i),
                  effort);
            })
            .toList();
    return new ScheduleFindings(cells)
        .findings()
        .and(FirstJobs.findings(effort))
        .and(Crowds.findings(effort));
  }

  static Stream<Peer> shipped() {
    return Stream.of(
            AwsWaiter.shipped(),
            AzurePoller.shipped(),
            GaxPolling.shipped(),
            FailsafeBackoff.shipped(),
            AwaitilityPolling.shipped(),
            Resilience4jRetry.shipped(),
            Restated.shipped())
        .flatMap(List::stream);
  }

  private static Stream<Peer.Family> tunable() {
    return Stream.of(
        AwsWaiter.tunable(),
        AzurePoller.tunable(),
        GaxPolling.tunable(),
        FailsafeBackoff.tunable(),
        AwaitilityPolling.tunable(),
        Resilience4jRetry.tunable());
  }

  /**
   * Somebody else.
   *
   * @param role what he is
   * @param settings in words
   * @param peer his schedule
   */
  private record Other(Role role, String settings, Peer peer) {}

  private static List<Other> entered(
      List<Peer> shipped, List<Tuner.Tried> tried, int workload, int cell) {
    double price = Seconds.of(Workloads.PRICES.get(cell % Workloads.PRICES.size()));
    List<Other> others = new ArrayList<>();
    shipped.forEach(peer -> others.add(new Other(Role.SHIPPED, "", peer)));
    for (Tuner.Tried one : tried) {
      Peer.Tuning best = one.best(workload, price);
      others.add(
          new Other(
              Role.TUNED,
              best.text(),
              new Peer(one.family().name(), one.family().library(), best.schedule())));
    }
    return others;
  }

  private static Cell cell(Workload workload, Duration price, List<Other> others, Effort effort) {
    Ours ours = new Ours(price);
    Map<String, Entrant> entrants = new LinkedHashMap<>();
    Draw draw = new Draw(workload, effort);
    draw.enter(entrants, Role.BOUND, Cell.OPTIMUM, (jobs, random) -> ours.optimum(jobs));
    draw.enter(entrants, Role.OURS, Cell.NOTHING, ours::knowingNothing);
    draw.enter(entrants, Role.OURS, Cell.LEARNED, ours::learning);
    draw.enter(entrants, Role.OURS, Cell.KNOWN, ours::knowingTheLaw);
    for (Other other : others) {
      Contender contender =
          new Contender(
              other.peer().name(),
              other.peer().library(),
              draw.measure(
                  other.peer().name(),
                  (jobs, random) -> waits(other.peer().schedule(), jobs, random)));
      entrants.put(contender.name(), new Entrant(other.role(), other.settings(), contender));
    }
    List<Contender> contenders = entrants.values().stream().map(Entrant::contender).toList();
    try {
      return new Cell(
          workload,
          price,
          entrants,
          Rounds.interleaved(contenders, 0, effort.pick(6, 20), effort.random(0)));
    } catch (Exception e) {
      throw new IllegalStateException(workload.name() + " at " + price, e);
    }
  }

  private static Trial waits(Schedule schedule, List<Job> jobs, RandomGenerator random) {
    return Tally.of(jobs.subList(Ours.LEARNED_FROM, jobs.size()), job -> schedule.next(random))
        .trial();
  }

  /** Gives everybody the same jobs in a round, and chance of his own. */
  private record Draw(Workload workload, Effort effort) {

    void enter(
        Map<String, Entrant> entrants,
        Role role,
        String name,
        BiFunction<List<Job>, RandomGenerator, Trial> waits) {
      entrants.put(name, new Entrant(role, "", new Contender(name, OURS, measure(name, waits))));
    }

    Contender.Measure measure(String name, BiFunction<List<Job>, RandomGenerator, Trial> waits) {
      return round ->
          waits.apply(
              workload.jobs(effort.random(round), Ours.LEARNED_FROM, JOBS),
              effort.random(31L * name.hashCode() + round));
    }
  }
}
