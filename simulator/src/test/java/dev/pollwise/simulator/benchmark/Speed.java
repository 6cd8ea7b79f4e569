package dev.pollwise.simulator.benchmark;

import static dev.pollwise.simulator.benchmark.ServingBenchmark.millis;
import static dev.pollwise.simulator.benchmark.ServingBenchmark.say;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Questions about one job, with journal, gradebook, events, metrics and limiter on, against a bare
 * route of the same process, in alternating rounds.
 */
final class Speed {

  private static final Duration WARM_UP = Duration.ofSeconds(8);

  private final int rounds;
  private final Duration time;
  private final int connections;

  Speed(int rounds, Duration time, int connections) {
    this.rounds = rounds;
    this.time = time;
    this.connections = connections;
  }

  /**
   * A round with what it cost the server.
   *
   * @param processor microseconds of the server per answer
   */
  private record Round(Load.Result seen, double processor) {}

  void run() throws IOException, InterruptedException {
    try (ServerJvm server = ServerJvm.start("1g", BenchmarkServer.Kind.SPEED);
        Api api = new Api(server)) {
      String id = api.create("demo", List.of("French (France)")).getFirst();
      Load bare = new Load(server.bare(), "/hello", connections);
      Load get = new Load(server.faces(), Api.pathOf(id), connections);
      Load.Result cold = bare.run(WARM_UP);
      Load.Result warm = get.run(WARM_UP);
      say("warming up: bare %,.0f/s, get %,.0f/s", cold.perSecond(), warm.perSecond());
      List<Round> bares = new ArrayList<>();
      List<Round> gets = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        bares.add(round(bare, server));
        gets.add(round(get, server));
      }
      say(
          "requests per second: %.2f of the bare route, %.2f for each second of the server's"
              + " processor time; p50 %.1f, p99 %.1f times its own",
          ratio(gets, bares, round -> round.seen().perSecond()),
          ratio(bares, gets, Round::processor), // whatever the generator and others took
          ratio(gets, bares, round -> millis(round.seen().p50())),
          ratio(gets, bares, round -> millis(round.seen().p99())));
      show("bare route", bares);
      show("get", gets);
    }
  }

  private Round round(Load load, ServerJvm server) throws IOException {
    Duration before = server.processorTime();
    Load.Result seen = load.run(time);
    double micros = server.processorTime().minus(before).toNanos() / 1e3;
    return new Round(seen, micros / (seen.perSecond() * time.toNanos() / 1e9));
  }

  private static double ratio(List<Round> of, List<Round> to, ToDoubleFunction<Round> what) {
    return median(of, what) / median(to, what);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
    double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void show(String name, List<Round> rounds) {
    say(
        "  %-10s %,8.0f/s (%s)  p50 %.2f ms  p99 %.2f ms  %.0f us of the server, generator busy"
            + " %.0f %%",
        name,
        median(rounds, round -> round.seen().perSecond()),
        rounds.stream()
            .map(round -> String.format(Locale.ROOT, "%,.0f", round.seen().perSecond()))
            .collect(Collectors.joining(" ")),
        median(rounds, round -> millis(round.seen().p50())),
        median(rounds, round -> millis(round.seen().p99())),
        median(rounds, Round::processor),
        median(rounds, round -> 100 * round.seen().generator()));
  }
}
