package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.server.ServerMachine.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Long polls and start-up of the simulator beside other servers, and how many jobs it holds. */
public final class Capacity {

  private Capacity() {}

  /** Measures. */
  public static Findings run(Effort effort) throws Exception {
    Optional<Express> express = Express.install();
    List<Table> tables = new ArrayList<>();
    try (Fleet fleet = Fleet.start(express, Kind.PARKING_SIMULATOR)) {
      tables.add(parked(fleet, effort));
    }
    List<Rival> rivals = new ArrayList<>(List.of(Rival.BARE, Rival.SIMULATOR, Rival.WIREMOCK));
    express.ifPresent(there -> rivals.add(Rival.EXPRESS));
    tables.add(startUp(rivals, express, effort));
    tables.add(new Size(effort.pick(50_000, 500_000)).measure());
    return new Findings(tables, List.of(), List.of());
  }

  private static Table parked(Fleet fleet, Effort effort) throws Exception {
    List<Rival> rivals = fleet.rivals().stream().filter(Rival::canWake).toList();
    int polls = effort.pick(2_000, Connection.MOST);
    Duration time = Duration.ofMillis(effort.pick(700, 2_000));
    Parking parking = new Parking(fleet, fleet.shareJob(), polls, time);
    Rounds _ = Rivals.rounds(rivals, parking::park, 1, effort); // compiling is over after it
    Rounds rounds = Rivals.rounds(rivals, parking::park, effort.pick(1, 3), effort);
    return ServerTables.of(
        "long-polls",
        "%,d long polls, parked and woken".formatted(polls),
        rivals,
        rounds,
        List.of(Parking.WAKE, Parking.HEAP),
        List.of(Parking.PROCESSOR, Parking.IDLE, Parking.CROWDED));
  }

  private static Table startUp(List<Rival> rivals, Optional<Express> express, Effort effort)
      throws Exception {
    Rounds rounds = Rivals.rounds(rivals, new StartUp(express)::start, effort.pick(3, 5), effort);
    return ServerTables.of(
        "start-up", "Start-up", rivals, rounds, List.of(StartUp.FIRST), List.of(StartUp.RESIDENT));
  }
}
