package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Chart;
import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Group;
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
public final class Serving implements Group {

  private static final List<Integer> FEW = List.of(10, 100, 1_000);
  private static final List<Integer> MANY = List.of(10, 100, 1_000, 10_000);
  private static final int MIDDLE = 100;
  private static final int PER_SECOND = 2_000;

  /** For a new group. */
  public Serving() {}

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public String title() {
    return "Simulator: requests";
  }

  @Override
  public Findings run(Effort effort) throws Exception {
    Optional<Express> express = Express.install();
    List<Table> tables = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    try (Fleet fleet = Fleet.start(express, Kind.SIMULATOR)) {
      requests(fleet, effort, tables, charts);
    }
    return new Findings(tables, charts, List.of());
  }

  private static void requests(Fleet fleet, Effort effort, List<Table> tables, List<Chart> charts)
      throws Exception {
    List<Rival> rivals = fleet.rivals();
    String job = fleet.shareJob();
    Duration warmUp = Duration.ofSeconds(effort.pick(3, 4));
    for (Rival rival : rivals) {
      for (String path : List.of(Served.STATUS, job)) {
        Trial _ = new Speed(fleet, path, MIDDLE, warmUp).saturated(rival);
      }
    }
    int rounds = effort.pick(2, 3);
    Duration time = Duration.ofMillis(effort.pick(700, 1_500));
    Map<Integer, Rounds> byConnections = new LinkedHashMap<>();
    for (int connections : effort.isShort() ? FEW : MANY) {
      Speed speed = new Speed(fleet, Served.STATUS, connections, time);
      byConnections.put(connections, Rivals.rounds(rivals, speed::saturated, rounds, effort));
    }
    tables.add(ServerTables.speed(rivals, byConnections));
    charts.addAll(ServerTables.charts(rivals, byConnections));
    Speed ofJob = new Speed(fleet, job, MIDDLE, time);
    tables.add(
        ServerTables.of(
            "job",
            "GET of a job in HeyGen's words, %d connections".formatted(MIDDLE),
            rivals,
            Rivals.rounds(rivals, ofJob::saturated, rounds, effort),
            List.of(Speed.REQUESTS, Speed.PROCESSOR),
            List.of(Speed.P50, Speed.P99, Speed.BYTES)));
    tables.add(
        ServerTables.of(
            "paced",
            "The same at %,d requests a second".formatted(PER_SECOND),
            rivals,
            Rivals.rounds(rivals, rival -> ofJob.paced(rival, PER_SECOND), rounds, effort),
            List.of(Speed.PROCESSOR, Speed.P50, Speed.P99),
            List.of()));
    int crowd = effort.pick(2_000, Connection.MOST);
    tables.add(
        ServerTables.of(
            "connections",
            "%,d idle connections".formatted(crowd),
            rivals,
            Rivals.rounds(rivals, new Crowd(fleet, crowd)::gather, 1, effort),
            List.of(Crowd.HEAP, Crowd.RESIDENT),
            List.of()));
  }
}
