package dev.pollwise.benchmarks.wire;

import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.peers.Pace;
import dev.pollwise.benchmarks.peers.Watcher;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.report.Report;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** One contender gets through one course, against a simulator of its own. */
final class Attempt {

  static final String LOST = "lost";
  static final String WRONG = "wrong";
  static final String CALLS = "calls";
  static final String LATENESS = "lateness, s";
  static final String EARLY = "early";

  /** Calls and lateness as one, at the price of the default policy; of those who lost none. */
  static final String COST = "calls per job + lateness / 5 s";

  private static final Duration PRICE = Duration.ofSeconds(5);

  private final Course course;
  private final long seed;

  Attempt(Course course, long seed) {
    this.course = course;
    this.seed = seed;
  }

  /** Submits jobs and waits for them. Called by many threads at once. */
  interface Player extends AutoCloseable {

    /**
     * Gets one job through.
     *
     * @param name by which the server plans it
     * @return its id and the word for its end, as far as the contender knows
     * @throws Exception if the contender gave up
     */
    Known play(String name) throws Exception;

    @Override
    void close();
  }

  /** Makes a player. */
  @FunctionalInterface
  interface Entry {
    Player enter(SimulatorServer simulator, Pace pace);
  }

  /**
   * What a contender knows of a job.
   *
   * @param id at the server
   * @param status the last that it heard
   */
  record Known(String id, String status) {}

  Trial run(Entry entry) throws InterruptedException {
    try (SimulatorServer simulator =
            SimulatorServer.builder()
                .port(0)
                .seed(seed)
                .timeScale(course.pace().scale())
                .scenario(course.scenario())
                .build()
                .start();
        Player player = entry.enter(simulator, course.pace())) {
      Map<String, Known> known = new ConcurrentHashMap<>();
      playAll(player, known);
      return trial(simulator, known);
    }
  }

  private void playAll(Player player, Map<String, Known> known) throws InterruptedException {
    Semaphore lanes = new Semaphore(course.lanes());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks =
          IntStream.rangeClosed(1, course.jobs())
              .<Callable<Boolean>>mapToObj(job ->
                  () -> {
                    lanes.acquire();
                    try {
                      String name = "job-" + job;
                      known.put(name, player.play(name));
                    } finally {
                      lanes.release();
                    }
                    return true;
                  })
              .toList();
      // Who throws has lost that job; who is late is interrupted.
      List<Future<Boolean>> _ =
          threads.invokeAll(tasks, course.bound().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Trial trial(SimulatorServer simulator, Map<String, Known> known) {
    Report.ClientReport report = polling(simulator.report(PRICE));
    long right =
        known.values().stream().filter(one -> one.status().equals(truth(simulator, one))).count();
    long over = known.values().stream().filter(one -> !Watcher.goesOn(one.status())).count();
    Map<String, Double> figures = new LinkedHashMap<>();
    double calls = report.counts().calls() / course.jobs();
    double lateness =
        report.jobs().stream()
            .map(Report.JobReport::detection)
            .flatMap(Optional::stream)
            .map(Report.Detection::lateness)
            .mapToDouble(late -> late.toNanos() / 1e9)
            .average()
            .orElse(Double.NaN);
    figures.put(LOST, (double) course.jobs() - over);
    figures.put(WRONG, (double) over - right);
    figures.put(CALLS, calls);
    figures.put(LATENESS, lateness);
    figures.put(COST, over == course.jobs() ? calls + lateness / PRICE.toSeconds() : Double.NaN);
    figures.put(EARLY, report.counts().early());
    return new Trial(figures);
  }

  /** Some submit by another HTTP client than they ask by. */
  private static Report.ClientReport polling(Report report) {
    return report.clients().stream()
        .max(Comparator.comparingDouble(client -> client.counts().calls()))
        .orElseThrow();
  }

  private static String truth(SimulatorServer simulator, Known one) {
    return simulator
        .simulation()
        .jobs()
        .find(one.id())
        .map(job ->
            switch (job.plan().end()) {
              case JobPlan.JobEnd.Completes completes -> "completed";
              case JobPlan.JobEnd.Fails fails -> "failed";
            })
        .orElse("unknown");
  }
}
