package dev.pollwise.simulator.benchmark;

import java.time.Duration;
import java.util.Locale;

/**
 * How fast and how small the simulator is: questions against a bare Helidon route, ten thousand
 * long polls, a million jobs. Each measurement has a server in a Java machine of its own; the load
 * comes from this one. Prints ratios first.
 *
 * <p>Arguments, all optional: which measurement ({@code speed}, {@code waiting}, {@code size} or
 * {@code all}), rounds, seconds per round, connections.
 */
public final class ServingBenchmark {

  private ServingBenchmark() {}

  public static void main(String[] args) throws Exception {
    String which = args.length > 0 ? args[0] : "all";
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Duration time = Duration.ofSeconds(args.length > 2 ? Integer.parseInt(args[2]) : 4);
    int connections = args.length > 3 ? Integer.parseInt(args[3]) : 16;
    say(
        "Java %s, %d processors, %d connections, %d rounds of %s",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), connections, rounds, time);
    if (which.equals("speed") || which.equals("all")) {
      new Speed(rounds, time, connections).run();
    }
    if (which.equals("waiting") || which.equals("all")) {
      new Waiting(time).run();
    }
    if (which.equals("size") || which.equals("all")) {
      new Size().run();
    }
  }

  static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not worth a dependency
  static void say(String format, Object... args) {
    System.out.println(String.format(Locale.ROOT, format, args));
  }
}
