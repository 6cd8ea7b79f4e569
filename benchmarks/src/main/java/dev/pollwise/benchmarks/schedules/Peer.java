package dev.pollwise.benchmarks.schedules;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How others poll: a library with settings.
 *
 * @param name as the tables call it
 * @param library the code that computes the delays, with its version
 * @param schedule its calls
 */
record Peer(String name, String library, Schedule schedule) {

  /** When a poller calls. */
  sealed interface Schedule {

    /** The calls of the next wait. */
    Polls next(RandomGenerator random);

    /** Every wait is the same. */
    record Same(Polls polls) implements Schedule {
      @Override
      public Polls next(RandomGenerator random) {
        return polls;
      }
    }

    /** Chance has a part in each wait. */
    record Drawn(Function<RandomGenerator, Polls> draw) implements Schedule {
      @Override
      public Polls next(RandomGenerator random) {
        return draw.apply(random);
      }
    }
  }

  /**
   * Settings to choose the best of.
   *
   * @param name of the library's best
   * @param library the code that computes the delays, with its version
   * @param tunings the settings, each computed when it is asked for
   */
  record Family(String name, String library, List<Supplier<Tuning>> tunings) {}

  /**
   * One of them.
   *
   * @param text its settings
   * @param schedule its calls
   */
  record Tuning(String text, Schedule schedule) {}
}
