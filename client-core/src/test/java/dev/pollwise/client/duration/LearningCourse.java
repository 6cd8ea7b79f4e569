package dev.pollwise.client.duration;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final Expectation expectation;

  LearningCourse(double callPrice, long seed) {
    this(callPrice, seed, Expectation.none());
  }

  LearningCourse(double callPrice, long seed, Expectation expectation) {
    this.callPrice = Seconds.upward(callPrice);
    this.random = new Random(seed);
    this.expectation = expectation;
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
      watch(law.sample(random).orElseThrow(), outlook());
    }
  }

  /** Watches jobs; the mean of what each was to cost by the schedule that it was watched by. */
  double meanCost(DurationLaw law, int jobs) {
    double sum = 0;
    for (int job = 0; job < jobs; job++) {
      Outlook outlook = outlook();
      sum += expected(law, outlook) / jobs;
      watch(law.sample(random).orElseThrow(), outlook);
    }
    return sum;
  }

  private double expected(DurationLaw law, Outlook outlook) {
    List<Duration> polls = new ArrayList<>(List.of(next(outlook, Duration.ZERO, 0)));
    while (polls.getLast().compareTo(TheoryLaws.HOUR) < 0 && law.survival(polls.getLast()) > 1e-9) {
      polls.add(next(outlook, polls.getLast(), polls.size()));
    }
    return ExpectedCost.of(law, polls, callPrice).inCalls();
  }

  private Outlook outlook() {
    return learned.outlook(CLASS, LearnedDurations.SourceLength.unknown(), expectation);
  }

  private void watch(Duration duration, Outlook outlook) {
    Duration before = Duration.ZERO;
    int polls = 0;
    Duration at = next(outlook, before, polls);
    while (at.compareTo(duration) < 0 && at.compareTo(TheoryLaws.HOUR) < 0) {
      polls++;
      before = at;
      at = next(outlook, before, polls);
    }
    learned.record(
        CLASS,
        at.compareTo(duration) < 0
            ? new LearnedDurations.Sighting.StillAlive(at)
            : new LearnedDurations.Sighting.Ended(before, at));
  }

  private Duration next(Outlook outlook, Duration elapsed, int polls) {
    Pacing.Context occasion =
        new Pacing.Context(polls + 1, elapsed, callPrice, TheoryLaws.HOUR, outlook);
    return elapsed.plus(Pacing.adaptive().interval(occasion));
  }

  double ratio(DurationLaw law) {
    Outlook known = learned.knowledge(CLASS, LearnedDurations.SourceLength.unknown(), expectation);
    return ExpectedCost.following(law, known, callPrice, TheoryLaws.HOUR).inCalls()
        / ExpectedCost.optimum(law, callPrice, TheoryLaws.HOUR).inCalls();
  }
}
