package dev.pollwise.fleet.benchmark;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What keeping waits in a database costs, beside the same waits in the memory of one client: many
 * parked jobs, some of them due each second, each contender in a process of its own, one after the
 * other, with PostgreSQL and the simulator on the same machine.
 */
public final class FleetBenchmark {

  private static final Pattern ID =
      Pattern.compile("\"video_translation_ids\"\\s*:\\s*\\[\"([^\"]+)\"");

  private final String run;
  private final int jobs;
  private final int perSecond;
  private final Duration measured;

  private FleetBenchmark(String run, boolean isShort) {
    this.run = run;
    this.jobs = isShort ? 2_000 : 20_000;
    this.perSecond = 50;
    this.measured = Duration.ofSeconds(isShort ? 20 : 60);
  }

  /**
   * Runs all, and prints the ratios.
   *
   * @param args where the figures go as CSV, what the run is called there, and {@code true} for a
   *     short one
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    FleetBenchmark benchmark = new FleetBenchmark(args[1], Boolean.parseBoolean(args[2]));
    List<String> lines = benchmark.run();
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  private List<String> run() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("run,contender,round,figure,value");
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .setServerConfig("max_connections", "200")
                .start();
        SimulatorServer simulator =
            SimulatorServer.builder()
                .port(0)
                .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofDays(30))))
                .build()
                .start()) {
      System.out.printf(
          "%,d parked jobs, %d due a second, %d s measured after a warm-up; PostgreSQL, simulator"
              + " and contender on %d cores%n",
          jobs, perSecond, measured.toSeconds(), Runtime.getRuntime().availableProcessors());
      Path ids = Files.createTempFile("jobs", ".txt");
      Files.write(ids, created(simulator.uri()));
      forceSingle(simulator, true);
      Figures client =
          contender("client", "memory: asked singly", 1, postgres, simulator, ids, 0, lines);
      Figures alone =
          contender("fleet", "fleet: asked singly", 1, postgres, simulator, ids, 0, lines);
      forceSingle(simulator, false);
      Figures shared =
          contender("fleet", "fleet: shared calls", 1, postgres, simulator, ids, 0, lines);
      simulator.fault(
          FaultRule.of(new Fault.Latency(DurationLaw.fixed(Duration.ofMillis(300))))
              .onRoute("statuses"));
      Figures one =
          contender("fleet", "fleet: one copy and a crowd", 1, postgres, simulator, ids, 1, lines);
      Figures three =
          contender(
              "fleet", "fleet: three copies and a crowd", 3, postgres, simulator, ids, 1, lines);
      System.out.printf(
          "%nprocessor time of a poll, fleet : memory  %.1f (goal 4)%nstatements of a poll asked"
              + " singly       %.2f (goal 4), where polls share a call %.2f (goal 2)%nstart"
              + " lateness, 99 of 100               %.0f ms asked singly, %.0f ms shared (goal"
              + " 100)%npolls a second, three copies : one      %.2f%n",
          alone.cpuPerPoll() / client.cpuPerPoll(),
          alone.statementsPerPoll(),
          shared.statementsPerPoll(),
          alone.p99(),
          shared.p99(),
          three.rate() / one.rate());
      Files.delete(ids);
    }
    return lines;
  }

  /** A server that does not know the call about several jobs has each asked about alone. */
  private static void forceSingle(SimulatorServer simulator, boolean isSingle) {
    if (isSingle) {
      simulator.fault(
          FaultRule.of(new Fault.StatusError(501, ErrorBody.usual(), new Fault.RetryHint.None()))
              .onRoute("statuses"));
    } else {
      simulator
          .simulation()
          .faults()
          .inForce(simulator.simulation().clock().now())
          .forEach(rule -> simulator.simulation().faults().lift(rule.id()));
    }
  }

  private List<String> created(URI server) throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    Semaphore room = new Semaphore(64);
    List<CompletableFuture<String>> ids = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      room.acquire();
      HttpRequest request =
          HttpRequest.newBuilder(server.resolve("/v3/video-translations"))
              .header("X-Api-Key", "benchmark")
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/v.mp4\"},"
                          + "\"output_languages\":[\"Spanish (Spain)\"]}"))
              .build();
      ids.add(
          http.sendAsync(request, BodyHandlers.ofString())
              .whenComplete((answer, error) -> room.release())
              .thenApply(answer -> {
                Matcher id = ID.matcher(answer.body());
                if (!id.find()) {
                  throw new IllegalStateException(answer.body());
                }
                return id.group(1);
              }));
    }
    return ids.stream().map(CompletableFuture::join).toList();
  }

  /** What a contender has measured of itself. */
  private record Figures(
      double polls, double seconds, double cpuMillis, double statements, double p50, double p99) {

    double cpuPerPoll() {
      return cpuMillis / polls;
    }

    double statementsPerPoll() {
      return statements / polls;
    }

    double rate() {
      return polls / seconds;
    }

    Figures and(Figures other) {
      return new Figures(
          polls + other.polls,
          Math.max(seconds, other.seconds),
          cpuMillis + other.cpuMillis,
          statements + other.statements,
          Math.max(p50, other.p50),
          Math.max(p99, other.p99));
    }
  }

  private Figures contender(
      String kind,
      String name,
      int copies,
      EmbeddedPostgres postgres,
      SimulatorServer simulator,
      Path ids,
      int crowd,
      List<String> lines)
      throws Exception {
    String database = "bench" + System.nanoTime();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    List<Process> processes = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Contender.class.getName(),
                  kind,
                  postgres.getJdbcUrl("postgres", database),
                  simulator.uri().toString(),
                  ids.toString(),
                  Integer.toString(perSecond),
                  Long.toString(measured.toSeconds()),
                  Integer.toString(copy),
                  Integer.toString(crowd))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    Figures all = null;
    for (Process process : processes) {
      Figures one = figures(process);
      all = all == null ? one : all.and(one);
    }
    Figures sum = all == null ? new Figures(1, 1, 0, 0, 0, 0) : all;
    System.out.printf(
        "%-32s %d: %,6.0f polls, %6.1f a second, %5.2f ms of processor each, %4.2f statements, late"
            + " %.0f ms (50), %.0f ms (99)%n",
        name,
        copies,
        sum.polls(),
        sum.rate(),
        sum.cpuPerPoll(),
        sum.statementsPerPoll(),
        sum.p50(),
        sum.p99());
    boolean isCrowd = crowd == 1;
    if (isCrowd) {
      lines.add(sample(name, "polls a second", sum.rate()));
    } else {
      lines.add(sample(name, "processor time of a poll, ms", sum.cpuPerPoll()));
      if (kind.equals("fleet")) {
        lines.add(sample(name, "statements of a poll", sum.statementsPerPoll()));
        lines.add(sample(name, "start lateness p99, ms", sum.p99()));
      }
    }
    return sum;
  }

  private String sample(String contender, String figure, double value) {
    return "%s,%s,0,\"%s\",%s".formatted(run, contender, figure, value);
  }

  private static Figures figures(Process process) throws IOException, InterruptedException {
    String last = "";
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a contender failed: " + last);
    }
    String[] words = last.split(" ", -1);
    return new Figures(
        Double.parseDouble(words[0]),
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]));
  }
}
