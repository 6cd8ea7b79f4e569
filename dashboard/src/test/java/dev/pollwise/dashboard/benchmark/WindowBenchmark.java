package dev.pollwise.dashboard.benchmark;

import dev.pollwise.dashboard.WindowUnderLoad;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
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
 * <p>Arguments: the file for the samples; what tells this run from others; whether the short mode
 * will do; jobs; events a second.
 */
public final class WindowBenchmark {

  private static final long SEED = 20261121;

  /** Just short of a full log, so that it overflows while somebody looks. */
  private static final int LINES = 99_900;

  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final Duration FLOOD = Duration.ofSeconds(3);
  private static final double MILLISECOND = 1e6;

  private final WindowUnderLoad window;
  private final Crowd crowd;
  private final Watch watch;
  private final SampleFile samples;
  private final int jobs;
  private final int rate;

  private WindowBenchmark(
      WindowUnderLoad window, Crowd crowd, SampleFile samples, int jobs, int rate) {
    this.window = window;
    this.crowd = crowd;
    this.watch = new Watch(window.mark());
    this.samples = samples;
    this.jobs = jobs;
    this.rate = rate;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    SampleFile samples = SampleFile.begin(Path.of(args[0]), args[1]);
    boolean isShort = Boolean.parseBoolean(args[2]);
    int jobs = Integer.parseInt(args[3]);
    int rate = Integer.parseInt(args[4]);
    Crowd crowd = new Crowd(new Random(SEED));
    try (WindowUnderLoad window = WindowUnderLoad.open(crowd::openedBy)) {
      WindowBenchmark benchmark = new WindowBenchmark(window, crowd, samples, jobs, rate);
      window.awaitConnected();
      benchmark.round(-1, SETTLING);
      int rounds = isShort ? 2 : 5;
      for (int round = 0; round < rounds; round++) {
        System.out.printf("The window idle and under a crowd: round %d of %d%n", round + 1, rounds);
        benchmark.round(round, Duration.ofSeconds(isShort ? 2 : 6));
      }
    }
    samples.write();
  }

  /** One idle and one busy phase for each area. */
  private void round(int round, Duration length) {
    window.showArea("live");
    add("live idle", round, watch.look(length));
    window.showArea("timeline");
    add("timeline idle", round, watch.look(length));
    window.showArea("live");
    CompletableFuture<Duration> takenIn = CompletableFuture.supplyAsync(this::gather);
    add("news at once", round, watch.look(FLOOD));
    samples.add("news at once", round, "taken in within, s", takenIn.join().toNanos() / 1e9);
    ScheduledFuture<?> news = crowd.goOn(rate);
    window.rest(SETTLING);
    add("live busy", round, watch.look(length));
    window.showArea("timeline");
    window.rest(SETTLING);
    add("timeline busy", round, watch.look(length));
    news.cancel(false);
    samples.add("crowd", round, "jobs", jobs);
    samples.add("crowd", round, "events a second", rate);
    samples.add("crowd", round, "heap after a collection, MB", heap() / 1e6);
    crowd.disperse();
    window.clear();
  }

  private void add(String contender, int round, Watch.Seen seen) {
    samples.add(contender, round, "frames a second", seen.frames());
    samples.add(contender, round, "thread of the window, cores", seen.toolkit());
    samples.add(contender, round, "drawing, cores", seen.renderer());
    samples.add(contender, round, "whole program, cores", seen.process());
    samples.add(contender, round, "other programs, cores", seen.others());
    for (long pulse : seen.pulses()) {
      samples.add(contender, round, "frame time, ms", pulse / MILLISECOND);
    }
    for (long wait : seen.waits()) {
      samples.add(contender, round, "pause, ms", wait / MILLISECOND);
    }
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
}
