package dev.pollwise.benchmarks.elsewhere;

import dev.pollwise.benchmarks.Chart;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Spread;
import dev.pollwise.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the starts come to, for people. */
final class StartFindings {

  static final String START = "start, ms";

  /** Of the time that a start takes without the cache. */
  private static final double GOAL = 0.7;

  private static final String CACHE = "with its cache";

  /** The image as it would be without its cache: the Java in it has no archive either. */
  private static final String NOTHING = "with nothing";

  private static final List<String> OTHERS = List.of("with a JDK's archive", NOTHING);
  private static final List<String> PROGRAMS = List.of("dashboard", "simulator");

  private final Samples samples;
  private final Rounds rounds;

  StartFindings(Samples samples) {
    this.samples = samples;
    this.rounds = samples.rounds();
  }

  /**
   * All of it.
   *
   * @param isShort whether too little was measured to judge by it
   */
  Findings findings(boolean isShort) {
    return new Findings(List.of(table()), List.of(chart()), isShort ? List.of() : broken());
  }

  private Spread ratio(String program, String other) {
    return rounds.ratio(program + " " + CACHE, program + " " + other, START);
  }

  private Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (String program : PROGRAMS) {
      rows.add(row(program, CACHE, "1×"));
      for (String other : OTHERS) {
        rows.add(row(program, other, Numbers.times(ratio(program, other))));
      }
    }
    int starts = samples.all(PROGRAMS.getFirst() + " " + CACHE, START).size();
    return new Table(
        "times",
        "To the first frame of the dashboard, to the address of the simulator; %d starts each"
            .formatted(starts),
        List.of("start", "with the cache, of this", START),
        rows);
  }

  private List<String> row(String program, String way, String ratio) {
    String contender = program + " " + way;
    return List.of(contender, ratio, rounds.spread(contender, START).text());
  }

  private List<String> broken() {
    List<String> broken = new ArrayList<>();
    for (String program : PROGRAMS) {
      double ratio = ratio(program, NOTHING).median();
      if (ratio > GOAL) {
        broken.add(
            "the %s starts in %s of its time %s: must be at most %s"
                .formatted(program, Numbers.text(ratio), NOTHING, GOAL));
      }
    }
    return broken;
  }

  private Chart chart() {
    List<Chart.Series> series = new ArrayList<>();
    for (String program : PROGRAMS) {
      series.add(series(program, CACHE));
      OTHERS.forEach(other -> series.add(series(program, other)));
    }
    return new Chart(
        "times",
        "Starts that were over after a time",
        new Chart.Axis("since the start of the process, ms", false),
        new Chart.Axis("share of all starts", false),
        series);
  }

  private Chart.Series series(String program, String way) {
    String contender = program + " " + way;
    Distribution all = samples.all(contender, START);
    return new Chart.Series(
        contender,
        true,
        IntStream.rangeClosed(0, all.size())
            .mapToDouble(rank -> (double) rank / all.size())
            .mapToObj(share -> new Chart.Point(all.quantile(share), share))
            .toList());
  }
}
