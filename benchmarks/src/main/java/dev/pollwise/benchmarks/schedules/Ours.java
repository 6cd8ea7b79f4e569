package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.Trial;
import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.forecast.Forecast;
import dev.pollwise.client.forecast.ForecastResult;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Pollwise: the decisions of its client in virtual time, with its default policy and the price of
 * the comparison.
 */
final class Ours {

  /** So many jobs were seen before those that count. */
  static final int LEARNED_FROM = 30;

  private static final JobClass CLASS = new JobClass("benchmark", "", "");
  private static final int MOST_CALLS = 1_000_000;

  private final PollingPolicy policy;

  Ours(Duration callPrice) {
    this.policy = PollingPolicy.defaults().withCallPrice(callPrice);
  }

  /** Of a client that knows nothing of any job. */
  Trial knowingNothing(List<Job> jobs, RandomGenerator random) {
    Tally tally = new Tally();
    for (Job job : counted(jobs)) {
      tally.add(wait(job, Outlook.unknown(), random).sight());
    }
    return tally.trial();
  }

  /** Of a client that knows the law of each job. */
  Trial knowingTheLaw(List<Job> jobs, RandomGenerator random) {
    Map<DurationLaw, Outlook> outlooks = new HashMap<>();
    Tally tally = new Tally();
    for (Job job : counted(jobs)) {
      tally.add(wait(job, outlooks.computeIfAbsent(job.law(), Outlook::of), random).sight());
    }
    return tally.trial();
  }

  /**
   * Of a client that has seen the first jobs through its own polls, and goes on learning, looking
   * closer at times included.
   */
  Trial learning(List<Job> jobs, RandomGenerator random) {
    LearnedDurations memory = new LearnedDurations();
    Tally tally = new Tally();
    for (int i = 0; i < jobs.size(); i++) {
      Wait wait = wait(jobs.get(i), memory.outlook(CLASS), random);
      memory.record(CLASS, wait.sighting());
      if (i >= LEARNED_FROM) {
        tally.add(wait.sight());
      }
    }
    return tally.trial();
  }

  /** The exact optimum for jobs of known law: it may not be beaten on average, only by luck. */
  Trial optimum(List<Job> jobs) {
    Map<DurationLaw, Polls> schedules = new HashMap<>();
    return Tally.of(
            counted(jobs), job -> schedules.computeIfAbsent(job.law(), this::optimalSchedule))
        .trial();
  }

  Polls optimalSchedule(DurationLaw law) {
    return Polls.unlimited(
        Forecast.of(policy.withJitter(Jitter.none()), law)
            .withLawKnown()
            .trace(MOST_CALLS)
            .calls()
            .stream()
            .mapToDouble(call -> Seconds.of(call.at()))
            .toArray());
  }

  private static List<Job> counted(List<Job> jobs) {
    return jobs.subList(LEARNED_FROM, jobs.size());
  }

  private Wait wait(Job job, Outlook outlook, RandomGenerator random) {
    Forecast forecast =
        Forecast.of(policy, job.law()).withOutlook(outlook).withSeed(random.nextLong());
    return new Wait(
        job,
        (job.end() < Polls.HORIZON
                ? forecast.trace(Seconds.duration(job.end()), MOST_CALLS)
                : forecast.trace(MOST_CALLS))
            .calls());
  }

  /** A wait that is over. */
  private record Wait(Job job, List<ForecastResult.Trace.Call> calls) {

    Polls.Sight sight() {
      double last = Seconds.of(calls.getLast().at());
      return new Polls.Sight(calls.size(), Math.max(0, last - job.end()), false);
    }

    LearnedDurations.Sighting sighting() {
      Duration last = calls.getLast().at();
      Duration before = calls.size() == 1 ? Duration.ZERO : calls.get(calls.size() - 2).at();
      return job.end() < Polls.HORIZON
          ? new LearnedDurations.Sighting.Ended(before, last)
          : new LearnedDurations.Sighting.StillAlive(last);
    }
  }
}
