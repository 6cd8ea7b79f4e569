package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Rounds;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What our client promises of many waits in one Java machine, with a call for each poll. */
final class Goals {

  /** Fewer waits share what is there anyway, so that it weighs more for each. */
  private static final int MANY = 100_000;

  private static final String OURS = Way.POLLWISE.title();

  private static final Goal THREADS =
      new Goal(Reading.THREADS, 8, rounds -> rounds.spread(OURS, Reading.THREADS).most());

  private static final List<Goal> OF_MANY =
      List.of(
          THREADS,
          new Goal(Reading.HEAP, 3_000, rounds -> rounds.spread(OURS, Reading.HEAP).median()),
          new Goal(
              Reading.LATE_MOST, 20, rounds -> rounds.spread(OURS, Reading.LATE_MOST).median()),
          new Goal(
              "processor time per poll, of a bare loop's",
              1.1,
              rounds -> rounds.ratio(OURS, Way.BARE_LOOP.title(), Reading.MICROS).median()));

  private Goals() {}

  /**
   * One of the promises.
   *
   * @param most of the figure
   * @param found what the rounds say of it
   */
  private record Goal(String figure, double most, ToDoubleFunction<Rounds> found) {

    boolean isMissed(Rounds rounds) {
      return !(found.applyAsDouble(rounds) <= most); // not a number is a miss
    }

    String sentence(int waits, Rounds rounds) {
      return "%,d waits of Pollwise, %s: %s, must be at most %s"
          .formatted(waits, figure, Numbers.text(found.applyAsDouble(rounds)), Numbers.text(most));
    }
  }

  /** A sentence for each promise that was not kept. */
  static List<String> broken(int waits, Rounds rounds) {
    return (waits < MANY ? List.of(THREADS) : OF_MANY)
        .stream()
            .filter(goal -> goal.isMissed(rounds))
            .map(goal -> goal.sentence(waits, rounds))
            .toList();
  }
}
