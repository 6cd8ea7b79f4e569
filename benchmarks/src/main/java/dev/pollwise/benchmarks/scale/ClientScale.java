package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.scale.Sitting.Load;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a poll and a wait cost, by each {@link Way} to wait: a thousand waits; ten thousand that ask
 * no more often together, so that what a wait costs stands apart from what a poll costs; a hundred
 * thousand that ask once a minute each.
 */
public final class ClientScale {

  private static final List<Sitting> FULL =
      List.of(
          new Sitting(
              "384m", 20_000, 4_000, 5, List.of(new Load(1_000, 2_500), new Load(10_000, 2_500))),
          new Sitting("1g", 20_000, 15_000, 5, List.of(new Load(100_000, 1_667))));

  private static final List<Sitting> SHORT =
      List.of(
          new Sitting(
              "384m", 3_000, 1_000, 2, List.of(new Load(1_000, 2_500), new Load(3_000, 2_500))));

  private ClientScale() {}

  /** Measures. */
  public static Findings run(Effort effort) throws Exception {
    Map<Integer, Rounds> all = new LinkedHashMap<>();
    for (Sitting sitting : effort.isShort() ? SHORT : FULL) {
      all.putAll(sitting.measure(effort));
    }
    List<Table> tables = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    all.forEach((waits, rounds) -> {
      tables.add(ScaleTables.of(waits, rounds));
      broken.addAll(Goals.broken(waits, rounds));
    });
    return new Findings(tables, ScaleTables.charts(all), broken);
  }
}
