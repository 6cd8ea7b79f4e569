package dev.pollwise.benchmarks.elsewhere;

import dev.pollwise.benchmarks.Chart;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Spread;
import dev.pollwise.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the looks at the window come to, for people. */
final class WindowFindings {

  static final String FRAMES = "frames a second";
  static final String FRAME_TIME = "frame time, ms";
  static final String PAUSE = "pause, ms";
  static final String WINDOW_CORES = "thread of the window, cores";
  static final String DRAWING_CORES = "drawing, cores";
  static final String CORES = "whole program, cores";
  static final String OTHER_CORES = "other programs, cores";
  static final String TAKEN_IN = "taken in within, s";
  static final String HEAP = "heap after a collection, MB";
  static final String JOBS = "jobs";
  static final String EVENTS = "events a second";

  static final String CROWD = "crowd";
  static final String NEWS = "news at once";
  static final String IDLE = " idle";
  static final String BUSY = " busy";
  static final List<String> AREAS = List.of("live", "timeline");

  /** The frame rate of the busy window must not fall below this share of the idle one's. */
  private static final double LEAST_FRAMES = 0.9;

  private static final double RARE = 0.999;

  /** Of the longest pause but one in a thousand, in milliseconds. */
  private static final double LONGEST_PAUSE = 50;

  /** In MB: 512 times 2^20 bytes. */
  private static final double MOST_HEAP = 536.870912;

  /** Each point of the chart stands for this share of what is left. */
  private static final double STEP = Math.pow(10, -0.1);

  private final Samples samples;
  private final Rounds rounds;

  WindowFindings(Samples samples) {
    this.samples = samples;
    this.rounds = samples.rounds();
  }

  /**
   * All of it.
   *
   * @param isShort whether too little was measured to judge by it
   */
  Findings findings(boolean isShort) {
    return new Findings(
        List.of(frames(), pauses(), costs(), crowd()),
        List.of(chart()),
        isShort ? List.of() : broken());
  }

  private Spread frameRatio(String area) {
    return rounds.ratio(area + BUSY, area + IDLE, FRAMES);
  }

  private Table frames() {
    List<List<String>> rows =
        AREAS.stream()
            .map(area ->
                List.of(
                    area,
                    Numbers.times(frameRatio(area)),
                    rounds.spread(area + BUSY, FRAMES).text(),
                    rounds.spread(area + IDLE, FRAMES).text(),
                    Numbers.text(samples.all(area + BUSY, FRAME_TIME).quantile(0.99)),
                    Numbers.text(samples.all(area + IDLE, FRAME_TIME).quantile(0.99))))
            .toList();
    return new Table(
        "frames",
        "Frames",
        List.of(
            "area",
            "frame rate, of the idle window's",
            "frames a second, busy",
            "idle",
            "frame time p99, ms, busy",
            "idle"),
        rows);
  }

  private Table pauses() {
    List<List<String>> rows = new ArrayList<>();
    for (String contender : looks()) {
      Distribution all = samples.all(contender, PAUSE);
      rows.add(
          List.of(
              contender,
              Numbers.text(all.quantile(0.5)),
              Numbers.text(all.quantile(0.99)),
              Numbers.text(all.quantile(RARE)),
              samples.quantile(contender, PAUSE, RARE).text(),
              Numbers.text(all.quantile(1))));
    }
    return new Table(
        "pauses",
        "How long a task waited for the thread of the window, ms",
        List.of("window", "p50", "p99", "p99.9", "p99.9 of single rounds", "longest"),
        rows);
  }

  /** All that was looked at, in the order of the tables. */
  private static List<String> looks() {
    List<String> looks = new ArrayList<>();
    AREAS.forEach(area -> looks.add(area + BUSY));
    AREAS.forEach(area -> looks.add(area + IDLE));
    looks.add(NEWS);
    return looks;
  }

  private Table costs() {
    List<String> figures = List.of(WINDOW_CORES, DRAWING_CORES, CORES, OTHER_CORES);
    List<List<String>> rows = new ArrayList<>();
    for (String contender : looks()) {
      List<String> row = new ArrayList<>(List.of(contender));
      figures.forEach(figure -> row.add(rounds.spread(contender, figure).text()));
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("window"));
    columns.addAll(figures);
    return new Table("cores", "Processor time", columns, rows);
  }

  private Table crowd() {
    return new Table(
        "crowd",
        "The crowd",
        List.of("jobs", "events a second", HEAP, "half an hour of news at once: " + TAKEN_IN),
        List.of(
            List.of(
                rounds.spread(CROWD, JOBS).text(),
                rounds.spread(CROWD, EVENTS).text(),
                rounds.spread(CROWD, HEAP).text(),
                rounds.spread(NEWS, TAKEN_IN).text())));
  }

  private List<String> broken() {
    List<String> broken = new ArrayList<>();
    for (String area : AREAS) {
      double ratio = frameRatio(area).median();
      if (ratio < LEAST_FRAMES) {
        broken.add(
            "%s: frame rate %s of the idle window's: must be at least %s"
                .formatted(area, Numbers.text(ratio), LEAST_FRAMES));
      }
      double pause = samples.all(area + BUSY, PAUSE).quantile(RARE);
      if (pause > LONGEST_PAUSE) {
        broken.add(
            "%s: pause p99.9 %s ms: must be at most %.0f ms"
                .formatted(area, Numbers.text(pause), LONGEST_PAUSE));
      }
    }
    double heap = rounds.spread(CROWD, HEAP).most();
    if (heap >= MOST_HEAP) {
      broken.add(
          String.format(Locale.ROOT, "heap %.1f MB: must be below %.1f MB", heap, MOST_HEAP));
    }
    return broken;
  }

  private Chart chart() {
    List<Chart.Series> series = new ArrayList<>();
    for (String area : AREAS) {
      series.add(series(area + BUSY));
      series.add(series(area + IDLE));
    }
    series.add(
        new Chart.Series(
            "goal: busy passes left of it",
            false,
            List.of(new Chart.Point(LONGEST_PAUSE, 1 - RARE))));
    return new Chart(
        "pauses",
        "Tasks that waited longer for the thread of the window",
        new Chart.Axis("wait, ms", true),
        new Chart.Axis("share of all tasks", true),
        series);
  }

  private Chart.Series series(String contender) {
    Distribution all = samples.all(contender, PAUSE);
    int steps = (int) Math.floor(Math.log(all.size()) / -Math.log(STEP));
    return new Chart.Series(
        contender,
        true,
        IntStream.rangeClosed(1, steps)
            .mapToDouble(step -> Math.pow(STEP, step))
            .mapToObj(share -> new Chart.Point(Math.max(all.quantile(1 - share), 1e-3), share))
            .toList());
  }
}
