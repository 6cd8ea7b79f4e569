package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A crowd of jobs that one poller waits for, in virtual time, and what it cost over what the best
 * schedule would have cost for the same jobs. Counted is what was decided once {@value #KNOWN} jobs
 * were over.
 */
final class LearningCrowd {

  static final int KNOWN = 30;

  private static final Duration DEADLINE = PollingPolicy.defaults().deadline();

  private final DurationLaw law;
  private final double callPrice;
  private final boolean learns;
  private final SplittableRandom random;
  private final VirtualClock time = new VirtualClock();
  private final Map<JobId, Job> jobs = new HashMap<>();
  private final Poller poller;
  private int over;
  private double known = Double.POSITIVE_INFINITY;

  /** A job, how long it lasts (infinite if stuck), and the ages at which it was asked about. */
  private static final class Job {
    private final double begun;
    private final double lasts;
    private final List<Double> asked = new ArrayList<>();

    private Job(double begun, double lasts) {
      this.begun = begun;
      this.lasts = lasts;
    }
  }

  LearningCrowd(DurationLaw law, double callPrice, boolean learns, long seed) {
    this.law = law;
    this.callPrice = callPrice;
    this.learns = learns;
    this.random = new SplittableRandom(seed);
    this.poller =
        time.poller(
            Poller.builder(this::answer)
                .policy(PollingPolicy.defaults().withCallPrice(duration(callPrice))));
  }

  private CompletableFuture<Answer> answer(JobId id) {
    Job job = requireNonNull(jobs.get(id));
    double age = now() - job.begun;
    job.asked.add(age);
    if (age < job.lasts) {
      return CompletableFuture.completedFuture(ScriptedServer.running());
    }
    if (++over == KNOWN) {
      known = now();
    }
    return CompletableFuture.completedFuture(ScriptedServer.completed(id));
  }

  private double now() {
    return seconds(time.steady());
  }

  private void begin() {
    JobId id = JobId.of("job-" + jobs.size());
    double lasts = law.sample(random).map(LearningCrowd::seconds).orElse(Double.POSITIVE_INFINITY);
    jobs.put(id, new Job(now(), lasts));
    String label = learns ? "" : "label-" + jobs.size();
    poller.watchSubmitted(id, "title", new JobTraits(true, "", label, Duration.ZERO));
  }

  /** Jobs that come at random, so many in flight on average. */
  LearningCrowd stream(int inFlight, int count) {
    double mean =
        IntStream.range(0, 1_000)
            .mapToDouble(i -> seconds(law.quantile((i + 0.5) / 1_000).orElse(DEADLINE)))
            .average()
            .orElseThrow();
    for (int job = 0; job < count; job++) {
      begin();
      time.advance(duration(-Math.log(1 - random.nextDouble()) * mean / inFlight));
    }
    time.runUntilIdle();
    return this;
  }

  /** Jobs that begin together, the next when all of these are over. */
  LearningCrowd rounds(int together, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (int job = 0; job < together; job++) {
        begin();
      }
      time.runUntilIdle();
    }
    return this;
  }

  /** What all cost from the first on, in calls. */
  double wholeCost() {
    return jobs.values().stream().mapToDouble(job -> cost(job.asked, 0, job.lasts)).sum();
  }

  /** The cost of what was decided when enough was known, over that of the best decisions. */
  double ratio() {
    Outlook best = Outlook.of(law);
    double cost = 0;
    double optimum = 0;
    for (Job job : jobs.values()) {
      double since = 0;
      int first = 0;
      if (job.begun < known) {
        while (first < job.asked.size() && job.begun + job.asked.get(first) < known) {
          first++;
        }
        if (first == job.asked.size() || job.asked.get(first) >= job.lasts) {
          continue;
        }
        since = job.asked.get(first);
        first++;
      }
      cost += cost(job.asked, first, job.lasts);
      optimum += optimum(best, since, job.lasts);
    }
    return cost / optimum;
  }

  private double cost(List<Double> asked, int first, double lasts) {
    return asked.size() - first + lateness(asked.getLast(), lasts);
  }

  private double optimum(Outlook best, double since, double lasts) {
    double at = since;
    int calls = 0;
    DoubleUnaryOperator next =
        age -> seconds(best.next(duration(age), duration(callPrice), DEADLINE).orElseThrow());
    do {
      at = next.applyAsDouble(at);
      calls++;
    } while (at < lasts && at < seconds(DEADLINE));
    return calls + lateness(at, lasts);
  }

  /** In calls; who is stuck is not late. */
  private double lateness(double last, double lasts) {
    return last < lasts ? 0 : (last - lasts) / callPrice;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
