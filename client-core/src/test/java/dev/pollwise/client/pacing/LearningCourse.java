package dev.pollwise.client.pacing;

import java.time.Duration;
import java.util.Random;

/**
 * Jobs one after the other, each watched through the polls of what was learned from those before,
 * and by nothing else. Virtual time.
 */
final class LearningCourse {

  static final JobClass CLASS = new JobClass("server", "", "");

  private final LearnedDurations learned = new LearnedDurations();
  private final Duration callPrice;
  private final Random random;

  LearningCourse(double callPrice, long seed) {
    this.callPrice = Seconds.upward(callPrice);
    this.random = new Random(seed);
  }

  /** The mean over seeds of the cost after that many jobs, over the optimum. */
  static double ratio(DurationLaw law, double callPrice, int jobs, int seeds) {
    double sum = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      LearningCourse course = new LearningCourse(callPrice, seed * 7_919L);
      course.watch(law, jobs);
      sum += course.ratio(law);
    }
    return sum / seeds;
  }

  LearnedDurations learned() {
    return learned;
  }

  void watch(DurationLaw law, int jobs) {
    for (int job = 0; job < jobs; job++) {
      watch(law.sample(random).orElseThrow());
    }
  }

  private void watch(Duration duration) {
    Outlook outlook = learned.outlook(CLASS);
    Duration before = Duration.ZERO;
    Duration at = next(outlook, before);
    while (at.compareTo(duration) < 0 && at.compareTo(TheoryLaws.HOUR) < 0) {
      before = at;
      at = next(outlook, before);
    }
    learned.record(
        CLASS,
        at.compareTo(duration) < 0 ? new Sighting.StillAlive(at) : new Sighting.Ended(before, at));
  }

  private Duration next(Outlook outlook, Duration elapsed) {
    return outlook
        .next(elapsed, callPrice, TheoryLaws.HOUR)
        .orElseGet(
            () -> Seconds.upward(Ignorance.next(Seconds.of(elapsed), 0, Seconds.of(callPrice))));
  }

  double ratio(DurationLaw law) {
    Outlook known = learned.knowledge(CLASS, SourceLength.unknown());
    return ExpectedCost.following(law, known, callPrice, TheoryLaws.HOUR).inCalls()
        / ExpectedCost.optimum(law, callPrice, TheoryLaws.HOUR).inCalls();
  }
}
