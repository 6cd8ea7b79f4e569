package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Chart;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the measurements of many waits come to, for people. */
final class ScaleTables {

  /** What the processor time of all is compared with. */
  private static final Way BASE = Way.BARE_LOOP;

  private static final double MEGABYTE = 1e6;

  private ScaleTables() {}

  /** One number of waits, by all ways that can. */
  static Table of(int waits, Rounds rounds) {
    List<List<String>> rows = new ArrayList<>();
    for (Way way : Way.values()) {
      rows.add(rounds.trials().containsKey(way.title()) ? row(way, rounds) : beyond(way));
    }
    return new Table(
        "waits-" + waits,
        "%,d waits".formatted(waits),
        List.of(
            "way to wait",
            "library",
            "processor time per poll, of a bare loop's",
            Reading.MICROS,
            Reading.COMPILING,
            Reading.HEAP,
            Reading.NATIVE,
            Reading.THREADS,
            Reading.LATE_MEDIAN,
            Reading.LATE_MOST),
        rows);
  }

  private static List<String> row(Way way, Rounds rounds) {
    String name = way.title();
    return List.of(
        name,
        way.library(),
        Numbers.times(rounds.ratio(name, BASE.title(), Reading.MICROS)),
        rounds.spread(name, Reading.MICROS).text(),
        rounds.spread(name, Reading.COMPILING).text(),
        rounds.spread(name, Reading.HEAP).text(),
        rounds.spread(name, Reading.NATIVE).text(),
        rounds.spread(name, Reading.THREADS).text(),
        rounds.spread(name, Reading.LATE_MEDIAN).text(),
        rounds.spread(name, Reading.LATE_MOST).text());
  }

  private static List<String> beyond(Way way) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                way.title(),
                way.library(),
                "not tried: more threads than half of what the system allows"));
    while (cells.size() < 10) {
      cells.add("");
    }
    return cells;
  }

  /**
   * How it grows.
   *
   * @param all the rounds by number of waits
   */
  static List<Chart> charts(Map<Integer, Rounds> all) {
    return List.of(
        chart(
            "memory",
            "Memory of all waits",
            "MB, heap and other memory",
            all,
            (way, waits, rounds) ->
                waits
                    * (rounds.spread(way.title(), Reading.HEAP).median()
                        + rounds.spread(way.title(), Reading.NATIVE).median())
                    / MEGABYTE),
        chart(
            "threads",
            "Platform threads of all waits",
            "threads",
            all,
            (way, waits, rounds) -> rounds.spread(way.title(), Reading.THREADS).median()));
  }

  /** A figure of all waits together. */
  private interface Total {
    double of(Way way, int waits, Rounds rounds);
  }

  private static Chart chart(
      String name, String title, String unit, Map<Integer, Rounds> all, Total total) {
    List<Chart.Series> series = new ArrayList<>();
    for (Way way : Way.values()) {
      List<Chart.Point> points = new ArrayList<>();
      all.forEach((waits, rounds) -> {
        if (rounds.trials().containsKey(way.title())) {
          double up = total.of(way, waits, rounds);
          points.add(new Chart.Point(waits, Math.max(up, 0.1))); // a logarithm needs more than 0
        }
      });
      if (!points.isEmpty()) {
        series.add(new Chart.Series(way.title(), true, points));
      }
    }
    return new Chart(
        name, title, new Chart.Axis("waits", true), new Chart.Axis(unit, true), series);
  }
}
