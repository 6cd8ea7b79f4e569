package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Chart;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Spread;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.schedules.Cell.Role;
import dev.pollwise.client.duration.ExpectedCost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Puts what schedules cost into tables and a chart. */
final class ScheduleFindings {

  private static final Duration USUAL = Duration.ofSeconds(5);

  private final List<Cell> cells;

  ScheduleFindings(List<Cell> cells) {
    this.cells = cells;
  }

  Findings findings() {
    return new Findings(
        List.of(
            against("defaults", "Others as shipped, beside Pollwise", Role.SHIPPED),
            against("tuned", "Others at their best setting for each law and price", Role.TUNED),
            overOptimum("learned", "Pollwise after 30 jobs, over the exact optimum", Cell.LEARNED),
            overOptimum("nothing", "Pollwise knowing nothing, over the optimum", Cell.NOTHING),
            usual(),
            losses("losses-shipped", "Where others as shipped are cheaper", Role.SHIPPED),
            losses("losses-tuned", "Where others at their best setting are cheaper", Role.TUNED)),
        List.of(everything()),
        List.of(frontier()),
        List.of());
  }

  private Table against(String name, String title, Role role) {
    List<List<String>> rows = new ArrayList<>();
    for (String peer : cells.getFirst().names(role::equals)) {
      rows.add(
          List.of(
              peer,
              over(peer, Cell.LEARNED),
              behind(peer, Cell.LEARNED),
              over(peer, Cell.NOTHING),
              behind(peer, Cell.NOTHING),
              Numbers.text(
                      100
                          * cells.stream()
                              .mapToDouble(cell -> cell.mean(peer, Tally.LOST))
                              .average()
                              .orElseThrow())
                  + " %"));
    }
    return new Table(
        name,
        title,
        List.of(
            "",
            "cost over Pollwise after 30 jobs: median (least–most)",
            "cheaper in",
            "cost over Pollwise knowing nothing",
            "cheaper in",
            "jobs it gives up"),
        rows);
  }

  private String over(String peer, String base) {
    return Spread.of(cells.stream().mapToDouble(cell -> cell.ratio(peer, base).value()).toArray())
        .text();
  }

  private String behind(String peer, String base) {
    long cheaper = cells.stream().filter(cell -> cell.ratio(peer, base).value() < 1).count();
    return "%d of %d".formatted(cheaper, cells.size());
  }

  private Table overOptimum(String name, String title, String ours) {
    List<List<String>> rows = new ArrayList<>();
    for (String workload : workloads()) {
      List<String> row = new ArrayList<>(List.of(workload));
      for (Duration price : Workloads.PRICES) {
        row.add(cell(workload, price).ratio(ours, Cell.OPTIMUM).textWithError());
      }
      rows.add(row);
    }
    return new Table(
        name,
        title,
        Stream.concat(
                Stream.of("jobs"), Workloads.PRICES.stream().map(price -> "r = " + seconds(price)))
            .toList(),
        rows);
  }

  private Table usual() {
    List<List<String>> rows = new ArrayList<>();
    for (String name : cells.getFirst().names(role -> true)) {
      List<String> row = new ArrayList<>(List.of(name));
      for (String workload : workloads()) {
        row.add(cell(workload, USUAL).ratio(name, Cell.LEARNED).text());
      }
      rows.add(row);
    }
    return new Table(
        "default-price",
        "Cost over that of Pollwise after 30 jobs, at the default price r = 5 s",
        Stream.concat(Stream.of(""), workloads().stream()).toList(),
        rows);
  }

  private Table losses(String name, String title, Role role) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      for (String peer : cell.names(role::equals)) {
        Ratio learned = cell.ratio(peer, Cell.LEARNED);
        Ratio nothing = cell.ratio(peer, Cell.NOTHING);
        boolean isNamed = learned.value() < 1 || (role == Role.SHIPPED && nothing.value() < 1);
        if (isNamed) {
          rows.add(
              List.of(
                  peer,
                  cell.workload().name(),
                  seconds(cell.price()),
                  learned.textWithError(),
                  nothing.textWithError(),
                  cell.settings(peer)));
        }
      }
    }
    return new Table(
        name,
        title,
        List.of(
            "",
            "jobs",
            "r",
            "cost over Pollwise after 30 jobs",
            "over Pollwise knowing nothing",
            "setting"),
        rows);
  }

  private Table everything() {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      double price = Seconds.of(cell.price());
      for (Cell.Entrant entrant : cell.entrants().values()) {
        String name = entrant.contender().name();
        Ratio optimum = cell.ratio(name, Cell.OPTIMUM);
        Ratio learned = cell.ratio(name, Cell.LEARNED);
        rows.add(
            List.of(
                cell.workload().name(),
                "" + price,
                name,
                entrant.contender().library(),
                entrant.settings(),
                plain(cell.mean(name, Tally.CALLS)),
                plain(cell.mean(name, Tally.LATENESS)),
                plain(cell.cost(name)),
                plain(optimum.value()),
                plain(optimum.error()),
                plain(learned.value()),
                plain(learned.error()),
                plain(cell.mean(name, Tally.LOST))));
      }
      rows.add(bound(cell, "clairvoyant", 1));
    }
    return new Table(
        "all",
        "Every figure",
        List.of(
            "jobs",
            "r, s",
            "who",
            "library",
            "setting",
            "calls per job",
            "lateness, s",
            "cost, calls",
            "over optimum",
            "± 95 %",
            "over Pollwise after 30 jobs",
            "± 95 %",
            "given up as shipped"),
        rows);
  }

  private static List<String> bound(Cell cell, String name, double cost) {
    return List.of(
        cell.workload().name(),
        "" + Seconds.of(cell.price()),
        name,
        "",
        "",
        "1",
        "0",
        plain(cost),
        plain(cost / cell.cost(Cell.OPTIMUM)),
        "0",
        plain(cost / cell.cost(Cell.LEARNED)),
        "0",
        "0");
  }

  private Chart frontier() {
    Cell cell = cell("log-normal 0.5", USUAL);
    List<Chart.Series> series = new ArrayList<>();
    series.add(
        new Chart.Series(
            "best possible",
            true,
            ExpectedCost.frontier(
                    Workloads.LOG_NORMAL,
                    Duration.ofHours(1),
                    Duration.ofMillis(20),
                    Duration.ofMinutes(5),
                    80)
                .stream()
                .map(cost -> new Chart.Point(cost.calls(), Seconds.of(cost.lateness())))
                .toList()));
    for (String name : cell.names(role -> role == Role.OURS || role == Role.SHIPPED)) {
      Chart.Point point =
          new Chart.Point(cell.mean(name, Tally.CALLS), cell.mean(name, Tally.LATENESS));
      if (point.up() < Duration.ofMinutes(10).toSeconds()) {
        series.add(new Chart.Series(name, false, List.of(point)));
      }
    }
    return new Chart(
        "frontier",
        "Calls against lateness: log-normal jobs, median 60 s, σ 0.5, r = 5 s",
        new Chart.Axis("calls per job", true),
        new Chart.Axis("mean lateness, s", true),
        series);
  }

  private List<String> workloads() {
    return cells.stream().map(cell -> cell.workload().name()).distinct().toList();
  }

  private Cell cell(String workload, Duration price) {
    return cells.stream()
        .filter(cell -> cell.workload().name().equals(workload) && cell.price().equals(price))
        .findFirst()
        .orElseThrow();
  }

  private static String seconds(Duration price) {
    return Numbers.text(Seconds.of(price)) + " s";
  }

  /** Five digits that count, for programs. */
  private static String plain(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(5)).toString()
        : Double.toString(value);
  }
}
