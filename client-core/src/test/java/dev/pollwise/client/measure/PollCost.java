package dev.pollwise.client.measure;

import static dev.pollwise.client.measure.ClientBenchmark.say;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Processor time per poll of waits at a {@code Poller}, against a loop on a bare {@code HttpClient}
 * that asks as often, reads as much and parses as much: the time of this process, in which nothing
 * else runs, in alternating rounds.
 */
final class PollCost {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Compiling is dear: in the end it must be over for both. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final int WARM_UPS = 4;

  /** Connections are open, and every job has been asked about. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  /**
   * Idle connections that are kept, for either. The JDK keeps them in a list that it searches at
   * each request: after a burst of hundreds a poll costs twice as much, whoever makes it.
   */
  private static final int CONNECTIONS = 32;

  private final int rounds;
  private final Duration time;
  private final int rate;

  PollCost(int rounds, Duration time, int rate) {
    this.rounds = rounds;
    this.time = time;
    this.rate = rate;
  }

  /** Asks about so many jobs, each once a second, until it is closed. */
  interface Loop extends AutoCloseable {
    /** How many polls so far. */
    long polls();

    @Override
    void close();
  }

  /** Begins a loop. */
  interface Kind {
    Loop begin(URI server, int jobs);
  }

  /**
   * What a round showed.
   *
   * @param micros processor time per poll
   * @param perSecond polls
   */
  private record Round(double micros, double perSecond) {}

  void run() throws IOException, InterruptedException {
    System.setProperty("jdk.httpclient.connectionPoolSize", Integer.toString(CONNECTIONS));
    try (PollServerJvm server = new PollServerJvm()) {
      for (int i = 0; i < WARM_UPS; i++) {
        Round bare = round(BareLoop::new, server, 3 * rate, WARM_UP);
        Round wait = round(WaitsLoop::new, server, 3 * rate, WARM_UP);
        say("  warming up: bare %.0f us, waits %.0f us", bare.micros(), wait.micros());
      }
      List<Round> bares = new ArrayList<>();
      List<Round> waits = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        bares.add(round(BareLoop::new, server, rate, time));
        waits.add(round(WaitsLoop::new, server, rate, time));
      }
      double[] ratios = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        ratios[i] = waits.get(i).micros() / bares.get(i).micros();
      }
      Arrays.sort(ratios);
      say(
          "processor time per poll: %.2f times that of a bare HttpClient loop (rounds from %.2f to"
              + " %.2f)",
          ratios[rounds / 2], ratios[0], ratios[rounds - 1]);
      show("bare loop", bares);
      show("waits", waits);
    }
  }

  private static Round round(Kind kind, PollServerJvm server, int jobs, Duration length)
      throws InterruptedException {
    try (Loop loop = kind.begin(server.uri(), jobs)) {
      Thread.sleep(SETTLING);
      System.gc();
      long cpu = PROCESS.getProcessCpuTime();
      long before = loop.polls();
      long begin = System.nanoTime();
      Thread.sleep(length);
      double polls = loop.polls() - before;
      double nanos = PROCESS.getProcessCpuTime() - cpu;
      return new Round(nanos / 1e3 / polls, polls / (System.nanoTime() - begin) * 1e9);
    }
  }

  private static void show(String name, List<Round> rounds) {
    double[] sorted = rounds.stream().mapToDouble(Round::micros).sorted().toArray();
    say(
        "  %-10s %.0f us (%s) at %.0f polls a second",
        name,
        sorted[sorted.length / 2],
        rounds.stream()
            .map(round -> String.format(Locale.ROOT, "%.0f", round.micros()))
            .collect(Collectors.joining(" ")),
        rounds.stream().mapToDouble(Round::perSecond).average().orElse(0));
  }
}
