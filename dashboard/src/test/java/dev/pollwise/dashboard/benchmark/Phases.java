package dev.pollwise.dashboard.benchmark;

import static dev.pollwise.dashboard.benchmark.WindowBenchmark.say;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was seen of one area, idle and busy, over all rounds. */
final class Phases {

  private final String area;
  private final List<Watch.Seen> idle = new ArrayList<>();
  private final List<Watch.Seen> busy = new ArrayList<>();
  private final List<Watch.Seen> flood = new ArrayList<>();
  private final List<Duration> takenIn = new ArrayList<>();

  Phases(String area) {
    this.area = area;
  }

  void idle(Watch.Seen seen) {
    idle.add(seen);
  }

  void busy(Watch.Seen seen) {
    busy.add(seen);
  }

  /** News of half an hour at once, and how long it took until all of it was taken in. */
  void flood(Watch.Seen seen, Duration took) {
    flood.add(seen);
    takenIn.add(took);
  }

  void show() {
    double ratio = median(busy, Watch.Seen::frames) / median(idle, Watch.Seen::frames);
    say(
        "%s: %.3f of the idle frame rate; pause of the thread of the window p99.9 %.1f ms,"
            + " longest %.1f ms (idle %.1f ms, %.1f ms)",
        area, ratio, wait(busy, 0.999), wait(busy, 1), wait(idle, 0.999), wait(idle, 1));
    line("idle", idle);
    line("busy", busy);
    if (!flood.isEmpty()) {
      line("flood", flood);
      say(
          "        half an hour of news at once: taken in within %s ms, longest pause %.1f ms",
          takenIn.stream().map(each -> "" + each.toMillis()).collect(Collectors.joining(" ")),
          wait(flood, 1));
    }
  }

  private static void line(String name, List<Watch.Seen> seen) {
    say(
        "  %-5s %5.1f frames/s (%s), pulse to pulse p99 %5.1f ms, pause p50 %.2f ms, p99 %.1f ms;"
            + " cores: window %.2f, drawing %.2f, all %.2f, other processes %.2f",
        name,
        median(seen, Watch.Seen::frames),
        seen.stream()
            .map(each -> String.format(Locale.ROOT, "%.1f", each.frames()))
            .collect(Collectors.joining(" ")),
        pulse(seen, 0.99),
        wait(seen, 0.5),
        wait(seen, 0.99),
        median(seen, Watch.Seen::toolkit),
        median(seen, Watch.Seen::renderer),
        median(seen, Watch.Seen::process),
        median(seen, Watch.Seen::others));
  }

  private static double wait(List<Watch.Seen> seen, double share) {
    return Samples.pooled(seen.stream().map(Watch.Seen::waits).toList()).quantile(share);
  }

  private static double pulse(List<Watch.Seen> seen, double share) {
    return Samples.pooled(seen.stream().map(Watch.Seen::pulses).toList()).quantile(share);
  }

  private static double median(List<Watch.Seen> seen, ToDoubleFunction<Watch.Seen> of) {
    double[] sorted = seen.stream().mapToDouble(of).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
