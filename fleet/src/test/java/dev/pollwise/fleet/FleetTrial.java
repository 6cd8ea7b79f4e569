package dev.pollwise.fleet;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.Shop.Setup;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Phase;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.simulation.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Copies of a shop as processes, a server that loses answers, and orders that come in while one
 * copy after the other is killed and comes back. In the end the books are compared.
 */
final class FleetTrial implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration ORPHANS_LOOKED_FOR = Duration.ofMillis(250);
  private static final int NAMED = 5;
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final Duration LONGEST_TAKE_OVER = Duration.ofSeconds(25);

  /** Jobs of which somebody is told later than that after their end are counted as late. */
  private static final Duration LATE = Duration.ofSeconds(30);

  /**
   * What is tried.
   *
   * @param ordering over how long the orders come in
   * @param killing for how long copies are killed
   * @param limit when it is given up
   */
  record Plan(
      Store store,
      int orders,
      int copies,
      boolean isKeyless,
      Duration heartbeat,
      DurationLaw length,
      Duration ordering,
      Duration betweenKills,
      Duration killing,
      Duration limit,
      long seed) {}

  /**
   * The books.
   *
   * @param paid what the server was paid for
   * @param lost orders of which nobody was told, and jobs that the server has and no row
   * @param twice jobs that were paid for one order, too many; or ends told twice
   * @param unknown orders whose fate was told as unknown
   * @param takenOver what a killed copy had in its hands
   * @param slowest from a kill to the last take-over of what it had in its hands
   */
  record Books(
      int asked,
      int paid,
      int lost,
      int twice,
      int unknown,
      int kills,
      int takenOver,
      Duration slowest,
      int late,
      Duration took,
      List<String> wrong) {}

  private record Orphan(String copy, String task, String id, String reference, Duration since) {}

  private record Line(String copy, String text) {}

  private final Plan plan;
  private final World world;
  private final Consumer<String> story;
  private final SplittableRandom random;
  private final Map<String, ShopProcess> copies = new HashMap<>();
  private final Map<String, Integer> lives = new HashMap<>();
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private final Deque<String> toOrder = new ArrayDeque<>();
  private final Map<String, ShopProcess> asked = new HashMap<>();
  private final Map<String, Duration> back = new HashMap<>();

  /** What a dead copy had in its hands, by task and job. */
  private final Map<String, Orphan> orphans = new HashMap<>();

  /** Which copy was heard of an order last, by reference and by id. */
  private final Map<String, String> lastSeen = new HashMap<>();

  private final List<String> dead = new ArrayList<>();
  private final List<Duration> takeOvers = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final long begun = System.nanoTime();
  private int kills;

  FleetTrial(Plan plan, Path folder, Consumer<String> story) {
    this.plan = plan;
    this.story = story;
    this.random = new SplittableRandom(plan.seed());
    this.world = new World(plan.store(), folder, plan.length(), plan.seed(), faults(plan));
    world.with(setup -> setup.beating(plan.heartbeat()));
    if (plan.isKeyless()) {
      world.with(Setup::keyless);
    }
    IntStream.rangeClosed(1, plan.orders()).forEach(i -> toOrder.add("order-" + i));
  }

  private static List<FaultRule> faults(Plan plan) {
    Fault hanging = new Fault.NoAnswer(Duration.ofSeconds(3));
    List<FaultRule> faults =
        new ArrayList<>(
            List.of(
                FaultRule.of(Fault.reset()).onRoute("create").in(Phase.AFTER).share(0.1),
                FaultRule.of(Fault.status(500)).onRoute("create").in(Phase.AFTER).share(0.1),
                FaultRule.of(hanging).onRoute("create").in(Phase.AFTER).share(0.1),
                FaultRule.of(Fault.status(503)).onRoute("create").in(Phase.BEFORE).share(0.05),
                FaultRule.of(Fault.reset()).onRoute("get").share(0.03),
                FaultRule.of(Fault.status(502)).onRoute("get").share(0.03),
                FaultRule.of(Fault.reset()).onRoute("statuses").share(0.03),
                FaultRule.of(hanging).onRoute("statuses").share(0.02),
                FaultRule.of(Fault.status(500)).onRoute("list").share(0.1)));
    if (plan.isKeyless()) {
      faults.add(FaultRule.of(new Fault.IgnoreIdempotencyKey()).onRoute("create"));
    }
    return faults;
  }

  Books run() {
    IntStream.rangeClosed(1, plan.copies()).forEach(i -> start("copy-" + i));
    copies.values().forEach(ShopProcess::untilReady);
    tell("%d copies are up, %d orders come in".formatted(plan.copies(), plan.orders()));
    Duration start = now();
    Duration nextKill = start.plus(plan.betweenKills());
    Duration nextLook = start;
    int ordered = 0;
    while (now().compareTo(start.plus(plan.limit())) < 0) {
      Duration since = now().minus(start);
      long due =
          Math.min(
              plan.orders(), plan.orders() * since.toMillis() / plan.ordering().toMillis() + 1);
      for (; ordered < due && !alive().isEmpty(); ordered++) {
        order(toOrder.poll());
      }
      askAgain();
      if (since.compareTo(plan.killing()) < 0 && now().compareTo(nextKill) >= 0) {
        kill();
        nextKill = nextKill.plus(plan.betweenKills());
      }
      comeBack();
      hear();
      if (now().compareTo(nextLook) >= 0) {
        lookForOrphans();
        nextLook = now().plus(ORPHANS_LOOKED_FOR);
        if (since.compareTo(plan.killing()) >= 0 && isDone()) {
          break;
        }
      }
      LockSupport.parkNanos(TICK.toNanos());
    }
    hear();
    return books(now().minus(start));
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void tell(String what) {
    story.accept("%6.1f s  %s".formatted(now().toMillis() / 1e3, what));
  }

  private void start(String name) {
    int life = lives.merge(name, 1, Integer::sum);
    Setup setup = world.setup().named(name + "." + life);
    copies.put(name, ShopProcess.start(setup, text -> lines.add(new Line(name, text))));
  }

  private List<ShopProcess> alive() {
    return copies.values().stream().filter(ShopProcess::isAlive).toList();
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private void order(String reference) {
    asked.put(reference, any(alive()).order(reference, 1));
  }

  /** Whoever has taken the order may have been killed before it was committed. */
  private void askAgain() {
    List<String> open =
        asked.entrySet().stream()
            .filter(entry -> !entry.getValue().isAlive())
            .map(Map.Entry::getKey)
            .toList();
    if (!alive().isEmpty()) {
      open.forEach(this::order);
    }
  }

  private void kill() {
    List<String> names =
        copies.entrySet().stream()
            .filter(entry -> entry.getValue().isAlive())
            .filter(entry -> entry.getValue().lines().contains("ready"))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (names.isEmpty()) {
      return;
    }
    String name = any(names);
    ShopProcess copy = requireNonNull(copies.get(name));
    try {
      copy.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kills++;
    dead.add(copy.name());
    back.put(name, now().plus(AWAY));
    List<Orphan> hands = hands(copy.name(), now());
    hands.forEach(orphan -> orphans.put(orphan.task() + orphan.id(), orphan));
    tell(name + " is killed " + (hands.isEmpty() ? "with nothing in its hands" : doing(hands)));
  }

  /** What a copy has in its hands. */
  private List<Orphan> hands(String copy, Duration since) {
    return world
        .rows(
            "select t.task_name || ' ' || t.task_instance || ' ' || j.reference from pollwise_task"
                + " t join pollwise_job j on j.id = t.task_instance where t.picked_by = '"
                + copy
                + "' and t.picked order by j.id")
        .stream()
        .map(row -> row.split(" "))
        .map(row -> new Orphan(copy, row[0], row[1], row[2], since))
        .toList();
  }

  private static String doing(List<Orphan> hands) {
    Map<String, List<Orphan>> byTask =
        hands.stream()
            .collect(Collectors.groupingBy(Orphan::task, TreeMap::new, Collectors.toList()));
    return byTask.entrySet().stream()
        .map(entry ->
            switch (entry.getKey()) {
                  case "pollwise-submit" -> "while it submits ";
                  case "pollwise-watch" -> "while it asks about ";
                  default -> "while it tells of ";
                }
                + names(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String names(List<Orphan> some) {
    String first =
        some.stream().limit(NAMED).map(Orphan::reference).collect(Collectors.joining(", "));
    return some.size() <= NAMED ? first : first + " and " + (some.size() - NAMED) + " more";
  }

  private void comeBack() {
    List<String> due =
        back.entrySet().stream()
            .filter(entry -> entry.getValue().compareTo(now()) <= 0)
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(name -> {
      back.remove(name);
      start(name);
    });
  }

  private void hear() {
    for (Line line = lines.poll(); line != null; line = lines.poll()) {
      if (line.text().startsWith("ordered ")) {
        asked.remove(line.text().substring("ordered ".length()));
      } else if (line.text().startsWith("at ")) {
        lastSeen.put(line.text().substring(line.text().lastIndexOf(' ') + 1), line.copy());
      } else if (line.text().startsWith("SEVERE")) {
        wrong.add(line.copy() + ": " + line.text());
      }
    }
  }

  private void lookForOrphans() {
    Set<String> still = new HashSet<>();
    for (String copy : dead) {
      hands(copy, Duration.ZERO).forEach(orphan -> still.add(orphan.task() + orphan.id()));
    }
    List<String> gone = orphans.keySet().stream().filter(key -> !still.contains(key)).toList();
    Map<String, List<Orphan>> taken =
        gone.stream()
            .map(orphans::remove)
            .collect(
                Collectors.groupingBy(
                    orphan -> heir(orphan) + " " + orphan.copy(),
                    TreeMap::new,
                    Collectors.toList()));
    taken.forEach((who, some) -> {
      Duration after = now().minus(some.getFirst().since());
      some.forEach(orphan -> takeOvers.add(after));
      tell(
          "%s takes over from %s: %s, after %.1f s"
              .formatted(
                  who.split(" ", -1)[0],
                  who.split(" ", -1)[1],
                  names(some),
                  after.toMillis() / 1e3));
    });
  }

  /** Whoever was heard of an order last. */
  private String heir(Orphan orphan) {
    String byReference = lastSeen.get(orphan.reference());
    return lastSeen.getOrDefault(orphan.id(), byReference == null ? "another" : byReference);
  }

  private boolean isDone() {
    return toOrder.isEmpty()
        && asked.isEmpty()
        && orphans.isEmpty()
        && world
            .rows(
                "select 1 from pollwise_job where told_at is null or state not in ('OVER',"
                    + " 'UNKNOWN') limit 1")
            .isEmpty();
  }

  private Books books(Duration took) {
    List<String> orders = world.rows("select id from orders");
    Set<String> told = new HashSet<>(world.rows("select reference from tellings"));
    List<Job> jobs = world.jobs();
    Set<String> rows =
        new HashSet<>(world.rows("select coalesce(remote_id, '') from pollwise_job"));
    Set<String> unknown =
        new HashSet<>(
            world.rows(
                "select callback_id from pollwise_job where state = 'UNKNOWN' and told_at is not"
                    + " null"));
    List<String> lost = new ArrayList<>(orders.stream().filter(id -> !told.contains(id)).toList());
    jobs.stream()
        .filter(job -> !rows.contains(job.id()))
        .filter(job -> !unknown.contains(job.spec().callbackId()))
        .map(Job::id)
        .forEach(lost::add);
    Map<String, Long> perMark =
        jobs.stream()
            .collect(Collectors.groupingBy(job -> job.spec().callbackId(), Collectors.counting()));
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
    Duration slowest = takeOvers.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    check(orders.size() == plan.orders(), "orders: " + orders.size());
    check(lost.isEmpty(), "lost: " + lost);
    check(twice.isEmpty(), "twice: " + twice);
    if (plan.isKeyless()) {
      check(
          jobs.size() <= plan.orders() && jobs.size() + unknown.size() >= plan.orders(),
          "paid: " + jobs.size() + ", unknown: " + unknown.size());
    } else {
      check(unknown.isEmpty(), "unknown: " + unknown);
      check(jobs.size() == plan.orders(), "paid: " + jobs.size());
    }
    check(orphans.isEmpty(), "not taken over: " + orphans.keySet());
    check(
        slowest.compareTo(LONGEST_TAKE_OVER) <= 0,
        "a take-over after " + slowest.toMillis() / 1e3 + " s");
    return new Books(
        orders.size(),
        jobs.size(),
        lost.size(),
        twice.size(),
        unknown.size(),
        kills,
        takeOvers.size(),
        slowest,
        late(jobs),
        took,
        List.copyOf(wrong));
  }

  private void check(boolean isRight, String what) {
    if (!isRight) {
      wrong.add(what);
    }
  }

  private int late(List<Job> jobs) {
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

  @Override
  public void close() {
    copies.values().forEach(ShopProcess::close);
    world.close();
  }
}
