package dev.pollwise.client.forecast;

import static dev.pollwise.client.job.Durations.max;
import static dev.pollwise.client.job.Durations.min;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.SimulatedPoller;
import dev.pollwise.client.poll.SimulatedPoller.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Answers as a {@link Forecast.Server} would about one job of known course. Draws as often as it is
 * asked, so that the answers follow from the number of a call. Not safe for concurrent use.
 */
final class VirtualServer implements SimulatedPoller.Server {

  private static final Answer LOST = new Miss.Unreachable("lost, as the forecast is told to");

  private final Forecast.Server manner;
  private final Course course;
  private final RandomGenerator random;
  private final Hint hint;

  VirtualServer(Forecast.Server manner, Course course, RandomGenerator random) {
    this.manner = manner;
    this.course = course;
    this.random = random;
    this.hint =
        manner.retryAfter().isZero() ? Hint.none() : new Hint.RetryAfter(manner.retryAfter());
  }

  /**
   * What will become of a job.
   *
   * @param end time from its submit to its end; {@link #NEVER} if there is none
   * @param hasFailed whether it fails
   */
  record Course(Duration end, boolean hasFailed) {

    static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    static Course endless() {
      return new Course(NEVER, false);
    }
  }

  @Override
  public Optional<Duration> announcedAt() {
    boolean isAnnounced = manner.announced() > 0 && random.nextDouble() < manner.announced();
    return isAnnounced && !course.end().equals(Course.NEVER)
        ? Optional.of(course.end())
        : Optional.empty();
  }

  @Override
  public Reply ask(Duration askedAt, Duration longestHold, Duration timeout) {
    Reply reply = ask(askedAt, longestHold);
    return reply.at().minus(askedAt).compareTo(timeout) > 0
        ? new Reply(new Miss.TimedOut(timeout), askedAt.plus(timeout))
        : reply;
  }

  private Reply ask(Duration askedAt, Duration longestHold) {
    Duration there = manner.roundTrip().dividedBy(2);
    Duration back = manner.roundTrip().minus(there);
    if (manner.failures() > 0 && random.nextDouble() < manner.failures()) {
      return new Reply(LOST, askedAt.plus(manner.roundTrip()));
    }
    Duration arrival = askedAt.plus(there);
    Duration willing = min(longestHold, manner.longestHold());
    Duration look = max(arrival, min(course.end(), arrival.plus(willing)));
    return new Reply(seen(look, willing), look.plus(back));
  }

  private Answer seen(Duration look, Duration held) {
    return course.end().compareTo(look) <= 0
        ? new Answer.Seen(end())
        : new Answer.Seen(new JobStatus.Running(), hint, Answer.Detail.COMPLETE, held);
  }

  private JobStatus end() {
    return course.hasFailed()
        ? new JobStatus.Failed(SimulatedPoller.JOB, "failed, as it did when it was recorded")
        : new JobStatus.Completed(SimulatedPoller.JOB, JobStatus.Result.empty());
  }
}
