package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.child.Self;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The Java machine of one contender: makes waits in one way, as often as it is asked to.
 *
 * <p>Orders: {@code begin WAITS RATE}, which is done when each job has been asked about once;
 * {@code measure MILLISECONDS}, answered with the figures of a {@link Reading}; {@code end}.
 */
public final class WaitingMachine {

  private static final int MOST_LATENESSES = 1 << 18;

  private final Way way;
  private final URI server;
  private final int threads = Self.platformThreads();
  private Round round = new Round.None();

  private WaitingMachine(Way way, URI server) {
    this.way = way;
    this.server = server;
  }

  private sealed interface Round {

    record None() implements Round {}

    /**
     * Waits that have begun.
     *
     * @param heap in use before, in bytes
     * @param resident occupied before, in bytes
     */
    record Begun(Waits waits, Punctuality punctuality, long heap, long resident) implements Round {}
  }

  /** Two arguments: the name of a {@link Way}, the address of the server. */
  public static void main(String[] args) throws Exception {
    Self.obey(new WaitingMachine(Way.valueOf(args[0]), URI.create(args[1]))::obey);
  }

  private String obey(String order) throws Exception {
    String[] words = order.split(" ", -1);
    return switch (words[0]) {
      case "begin" -> begin(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "measure" -> measure(Duration.ofMillis(Long.parseLong(words[1])));
      case "end" -> end();
      default -> throw new IllegalArgumentException("order " + order + ": must be known");
    };
  }

  private String begin(int jobs, int rate) throws Exception {
    Duration interval = Duration.ofNanos(1_000_000_000L * jobs / rate);
    long nanos = interval.toNanos();
    Punctuality punctuality = new Punctuality(jobs, nanos, MOST_LATENESSES);
    Waits waits = way.make(new Setting(server, jobs, interval, punctuality));
    round = new Round.Begun(waits, punctuality, Self.heap(), Self.resident());
    long begin = System.nanoTime();
    for (int job = 0; job < jobs; job++) {
      long left = begin + nanos / jobs * job - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
      waits.begin(job);
    }
    return "begun";
  }

  private String measure(Duration time) throws Exception {
    if (!(round instanceof Round.Begun begun)) {
      throw new IllegalStateException("no waits have begun");
    }
    double heap = Self.heap() - begun.heap();
    begun.punctuality().restart();
    Duration processor = Self.processorTime();
    Duration compiler = Self.compilerTime();
    long before = begun.punctuality().answers();
    long begin = System.nanoTime();
    Thread.sleep(time);
    double polls = begun.punctuality().answers() - before;
    double seconds = (System.nanoTime() - begin) / 1e9;
    Duration compiling = Self.compilerTime().minus(compiler);
    Duration working = Self.processorTime().minus(processor).minus(compiling);
    Reading reading =
        new Reading(
            working.toNanos() / 1e3 / polls,
            compiling.toNanos() / 1e3 / polls,
            polls / seconds,
            begun.punctuality().lateMillis(0.5),
            begun.punctuality().lateMillis(0.99),
            heap,
            (double) Self.resident() - begun.resident(),
            Self.platformThreads() - threads);
    return reading.line();
  }

  private String end() {
    if (round instanceof Round.Begun begun) {
      begun.waits().close();
    }
    round = new Round.None();
    return "ended";
  }
}
