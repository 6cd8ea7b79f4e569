package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Group;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.child.Child;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a wait costs, by each {@link Way} that can: ten thousand in one Java machine, then a hundred
 * thousand in another. The machines are new each time; a hundred thousand first questions warm them
 * up.
 */
public final class ManyWaits implements Group {

  /** Polls per second of all waits together. */
  private static final int RATE = 3_000;

  private static final int MILLIS = 2_500;
  private static final int SHORT_MILLIS = 1_000;
  private static final String HEAP = "1g";

  /** For a new group. */
  public ManyWaits() {}

  @Override
  public String name() {
    return "waits";
  }

  @Override
  public String title() {
    return "Client scale: what a wait costs";
  }

  @Override
  public Findings run(Effort effort) throws Exception {
    List<Table> tables = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    Map<Integer, Rounds> all = new LinkedHashMap<>();
    try (Child server = Machine.server()) {
      String address = server.hear();
      for (int waits : effort.isShort() ? List.of(5_000) : List.of(10_000, 100_000)) {
        List<Way> ways = ThreadLimit.current().waysFor(waits);
        Rounds rounds =
            Rounds.interleaved(
                ways.stream()
                    .map(way -> contender(way, waits, address, effort.pick(SHORT_MILLIS, MILLIS)))
                    .toList(),
                0,
                1,
                effort.random(waits));
        all.put(waits, rounds);
        tables.add(ScaleTables.of(waits, ways, rounds));
        broken.addAll(ScaleTables.broken(waits, rounds));
      }
    }
    return new Findings(tables, ScaleTables.charts(all), broken);
  }

  private static Contender contender(Way way, int waits, String address, int millis) {
    return new Contender(way.title(), way.library(), round -> measure(way, waits, address, millis));
  }

  private static Trial measure(Way way, int waits, String address, int millis) throws IOException {
    try (Machine machine = Machine.start(way, HEAP, address)) {
      return machine.measure(waits, RATE, millis);
    }
  }
}
