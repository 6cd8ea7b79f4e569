package dev.pollwise.dashboard.benchmark;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** A job with the events of a wait that paces itself exponentially up to a cap, with jitter. */
final class MadeUpJob {

  private static final double FIRST_SECONDS = 2;
  private static final double FACTOR = 1.5;
  private static final double CAP_SECONDS = 45;
  private static final double JITTER = 0.2;
  private static final double MISS_SHARE = 0.02;
  private static final String PACING = "exponential, 2 s to 45 s by 1.5";
  private static final List<String> LANGUAGES =
      List.of("French (France)", "Czech", "Portuguese (Brazil)", "Korean (Korea)", "Italian");

  private final JobId id;
  private final Instant begun;
  private final RandomGenerator random;
  private int calls;
  private Duration interval = Duration.ZERO;

  MadeUpJob(int number, Instant begun, RandomGenerator random) {
    this.id = JobId.of("job-" + number);
    this.begun = begun;
    this.random = random;
  }

  JobEvent submitted() {
    String language = LANGUAGES.get(random.nextInt(LANGUAGES.size()));
    return new JobEvent.Submitted(id, new JobEvent.Moment(begun, Duration.ZERO), language);
  }

  /** How long the pause before the next call is, as decided last. */
  Duration interval() {
    return interval;
  }

  /** A call and the decision when the next one comes. */
  List<JobEvent> poll(Duration elapsed) {
    calls++;
    Duration took = Duration.ofMillis(5 + random.nextInt(200));
    double nominal = Math.min(CAP_SECONDS, FIRST_SECONDS * Math.pow(FACTOR, calls - 1));
    double jittered = nominal * (1 + JITTER * (2 * random.nextDouble() - 1));
    interval = Duration.ofNanos(Math.round(jittered * 1e9));
    WaitReason reason =
        new WaitReason.Paced(calls, Duration.ofNanos(Math.round(nominal * 1e9)), PACING);
    JobEvent called =
        random.nextDouble() < MISS_SHARE
            ? new JobEvent.Missed(
                id, at(elapsed), calls, 1, new Miss.Unreachable("reset"), "", took)
            : new JobEvent.Polled(id, at(elapsed), calls, 1, new JobStatus.Running(), took);
    return List.of(called, new JobEvent.Waiting(id, at(elapsed), interval, reason));
  }

  /** The call that sees the end, and the end. */
  List<JobEvent> end(Duration elapsed) {
    calls++;
    Evidence evidence = new Evidence(calls, new Lateness.AtMost(interval));
    JobStatus.Completed done = new JobStatus.Completed(id, JobStatus.Result.empty(), evidence);
    return List.of(
        new JobEvent.Polled(id, at(elapsed), calls, 1, done, Duration.ofMillis(20)),
        new JobEvent.Ended(id, at(elapsed), new JobOutcome.Ended(done)));
  }

  Duration elapsed(Instant now) {
    return Duration.between(begun, now);
  }

  private JobEvent.Moment at(Duration elapsed) {
    return new JobEvent.Moment(begun.plus(elapsed), elapsed);
  }
}
