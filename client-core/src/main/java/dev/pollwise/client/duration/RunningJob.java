package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Expectation;
import java.time.Duration;

/** What a {@link ClassMemory} knows of a job that is not over, as far as anybody knows. */
final class RunningJob implements LearnedDurations.Running {

  private final ClassMemory memory;
  private final LearnedDurations.SourceLength source;
  private final Expectation expectation;
  private final boolean looksCloser;
  private volatile LearnedDurations.Sighting seen = LearnedDurations.Sighting.NOTHING;

  /** Whether it was resumed and was not seen alive since. */
  private volatile boolean isWithoutPlace;

  private Duration leftBy = Duration.ZERO;

  // What follows is the memory's, and guarded by it.

  private double jobs = 1;
  private boolean isOver;
  private boolean isSampled;

  /**
   * A job, not yet in the sample.
   *
   * @param memory is told when it is over
   * @param source how long its source is
   * @param expectation how long it is expected to take
   * @param looksCloser whether it is asked about more often than its price asks for
   */
  RunningJob(
      ClassMemory memory,
      LearnedDurations.SourceLength source,
      Expectation expectation,
      boolean looksCloser) {
    this.memory = memory;
    this.source = source;
    this.expectation = expectation;
    this.looksCloser = looksCloser;
  }

  @Override
  public Outlook outlook() {
    Outlook known = memory.knowledge(source, expectation);
    return looksCloser ? new CloserOutlook(known) : known;
  }

  @Override
  public void seenAt(Duration at) {
    LearnedDurations.Sighting now = new LearnedDurations.Sighting.StillAlive(at);
    seen = hasEnded() ? seen : now;
    if (isWithoutPlace) {
      memory.place(this);
    }
  }

  @Override
  public void over(LearnedDurations.Sighting sighting) {
    memory.over(this, requireNonNull(sighting, "sighting"));
  }

  @Override
  public void forget() {
    memory.forget(this);
  }

  /** What it has shown so far. */
  LearnedDurations.Remembered soFar(JobClass jobClass) {
    return new LearnedDurations.Remembered(jobClass, seen, source, jobs);
  }

  Duration aliveAt() {
    return switch (seen) {
      case LearnedDurations.Sighting.StillAlive alive -> alive.at();
      case LearnedDurations.Sighting.Ended ended -> ended.after();
    };
  }

  /** Somebody had left it by that age. */
  RunningJob left(Duration age) {
    leftBy = age;
    isWithoutPlace = true;
    return this;
  }

  Duration leftBy() {
    return leftBy;
  }

  /** Whether it is in want of a place and has seen enough for one; true once. */
  boolean takesPlace() {
    boolean takes = isWithoutPlace && aliveAt().isPositive();
    isWithoutPlace &= !takes;
    return takes;
  }

  /** Goes into the sample, to stand for so many jobs. */
  RunningJob sampled(double standsFor) {
    isSampled = true;
    jobs = standsFor;
    return this;
  }

  boolean isSampled() {
    return isSampled;
  }

  double jobs() {
    return jobs;
  }

  /** Leaves the sample. */
  void dropped() {
    isSampled = false;
  }

  /** Nobody waits for it any more; false if that was so before. */
  boolean close(LearnedDurations.Sighting last) {
    boolean wasRunning = !isOver;
    isOver = true;
    seen = wasRunning ? afterAll(last) : seen;
    return wasRunning;
  }

  /** What was seen before stays true. */
  private LearnedDurations.Sighting afterAll(LearnedDurations.Sighting last) {
    Duration alive = aliveAt();
    return switch (last) {
      case LearnedDurations.Sighting.StillAlive(Duration at) ->
          at.compareTo(alive) < 0 ? seen : last;
      case LearnedDurations.Sighting.Ended(Duration after, Duration by) ->
          after.compareTo(alive) < 0 && alive.compareTo(by) < 0
              ? new LearnedDurations.Sighting.Ended(alive, by)
              : last;
    };
  }

  /** Nothing was seen of it since the submit. */
  boolean isUnseen() {
    return seen.equals(LearnedDurations.Sighting.NOTHING);
  }

  boolean isOver() {
    return isOver;
  }

  boolean hasEnded() {
    return seen instanceof LearnedDurations.Sighting.Ended;
  }

  /** Nobody waits for it any more, and it had not ended. */
  boolean isLeft() {
    return isOver && !hasEnded();
  }
}
