package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.server.ServerMachine.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How fast the simulator answers beside other servers, see {@link Rival}, and what connections
 * take.
 */
public final class Serving {

  private static final List<Integer> FEW = List.of(10, 100, 1_000);
  private static final List<Integer> MANY = List.of(10, 100, 1_000, 10_000);
  private static final int MIDDLE = 100;
  private static final int PER_SECOND = 2_000;

  private Serving() {}

  /** Measures. */
  public static Findings run(Effort effort) throws Exception {
    Optional<Express> express = Express.install();
    List<Table> tables = new ArrayList<>();
    try (Fleet fleet = Fleet.start(express, Kind.SIMULATOR)) {
      String job = fleet.shareJob();
      warmUp(fleet, job, effort);
      Map<Integer, Rounds> status = status(fleet, effort);
      tables.add(ServerTables.speed(fleet.rivals(), status));
      tables.addAll(job(fleet, job, effort));
      tables.add(connections(fleet, effort));
      return new Findings(tables, ServerTables.charts(fleet.rivals(), status), broken(status));
    }
  }

  private static void warmUp(Fleet fleet, String job, Effort effort) throws Exception {
    Duration warmUp = Duration.ofSeconds(effort.pick(3, 4));
    for (Rival rival : fleet.rivals()) {
      for (String path : List.of(Served.STATUS, job)) {
        Trial _ = new Speed(fleet, path, MIDDLE, warmUp).saturated(rival);
      }
    }
  }

  private static Map<Integer, Rounds> status(Fleet fleet, Effort effort) throws Exception {
    Map<Integer, Rounds> byConnections = new LinkedHashMap<>();
    for (int connections : effort.isShort() ? FEW : MANY) {
      Speed speed = new Speed(fleet, Served.STATUS, connections, time(effort));
      byConnections.put(
          connections, Rivals.rounds(fleet.rivals(), speed::saturated, effort.pick(2, 3), effort));
    }
    return byConnections;
  }

  private static List<Table> job(Fleet fleet, String job, Effort effort) throws Exception {
    List<Rival> rivals = fleet.rivals();
    int rounds = effort.pick(2, 3);
    Speed speed = new Speed(fleet, job, MIDDLE, time(effort));
    return List.of(
        ServerTables.of(
            "job",
            "GET of a job in HeyGen's words, %d connections".formatted(MIDDLE),
            rivals,
            Rivals.rounds(rivals, speed::saturated, rounds, effort),
            List.of(Speed.REQUESTS, Speed.PROCESSOR),
            List.of(Speed.P50, Speed.P99, Speed.BYTES)),
        ServerTables.of(
            "paced",
            "The same at %,d requests a second".formatted(PER_SECOND),
            rivals,
            Rivals.rounds(rivals, rival -> speed.paced(rival, PER_SECOND), rounds, effort),
            List.of(Speed.PROCESSOR, Speed.P50, Speed.P99),
            List.of()));
  }

  private static Table connections(Fleet fleet, Effort effort) throws Exception {
    int count = effort.pick(2_000, Connection.MOST);
    return ServerTables.of(
        "connections",
        "%,d idle connections".formatted(count),
        fleet.rivals(),
        Rivals.rounds(fleet.rivals(), new Crowd(fleet, count)::gather, 1, effort),
        List.of(Crowd.HEAP, Crowd.RESIDENT),
        List.of());
  }

  private static Duration time(Effort effort) {
    return Duration.ofMillis(effort.pick(700, 1_500));
  }

  /** Where the simulator has failed: nobody's load may end it. */
  private static List<String> broken(Map<Integer, Rounds> status) {
    return status.entrySet().stream()
        .filter(at -> Double.isNaN(slowest(at.getValue())))
        .map(at -> "the simulator failed under %,d connections".formatted(at.getKey()))
        .toList();
  }

  private static double slowest(Rounds rounds) {
    return rounds.spread(Rival.SIMULATOR.title(), Speed.P99).most();
  }
}
