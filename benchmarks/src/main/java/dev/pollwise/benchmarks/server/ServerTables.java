package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Chart;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Spread;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the measurements of servers come to, for people: multiples of the bare route first. */
final class ServerTables {

  private static final Rival BASE = Rival.BARE;

  private static final List<String> FIGURES =
      List.of(
          Speed.REQUESTS,
          Speed.PROCESSOR,
          Speed.P50,
          Speed.P99,
          Speed.BYTES,
          Speed.GENERATOR,
          Crowd.HEAP,
          Crowd.RESIDENT,
          Parking.WAKE,
          Parking.PROCESSOR,
          Parking.HEAP,
          Parking.IDLE,
          Parking.CROWDED,
          StartUp.FIRST,
          StartUp.RESIDENT);

  private ServerTables() {}

  /** Of a server that failed. */
  static Trial missing() {
    return new Trial(FIGURES.stream().collect(Collectors.toMap(name -> name, _ -> Double.NaN)));
  }

  /**
   * One measurement.
   *
   * @param compared figures that are given as multiples of the bare route's, and as they are
   * @param others figures that are given as they are
   */
  static Table of(
      String name,
      String title,
      List<Rival> rivals,
      Rounds rounds,
      List<String> compared,
      List<String> others) {
    List<String> columns = new ArrayList<>(List.of("server", "library"));
    compared.forEach(figure -> columns.add(withoutUnit(figure) + ", of the bare route's"));
    columns.addAll(compared);
    columns.addAll(others);
    List<List<String>> rows = new ArrayList<>();
    for (Rival rival : rivals) {
      List<String> row = new ArrayList<>(List.of(rival.title(), rival.library()));
      for (String figure : compared) {
        row.add(Numbers.times(rounds.ratio(rival.title(), BASE.title(), figure).median()));
      }
      for (String figure : compared) {
        row.add(rounds.spread(rival.title(), figure).text());
      }
      for (String figure : others) {
        row.add(rounds.spread(rival.title(), figure).text());
      }
      rows.add(row);
    }
    return new Table(name, title, columns, rows);
  }

  private static String withoutUnit(String figure) {
    int comma = figure.lastIndexOf(',');
    return comma < 0 ? figure : figure.substring(0, comma);
  }

  /** Requests at saturation by the number of connections. */
  static Table speed(List<Rival> rivals, Map<Integer, Rounds> byConnections) {
    List<List<String>> rows = new ArrayList<>();
    byConnections.forEach((connections, rounds) -> {
      for (Rival rival : rivals) {
        String name = rival.title();
        Spread ratio = rounds.ratio(name, BASE.title(), Speed.REQUESTS);
        rows.add(
            List.of(
                "%,d".formatted(connections),
                name,
                Numbers.times(ratio.median()),
                Numbers.times(rounds.ratio(name, BASE.title(), Speed.PROCESSOR).median()),
                rounds.spread(name, Speed.REQUESTS).text(),
                rounds.spread(name, Speed.PROCESSOR).text(),
                rounds.spread(name, Speed.P50).text(),
                rounds.spread(name, Speed.P99).text(),
                Numbers.text(rounds.spread(name, Speed.BYTES).median()),
                Numbers.text(rounds.spread(name, Speed.GENERATOR).median())));
      }
    });
    return new Table(
        "status",
        "GET /status, as fast as it is answered",
        List.of(
            "connections",
            "server",
            "requests, of the bare route's",
            "processor time, of the bare route's",
            Speed.REQUESTS,
            Speed.PROCESSOR,
            Speed.P50,
            Speed.P99,
            Speed.BYTES,
            Speed.GENERATOR),
        rows);
  }

  static List<Chart> charts(List<Rival> rivals, Map<Integer, Rounds> byConnections) {
    return List.of(
        chart("status-speed", "Requests per second", Speed.REQUESTS, rivals, byConnections),
        chart("status-p99", "p99 at saturation", Speed.P99, rivals, byConnections));
  }

  private static Chart chart(
      String name,
      String title,
      String figure,
      List<Rival> rivals,
      Map<Integer, Rounds> byConnections) {
    List<Chart.Series> series = new ArrayList<>();
    for (Rival rival : rivals) {
      List<Chart.Point> points = new ArrayList<>();
      byConnections.forEach((connections, rounds) ->
          points.add(new Chart.Point(connections, rounds.spread(rival.title(), figure).median())));
      series.add(new Chart.Series(rival.title(), true, points));
    }
    return new Chart(
        name, title, new Chart.Axis("connections", true), new Chart.Axis(figure, true), series);
  }
}
