package dev.pollwise.dashboard.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.shape.Rectangle;

/**
 * Watches the thread of the toolkit for a while. A mark in the window changes with every pulse, so
 * that every pulse has a frame to draw; and a task is handed to the thread every few milliseconds,
 * to see how long it waits for its turn.
 */
final class Watch {

  private static final Duration EVERY = Duration.ofMillis(5);
  private static final String TOOLKIT = "JavaFX Application Thread";
  private static final String RENDERER = "QuantumRenderer";

  /**
   * What was seen.
   *
   * @param frames a second
   * @param waits how long each task waited for its turn, in nanoseconds
   * @param pulses the time from each pulse to the next, in nanoseconds
   * @param toolkit the share of a core that the thread of the toolkit took
   * @param renderer the share of a core that drawing took
   * @param process the cores that all threads of this process took
   * @param others the cores that other processes took; where that is much, the rest tells little
   */
  record Seen(
      double frames,
      List<Long> waits,
      List<Long> pulses,
      double toolkit,
      double renderer,
      double process,
      double others) {}

  private final Rectangle mark;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean machine =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Watches a window by a mark in it, whose colour may be changed. */
  Watch(Rectangle mark) {
    this.mark = mark;
  }

  /** Looks for so long; not on the thread of the toolkit. */
  Seen look(Duration time) {
    Beat beat = new Beat(mark, (int) (time.toMillis() / 4));
    long[] waits = new long[(int) time.dividedBy(EVERY)];
    onToolkit(beat::start);
    double _ = machine.getCpuLoad(); // the next one tells of the time since this one
    long toolkit = processorTime(TOOLKIT);
    long renderer = processorTime(RENDERER);
    long process = machine.getProcessCpuTime();
    long begin = System.nanoTime();
    CompletableFuture<?>[] turns = new CompletableFuture<?>[waits.length];
    for (int i = 0; i < waits.length; i++) {
      waitUntil(begin + i * EVERY.toNanos());
      turns[i] = handOver(waits, i);
    }
    CompletableFuture.allOf(turns).join();
    double took = System.nanoTime() - begin;
    double own = (machine.getProcessCpuTime() - process) / took;
    onToolkit(beat::stop);
    return new Seen(
        beat.count / took * 1e9,
        Arrays.stream(waits).boxed().toList(),
        beat.gaps(),
        (processorTime(TOOLKIT) - toolkit) / took,
        (processorTime(RENDERER) - renderer) / took,
        own,
        Math.max(0, machine.getCpuLoad() * machine.getAvailableProcessors() - own));
  }

  private static CompletableFuture<Void> handOver(long[] waits, int index) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    long due = System.nanoTime();
    Platform.runLater(() -> {
      waits[index] = System.nanoTime() - due;
      turn.complete(null);
    });
    return turn;
  }

  private static void waitUntil(long due) {
    long left = due - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
  }

  private static void onToolkit(Runnable task) {
    CompletableFuture.runAsync(task, Platform::runLater).join();
  }

  private long processorTime(String thread) {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(info -> info != null && info.getThreadName().startsWith(thread))
        .mapToLong(info -> threads.getThreadCpuTime(info.getThreadId()))
        .sum();
  }

  /** Counts pulses and makes each of them draw. */
  private static final class Beat extends AnimationTimer {
    private final Rectangle mark;
    private final long[] gaps;
    private int count;
    private long last;

    Beat(Rectangle mark, int room) {
      this.mark = mark;
      this.gaps = new long[room];
    }

    @Override
    public void handle(long now) {
      mark.setTranslateX(count % 2);
      long time = System.nanoTime();
      if (count > 0 && count <= gaps.length) {
        gaps[count - 1] = time - last;
      }
      last = time;
      count++;
    }

    List<Long> gaps() {
      return Arrays.stream(gaps).limit(Math.max(0, count - 1)).boxed().toList();
    }
  }
}
