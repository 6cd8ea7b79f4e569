package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Trial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What a Java machine with waits in it showed.
 *
 * @param micros processor time of the process per poll, in microseconds, without that of compiling:
 *     a program that brings more code is compiled for longer, and then never again
 * @param compiling processor time of the threads that compile, per poll, in microseconds
 * @param perSecond polls
 * @param lateMedian median of the time by which questions came later than due, in milliseconds
 * @param lateMost its 99th percentile
 * @param heap in use after a collection, beyond that before the waits, in bytes
 * @param resident memory of the process beyond that before the waits, in bytes; the heap is touched
 *     from the beginning, so it is not in it
 * @param threads of the platform, beyond those with which the machine began
 */
record Reading(
    double micros,
    double compiling,
    double perSecond,
    double lateMedian,
    double lateMost,
    double heap,
    double resident,
    double threads) {

  static final String MICROS = "processor time per poll, µs";
  static final String COMPILING = "compiling, µs per poll";
  static final String PER_SECOND = "polls per second";
  static final String LATE_MEDIAN = "late p50, ms";
  static final String LATE_MOST = "late p99, ms";
  static final String HEAP = "heap per wait, bytes";
  static final String NATIVE = "other memory per wait, bytes";
  static final String THREADS = "platform threads";

  /** As one line, which {@link #of} reads. */
  String line() {
    return DoubleStream.of(
            micros, compiling, perSecond, lateMedian, lateMost, heap, resident, threads)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" "));
  }

  static Reading of(String line) {
    double[] figures =
        Arrays.stream(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    return new Reading(
        figures[0],
        figures[1],
        figures[2],
        figures[3],
        figures[4],
        figures[5],
        figures[6],
        figures[7]);
  }

  /** The figures of so many waits by name, memory by the wait. */
  Trial trial(int waits) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(MICROS, micros);
    figures.put(COMPILING, compiling);
    figures.put(PER_SECOND, perSecond);
    figures.put(LATE_MEDIAN, lateMedian);
    figures.put(LATE_MOST, lateMost);
    figures.put(HEAP, heap / waits);
    figures.put(NATIVE, resident / waits);
    figures.put(THREADS, threads);
    return new Trial(figures);
  }
}
