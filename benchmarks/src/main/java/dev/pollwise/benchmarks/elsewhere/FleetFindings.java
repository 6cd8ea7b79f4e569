package dev.pollwise.benchmarks.elsewhere;

import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;

/** What a poll of a wait in a database comes to, for people. */
final class FleetFindings {

  static final String MEMORY = "memory: asked singly";
  static final String SINGLY = "fleet: asked singly";
  static final String SHARED = "fleet: shared calls";
  static final String ONE = "fleet: one copy and a crowd";
  static final String THREE = "fleet: three copies and a crowd";

  static final String CPU = "processor time of a poll, ms";
  static final String STATEMENTS = "statements of a poll";
  static final String LATE = "start lateness p99, ms";
  static final String RATE = "polls a second";

  private static final double MOST_CPU = 4;
  private static final double MOST_STATEMENTS_SINGLY = 4;
  private static final double MOST_STATEMENTS_SHARED = 2;
  private static final double MOST_LATE = 100;

  private final Rounds rounds;

  FleetFindings(Samples samples) {
    this.rounds = samples.rounds();
  }

  /**
   * All of it.
   *
   * @param isShort whether too little was measured to judge by it
   */
  Findings findings(boolean isShort) {
    return new Findings(List.of(parked(), crowd()), List.of(), isShort ? List.of() : broken());
  }

  private Table parked() {
    List<List<String>> rows = new ArrayList<>();
    for (String contender : List.of(MEMORY, SINGLY, SHARED)) {
      boolean isMemory = contender.equals(MEMORY);
      rows.add(
          List.of(
              contender,
              isMemory ? "1×" : Numbers.times(rounds.ratio(contender, MEMORY, CPU)),
              rounds.spread(contender, CPU).text(),
              isMemory ? "none" : rounds.spread(contender, STATEMENTS).text(),
              isMemory ? "not measured" : rounds.spread(contender, LATE).text()));
    }
    return new Table(
        "parked",
        "Parked jobs, some of them due each second; PostgreSQL and the simulator on the same"
            + " machine",
        List.of("waits", "processor time, of memory's", CPU, STATEMENTS, LATE),
        rows);
  }

  private Table crowd() {
    return new Table(
        "copies",
        "All jobs due at once, 20 at a time in each copy, a server that takes 300 ms",
        List.of("copies", "of one", RATE),
        List.of(
            List.of("one", "1×", rounds.spread(ONE, RATE).text()),
            List.of(
                "three",
                Numbers.times(rounds.ratio(THREE, ONE, RATE)),
                rounds.spread(THREE, RATE).text())));
  }

  private List<String> broken() {
    List<String> broken = new ArrayList<>();
    atMost(broken, "processor time", rounds.ratio(SINGLY, MEMORY, CPU).median(), MOST_CPU);
    atMost(
        broken,
        "statements asked singly",
        rounds.spread(SINGLY, STATEMENTS).median(),
        MOST_STATEMENTS_SINGLY);
    atMost(
        broken,
        "statements of shared calls",
        rounds.spread(SHARED, STATEMENTS).median(),
        MOST_STATEMENTS_SHARED);
    atMost(broken, "start lateness", rounds.spread(SINGLY, LATE).median(), MOST_LATE);
    return broken;
  }

  private static void atMost(List<String> broken, String what, double value, double most) {
    if (value > most) {
      broken.add("%s %s: must be at most %s".formatted(what, Numbers.text(value), most));
    }
  }
}
