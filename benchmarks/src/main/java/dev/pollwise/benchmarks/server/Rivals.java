package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Measures servers in turn. */
final class Rivals {

  private Rivals() {}

  /** Measures a server once. */
  interface Measure {
    Trial of(Rival rival) throws Exception;
  }

  static Rounds rounds(List<Rival> rivals, Measure measure, int rounds, Effort effort)
      throws Exception {
    return Rounds.interleaved(contenders(rivals, measure), 0, rounds, effort.random(rivals.size()));
  }

  private static List<Contender> contenders(List<Rival> rivals, Measure measure) {
    return rivals.stream()
        .map(rival ->
            new Contender(rival.title(), rival.library(), round -> measured(rival, round, measure)))
        .toList();
  }

  /** A server that fails is left without figures; the others go on. */
  private static Trial measured(Rival rival, int round, Measure measure) throws Exception {
    try {
      return measure.of(rival);
    } catch (IOException | UncheckedIOException e) {
      System.out.printf("%s, round %d: %s%n", rival.title(), round, e.getMessage());
      return ServerTables.missing();
    }
  }
}
