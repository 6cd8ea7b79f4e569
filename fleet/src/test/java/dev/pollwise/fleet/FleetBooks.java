package dev.pollwise.fleet;

import dev.pollwise.fleet.FleetTrial.Plan;
import dev.pollwise.fleet.TakeOvers.End;
import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The books of a trial: what was asked for and told by the database, and paid by the server.
 *
 * @param paid what the server was paid for
 * @param lost orders of which nobody was told, and jobs that the server has and no row
 * @param twice jobs that were paid for one order, too many; or ends told twice
 * @param unknown orders whose fate was told as unknown
 * @param late of which somebody was told later than 30 s after their end
 * @param wrong in words; empty if all is well
 */
record FleetBooks(
    int asked, int paid, int lost, int twice, int unknown, int late, List<String> wrong) {

  private static final Duration LATE = Duration.ofSeconds(30);
  private static final Duration LONGEST_TAKE_OVER = Duration.ofSeconds(25);

  /** Compares them. */
  static FleetBooks of(Plan plan, World world, TakeOvers takeOvers, List<String> severe) {
    List<String> orders = world.rows("select id from orders");
    List<Job> jobs = world.jobs();
    Set<String> unknown =
        new HashSet<>(
            world.rows(
                "select callback_id from pollwise_job where state = 'UNKNOWN' and told_at is not"
                    + " null"));
    List<String> lost = lost(world, orders, jobs, unknown);
    List<String> twice = twice(world, jobs);
    Checks checks = new Checks(new ArrayList<>(severe));
    checks.that(orders.size() == plan.orders(), "orders: " + orders.size());
    checks.that(lost.isEmpty(), "lost: " + lost);
    checks.that(twice.isEmpty(), "twice: " + twice);
    if (plan.isKeyless()) {
      checks.that(
          jobs.size() <= plan.orders() && jobs.size() + unknown.size() >= plan.orders(),
          "paid: " + jobs.size() + ", unknown: " + unknown.size());
    } else {
      checks.that(unknown.isEmpty(), "unknown: " + unknown);
      checks.that(jobs.size() == plan.orders(), "paid: " + jobs.size());
    }
    checks.that(takeOvers.open().isEmpty(), "not taken over: " + takeOvers.open());
    checks.atMost("a take-over", takeOvers.slowest(End.KILLED), LONGEST_TAKE_OVER);
    checks.atMost("a hand-over", takeOvers.slowest(End.TOLD_TO_END), plan.longestHandOver());
    return new FleetBooks(
        orders.size(),
        jobs.size(),
        lost.size(),
        twice.size(),
        unknown.size(),
        late(world, jobs),
        List.copyOf(checks.wrong()));
  }

  private record Checks(List<String> wrong) {

    void that(boolean isRight, String what) {
      if (!isRight) {
        wrong.add(what);
      }
    }

    void atMost(String what, Duration took, Duration most) {
      that(took.compareTo(most) <= 0, what + " after " + took.toMillis() / 1e3 + " s");
    }
  }

  private static List<String> lost(
      World world, List<String> orders, List<Job> jobs, Set<String> unknown) {
    Set<String> told = new HashSet<>(world.rows("select reference from tellings"));
    Set<String> rows =
        new HashSet<>(world.rows("select coalesce(remote_id, '') from pollwise_job"));
    List<String> lost = new ArrayList<>(orders.stream().filter(id -> !told.contains(id)).toList());
    jobs.stream()
        .filter(job -> !rows.contains(job.id()))
        .filter(job -> !unknown.contains(job.spec().callbackId()))
        .map(Job::id)
        .forEach(lost::add);
    return lost;
  }

  private static List<String> twice(World world, List<Job> jobs) {
    Map<String, Long> perMark =
        jobs.stream()
            .map(job -> job.spec().callbackId())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    List<String> twice =
        new ArrayList<>(
            perMark.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList());
    twice.addAll(
        world.rows(
            "select job || ' ' || outcome from tellings group by job, outcome having count(*) >"
                + " 1"));
    return twice;
  }

  private static int late(World world, List<Job> jobs) {
    Map<String, Long> told =
        world
            .rows(
                "select remote_id || ' ' || told_at from pollwise_job where remote_id is not null"
                    + " and told_at is not null")
            .stream()
            .map(row -> row.split(" "))
            .collect(Collectors.toMap(row -> row[0], row -> Long.parseLong(row[1]) / 1_000));
    return (int)
        jobs.stream()
            .filter(job -> {
              long end =
                  job.createdOnWall().plus(job.plan().endsAfter().orElseThrow()).toEpochMilli();
              return told.getOrDefault(job.id(), 0L) > end + LATE.toMillis();
            })
            .count();
  }
}
