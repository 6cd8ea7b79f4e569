package dev.pollwise.benchmarks.scale;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * How many questions were asked, and how much later than due each was: more than an interval after
 * the answer before it. Safe for any thread.
 */
final class Punctuality {

  private final long interval;
  private final AtomicLongArray due;
  private final LongAdder answers = new LongAdder();
  private final long[] late;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * @param interval nanoseconds
   * @param most how many latenesses are kept; those that follow are not
   */
  Punctuality(int jobs, long interval, int most) {
    this.interval = interval;
    this.due = new AtomicLongArray(jobs);
    this.late = new long[most];
  }

  void asked(int job) {
    long then = due.get(job);
    int next = then == 0 ? late.length : count.get();
    if (next < late.length) {
      int slot = count.getAndIncrement();
      if (slot < late.length) {
        late[slot] = System.nanoTime() - then;
      }
    }
  }

  void answered(int job) {
    answers.increment();
    due.set(job, System.nanoTime() + interval);
  }

  /** How many answers so far. */
  long answers() {
    return answers.sum();
  }

  /** About how many jobs there was an answer. */
  int jobsAskedAbout() {
    return (int) IntStream.range(0, due.length()).filter(job -> due.get(job) != 0).count();
  }

  /** Forgets the latenesses so far. */
  void restart() {
    count.set(0);
  }

  /**
   * A quantile of the lateness in milliseconds; below zero where questions come early, not a number
   * where no job was asked about twice.
   */
  double lateMillis(double quantile) {
    long[] sorted = Arrays.copyOf(late, Math.min(count.get(), late.length));
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
  }
}
