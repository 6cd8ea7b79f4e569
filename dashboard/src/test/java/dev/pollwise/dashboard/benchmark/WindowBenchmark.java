package dev.pollwise.dashboard.benchmark;

import dev.pollwise.dashboard.WindowUnderLoad;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;

/**
 * How the window holds up with a thousand running jobs, fifty events a second and a hundred
 * thousand lines in the log, beside the same window with nothing in it. One process, headless, all
 * of it drawn by the processor. What is real: the window with its model, its inbox and its feed.
 * What is made up: the server, and the half hour in which the jobs came to where they are; the
 * embedded simulator is started and idle. Rounds of idle and busy alternate.
 *
 * <p>Arguments, all optional: jobs, rounds, seconds of each phase, events a second.
 */
public final class WindowBenchmark {

  private static final long SEED = 20261121;

  /** Just short of a full log, so that it overflows while somebody looks. */
  private static final int LINES = 99_900;

  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final Duration FLOOD = Duration.ofSeconds(3);

  private final WindowUnderLoad window;
  private final Crowd crowd;
  private final Watch watch;
  private final int jobs;
  private final int rounds;
  private final Duration time;
  private final int rate;

  private WindowBenchmark(WindowUnderLoad window, Crowd crowd, int[] sizes) {
    this.window = window;
    this.crowd = crowd;
    this.watch = new Watch(window.mark());
    this.jobs = sizes[0];
    this.rounds = sizes[1];
    this.time = Duration.ofSeconds(sizes[2]);
    this.rate = sizes[3];
  }

  public static void main(String[] args) throws IOException {
    int[] sizes = {1_000, 5, 6, 50};
    for (int i = 0; i < args.length; i++) {
      sizes[i] = Integer.parseInt(args[i]);
    }
    Crowd crowd = new Crowd(new Random(SEED));
    try (WindowUnderLoad window = WindowUnderLoad.open(crowd::openedBy)) {
      new WindowBenchmark(window, crowd, sizes).run();
    }
  }

  private void run() {
    say(
        "Java %s, JavaFX %s, %s, %d processors; %,d jobs, %d events a second, seed %d,"
            + " %d rounds of %s",
        Runtime.version(),
        System.getProperty("javafx.runtime.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        jobs,
        rate,
        SEED,
        rounds,
        time);
    window.awaitConnected();
    Phases live = new Phases("Live");
    Phases timeline = new Phases("Timeline");
    round(new Phases("Live"), new Phases("Timeline"), SETTLING); // warms up
    long heap = 0;
    for (int round = 0; round < rounds; round++) {
      heap = Math.max(heap, round(live, timeline, time));
    }
    live.show();
    timeline.show();
    say(
        "heap in use after a collection, busy: %d MB of %d",
        heap >> 20, Runtime.getRuntime().maxMemory() >> 20);
  }

  /** One idle and one busy phase for each area; gives the bytes in use at the end of the busy. */
  private long round(Phases live, Phases timeline, Duration length) {
    window.showArea("live");
    live.idle(watch.look(length));
    window.showArea("timeline");
    timeline.idle(watch.look(length));
    window.showArea("live");
    CompletableFuture<Duration> takenIn = CompletableFuture.supplyAsync(this::gather);
    live.flood(watch.look(FLOOD), takenIn.join());
    ScheduledFuture<?> news = crowd.goOn(rate);
    window.rest(SETTLING);
    live.busy(watch.look(length));
    window.showArea("timeline");
    window.rest(SETTLING);
    timeline.busy(watch.look(length));
    news.cancel(false);
    long heap = heap();
    crowd.disperse();
    window.clear();
    return heap;
  }

  private Duration gather() {
    long begin = System.nanoTime();
    crowd.gather(jobs, LINES);
    window.awaitJobs(jobs);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is not worth a dependency
  static void say(String format, Object... args) {
    System.out.println(String.format(Locale.ROOT, format, args));
  }
}
