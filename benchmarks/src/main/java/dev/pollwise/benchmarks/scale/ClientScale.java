package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Group;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What a poll costs, by each {@link Way} to wait: a thousand waits, and ten thousand that ask no
 * more often together, so that what a wait costs stands apart from what a poll costs.
 */
public final class ClientScale implements Group {

  /** For a new group. */
  public ClientScale() {}

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String title() {
    return "Client scale: what a poll costs";
  }

  @Override
  public Findings run(Effort effort) throws Exception {
    List<Table> tables = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    try (Machines machines = Machines.start()) {
      machines.warmUp(effort.pick(3_000, 20_000));
      for (int waits : effort.isShort() ? List.of(1_000) : List.of(1_000, 10_000)) {
        List<Way> ways = ThreadLimit.current().waysFor(waits);
        int millis = effort.pick(1_000, 4_000);
        Rounds rounds =
            Rounds.interleaved(
                ways.stream().map(way -> machines.contender(way, waits, millis)).toList(),
                0,
                effort.pick(2, 5),
                effort.random(waits));
        tables.add(ScaleTables.of(waits, ways, rounds));
        broken.addAll(ScaleTables.broken(waits, rounds));
      }
    }
    return new Findings(tables, List.of(), broken);
  }
}
