package dev.pollwise.client.measure;

import java.time.Duration;
import java.util.Locale;

/**
 * How cheap and how small the client is: processor time per poll against a bare {@code HttpClient}
 * loop, and a hundred thousand waits in one Java machine. Prints ratios first.
 *
 * <p>Arguments, all optional: which measurement ({@code cpu}, {@code waits} or {@code all}),
 * rounds, seconds per round, polls per second, waits.
 */
public final class ClientBenchmark {

  private ClientBenchmark() {}

  public static void main(String[] args) throws Exception {
    String which = args.length > 0 ? args[0] : "all";
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
    Duration time = Duration.ofSeconds(args.length > 2 ? Integer.parseInt(args[2]) : 6);
    int rate = args.length > 3 ? Integer.parseInt(args[3]) : 1_000;
    int waits = args.length > 4 ? Integer.parseInt(args[4]) : 100_000;
    say("Java %s, %d processors", Runtime.version(), Runtime.getRuntime().availableProcessors());
    if (which.equals("cpu") || which.equals("all")) {
      new PollCost(rounds, time, rate).run();
    }
    if (which.equals("waits") || which.equals("all")) {
      new ManyWaits(waits).run();
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not worth a dependency
  static void say(String format, Object... args) {
    System.out.println(String.format(Locale.ROOT, format, args));
  }
}
