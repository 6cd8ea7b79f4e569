package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Rounds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured in the same Java machines, one for each way to wait: they warm up once, and rest
 * while another is measured.
 *
 * @param heap of each machine, for instance {@code 1g}
 * @param warmUpMillis how long each polls before it is measured
 * @param millis how long each is measured in a round
 * @param rounds 1 or more
 * @param loads in this order
 */
record Sitting(String heap, int warmUpMillis, int millis, int rounds, List<Load> loads) {

  Sitting {
    loads = List.copyOf(loads);
  }

  /**
   * How much there is to do.
   *
   * @param waits at a time
   * @param rate polls per second of all of them together
   */
  record Load(int waits, int rate) {}

  /** Measures; the rounds by the number of waits. */
  Map<Integer, Rounds> measure(Effort effort) throws Exception {
    Map<Integer, Rounds> all = new LinkedHashMap<>();
    ThreadLimit limit = ThreadLimit.current();
    try (Machines machines = Machines.start(limit.waysFor(leastWaits()), heap)) {
      machines.warmUp(warmUpMillis);
      for (Load load : loads) {
        all.put(load.waits(), measure(machines, limit.waysFor(load.waits()), load, effort));
      }
    }
    return all;
  }

  private Rounds measure(Machines machines, List<Way> ways, Load load, Effort effort)
      throws Exception {
    return Rounds.interleaved(
        ways.stream().map(way -> machines.contender(way, load, millis)).toList(),
        0,
        rounds,
        effort.random(load.waits()));
  }

  private int leastWaits() {
    return loads.stream().mapToInt(Load::waits).min().orElseThrow();
  }
}
