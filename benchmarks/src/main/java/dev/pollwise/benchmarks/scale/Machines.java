package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.child.Child;
import dev.pollwise.benchmarks.scale.Sitting.Load;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A Java machine for each way to wait, and one for the server. They live as long as the
 * measurement, so that compiling is over; all but one of them rest.
 */
final class Machines implements AutoCloseable {

  /** Polls per second while they warm up: compiling follows the number of calls, not the time. */
  private static final int WARM_UP_RATE = 5_000;

  /** As many warm up at a time as a small machine has cores. */
  private static final int TOGETHER = 2;

  private final Child server;
  private final Map<Way, Machine> machines = new EnumMap<>(Way.class);

  private Machines(Child server) {
    this.server = server;
  }

  /**
   * Starts them.
   *
   * @param heap of each, for instance {@code 1g}
   */
  static Machines start(List<Way> ways, String heap) throws IOException {
    Machines all = new Machines(Machine.server());
    try {
      String address = all.server.hear();
      for (Way way : ways) {
        all.machines.put(way, Machine.start(way, heap, address));
      }
      return all;
    } catch (IOException e) {
      all.close();
      throw e;
    }
  }

  /** Lets everyone poll until most of compiling is over. */
  void warmUp(int millis) throws Exception {
    List<Callable<Trial>> rounds = new ArrayList<>();
    for (Machine machine : machines.values()) {
      rounds.add(() -> machine.measure(WARM_UP_RATE, WARM_UP_RATE, millis));
    }
    try (ExecutorService two = Executors.newFixedThreadPool(TOGETHER)) {
      for (Future<Trial> round : two.invokeAll(rounds)) {
        Trial _ = round.get();
      }
    }
  }

  /** A load of waits in one of the ways, measured for so long. */
  Contender contender(Way way, Load load, int millis) {
    Machine machine = machines.get(way);
    if (machine == null) {
      throw new IllegalArgumentException("way " + way + ": must have a machine");
    }
    return new Contender(
        way.title(), way.library(), round -> machine.measure(load.waits(), load.rate(), millis));
  }

  @Override
  public void close() throws IOException {
    for (Machine machine : machines.values()) {
      machine.close();
    }
    server.close();
  }
}
