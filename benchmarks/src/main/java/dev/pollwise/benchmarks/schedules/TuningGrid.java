package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import dev.pollwise.benchmarks.schedules.Peer.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The settings that a search goes through: the same for every library that has them. */
final class TuningGrid {

  /** 0.25 s to 20 min, each 1/8 octave above the one before. */
  static final List<Duration> INTERVALS = spaced(0.25, 1200, 8);

  /** The same in coarser steps, where something else is searched for as well. */
  static final List<Duration> COARSE_INTERVALS = spaced(0.25, 1200, 4);

  /** What comes before the first call, where a library lets one say so. */
  static final List<Duration> FIRST_WAITS = spaced(0.5, 1200, 8);

  private TuningGrid() {}

  /** A first interval, a factor and a cap. */
  record Backoff(Duration initial, double factor, Duration cap) {

    String text() {
      return "%s × %s, cap %s".formatted(seconds(initial), factor, seconds(cap));
    }
  }

  /** Intervals that grow. */
  static List<Backoff> backoffs() {
    List<Backoff> all = new ArrayList<>();
    for (Duration initial : spaced(0.5, 600, 2)) {
      for (double factor : new double[] {1.1, 1.25, 1.5, 2, 3}) {
        for (double cap : new double[] {2, 4, 8, 16, 64}) {
          all.add(new Backoff(initial, factor, ofSeconds(initial.toNanos() / 1e9 * cap)));
        }
      }
    }
    return all;
  }

  /** Settings with each of the intervals; the text goes before it. */
  static Stream<Supplier<Tuning>> every(String text, Function<Duration, Schedule> schedule) {
    return INTERVALS.stream()
        .map(interval -> () -> new Tuning(text + seconds(interval), schedule.apply(interval)));
  }

  /** Settings with the backoffs that a library can do; the text goes before it. */
  static Stream<Supplier<Tuning>> growing(
      String text, Predicate<Backoff> isPossible, Function<Backoff, Schedule> schedule) {
    return backoffs().stream()
        .filter(isPossible)
        .map(backoff -> () -> new Tuning(text + backoff.text(), schedule.apply(backoff)));
  }

  static String seconds(Duration duration) {
    return Numbers.text(duration.toNanos() / 1e9) + " s";
  }

  static Duration ofSeconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static List<Duration> spaced(double from, double to, int perOctave) {
    int steps = (int) Math.floor(Math.log(to / from) / Math.log(2) * perOctave);
    return IntStream.rangeClosed(0, steps)
        .mapToObj(step -> ofSeconds(from * Math.pow(2, step / (double) perOctave)))
        .toList();
  }
}
