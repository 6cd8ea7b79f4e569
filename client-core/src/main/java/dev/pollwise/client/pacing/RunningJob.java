package dev.pollwise.client.pacing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A job that is not over, as far as anybody knows. Until it is, its age is evidence: of jobs that
 * began together the first to end are the shortest, and who learned from these alone would expect
 * all of them to be short. Safe for any thread.
 *
 * @see LearnedDurations#begun
 */
public final class RunningJob {

  private final LearnedDurations learned;
  private final ClassMemory memory;
  private final JobClass jobClass;
  private final SourceLength source;
  private volatile Duration aliveAt = Duration.ZERO;

  /**
   * A job that was not seen running yet.
   *
   * @param learned remembers what it will have shown, even where its class was forgotten meanwhile
   * @param memory counts it as long as it runs
   */
  RunningJob(LearnedDurations learned, ClassMemory memory, JobClass jobClass, SourceLength source) {
    this.learned = learned;
    this.memory = memory;
    this.jobClass = jobClass;
    this.source = source;
  }

  /**
   * The job was seen running.
   *
   * @param at time since the submit, 0 or more
   */
  public void seenAt(Duration at) {
    Rules.notNegative("at", at);
    aliveAt = at;
  }

  /** The wait is over: what it has shown is remembered in place of the job's age. */
  public void over(Sighting sighting) {
    requireNonNull(sighting, "sighting");
    forget();
    learned.record(jobClass, sighting, source);
  }

  /** The wait is over and has shown nothing. */
  public void forget() {
    memory.forget(this);
  }

  /** What it has shown so far. */
  Remembered soFar() {
    return new Remembered(jobClass, new Sighting.StillAlive(aliveAt), source);
  }
}
