package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import java.time.Duration;
import java.util.Random;

/** Draws what a server might say of a job: news, troubles, an end or none. */
final class RandomAnswers {

  private final JobId job;
  private final Random random;
  private final int troubles;
  private final double endChance;

  RandomAnswers(JobId job, Random random) {
    this.job = job;
    this.random = random;
    this.troubles = random.nextInt(11);
    this.endChance = random.nextBoolean() ? 0 : random.nextDouble() * 0.2;
  }

  Answer next() {
    if (random.nextDouble() < endChance) {
      return end();
    }
    return random.nextInt(10) < troubles ? miss() : alive();
  }

  private Answer end() {
    return switch (random.nextInt(3)) {
      case 0 -> new Answer.Seen(new JobStatus.Failed(job, "reason"), hint());
      case 1 -> new Answer.Seen(completed(), hint());
      default -> new Answer.Seen(completed(), hint(), Answer.Detail.RESULT_PENDING);
    };
  }

  private JobStatus completed() {
    return new JobStatus.Completed(job, JobStatus.Result.empty());
  }

  private Answer alive() {
    JobStatus status =
        switch (random.nextInt(3)) {
          case 0 -> new JobStatus.Pending();
          case 1 -> new JobStatus.Running();
          default -> JobStatus.Running.unrecognised("rendering");
        };
    return new Answer.Seen(status, hint());
  }

  private Answer miss() {
    return switch (random.nextInt(60)) {
      case 0 -> new Miss.Denied(401, "unauthorized");
      case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> new Miss.Throttled("too many calls", hint());
      case 11, 12, 13, 14, 15, 16, 17 -> new Miss.NotFound("no such job");
      case 18, 19, 20, 21, 22, 23, 24, 25 -> new Miss.Unreadable("not JSON");
      case 26, 27, 28, 29, 30, 31, 32, 33, 34, 35 -> new Miss.Rejected(503, "unavailable", hint());
      default -> new Miss.Unreachable("connection refused");
    };
  }

  private Hint hint() {
    return switch (random.nextInt(32)) {
      case 30 -> new Hint.Quota(0, Duration.ofSeconds(random.nextInt(60)));
      case 31 -> new Hint.Quota(random.nextInt(5), Duration.ofSeconds(random.nextInt(60)));
      case 0 -> new Hint.RetryAfter(Duration.ofSeconds(Long.MAX_VALUE));
      case 1 -> new Hint.RetryAfter(Duration.ofSeconds(random.nextInt(1_000)));
      case 2, 3, 4 -> new Hint.RetryAfter(Duration.ofSeconds(random.nextInt(60)));
      default -> Hint.none();
    };
  }
}
