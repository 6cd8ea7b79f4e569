package dev.pollwise.fleet;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.Shop.Setup;
import dev.pollwise.fleet.TakeOvers.End;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Phase;
import dev.pollwise.simulator.job.DurationLaw;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Copies of a shop as processes, a server that loses answers, and orders that come in while one
 * copy after the other is killed, each third told to end, and comes back. In the end the books are
 * compared.
 */
final class FleetTrial implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration ORPHANS_LOOKED_FOR = Duration.ofMillis(250);
  private static final Duration AWAY = Duration.ofSeconds(1);

  /**
   * What is tried.
   *
   * @param ordering over how long the orders come in
   * @param killing for how long copies are killed
   * @param longestHandOver from SIGTERM until another copy goes on, submits that it hears out apart
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
      Duration longestHandOver,
      Duration limit,
      long seed) {}

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

  private final List<String> wrong = new ArrayList<>();
  private final TakeOvers takeOvers;
  private final long begun = System.nanoTime();
  private int kills;
  private int tellings;
  private Duration took = Duration.ZERO;

  FleetTrial(Plan plan, Path folder, Consumer<String> story) {
    this.plan = plan;
    this.story = story;
    this.random = new SplittableRandom(plan.seed());
    this.world = new World(plan.store(), folder, plan.length(), plan.seed(), faults(plan));
    this.takeOvers = new TakeOvers(world);
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

  FleetBooks run() {
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
        takeOvers.look(now()).forEach(this::tell);
        nextLook = now().plus(ORPHANS_LOOKED_FOR);
        if (since.compareTo(plan.killing()) >= 0 && isDone()) {
          break;
        }
      }
      LockSupport.parkNanos(TICK.toNanos());
    }
    hear();
    took = now().minus(start);
    return FleetBooks.of(plan, world, takeOvers, wrong);
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
    boolean isHeirReady = names.size() > 1;
    boolean isTold = isHeirReady && (kills + tellings) % 3 == 2;
    back.put(name, now().plus(AWAY));
    try {
      if (isTold) {
        tellings++;
        copy.terminate();
        String doing = takeOvers.gone(End.TOLD_TO_END, copy.name(), now());
        tell(name + " is told to end (SIGTERM) " + doing);
      } else {
        kills++;
        copy.kill();
        tell(name + " is killed " + takeOvers.gone(End.KILLED, copy.name(), now()));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void comeBack() {
    List<ShopProcess> ended = copies.values().stream().filter(copy -> !copy.isAlive()).toList();
    ended.forEach(copy -> takeOvers.ended(copy.name(), now()));
    List<String> due =
        back.entrySet().stream()
            .filter(entry -> entry.getValue().compareTo(now()) <= 0)
            .filter(entry -> ended.contains(requireNonNull(copies.get(entry.getKey()))))
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
        String order = line.text().substring(line.text().lastIndexOf(' ') + 1);
        takeOvers.heard(line.copy(), order, now());
      } else if (line.text().startsWith("SEVERE")) {
        wrong.add(line.copy() + ": " + line.text());
      }
    }
  }

  private boolean isDone() {
    return toOrder.isEmpty()
        && asked.isEmpty()
        && takeOvers.open().isEmpty()
        && world
            .rows(
                "select 1 from pollwise_job where told_at is null or state not in ('OVER',"
                    + " 'UNKNOWN') limit 1")
            .isEmpty();
  }

  int kills() {
    return kills;
  }

  int tellings() {
    return tellings;
  }

  TakeOvers takeOvers() {
    return takeOvers;
  }

  Duration took() {
    return took;
  }

  @Override
  public void close() {
    copies.values().forEach(ShopProcess::close);
    world.close();
  }
}
