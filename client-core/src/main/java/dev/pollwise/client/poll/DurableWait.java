package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DecisionContext.PollAlignment;
import dev.pollwise.client.poll.SharedKnowledge.Birth;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Then;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wait as a value, for an engine that keeps its waits in a store of its own: an observation in,
 * what comes next out, by the decision of {@link Poller}. Pure and immutable; waits, asks and
 * remembers nothing by itself.
 *
 * <p>Every time is elapsed time of the wait, which the engine counts from when it began. {@link
 * StatusCalls} makes the calls. {@link #text()} is the whole of it, and {@link #parse} goes on from
 * there, in any process. {@link JobEvent.Submitted} is for the engine to tell, which knows the
 * title. A wait that is over takes no further observation: {@link IllegalStateException}.
 */
public final class DurableWait {

  private static final String WAIT = "wait";
  private static final String OUTCOME = "outcome";
  private static final String POLICY = "policy";

  private final KeptWait kept;

  DurableWait(KeptWait kept) {
    this.kept = kept;
  }

  /**
   * Begins to wait for a job that was submitted just now; asks after the first interval.
   *
   * @param token names the job. Its traits stay fresh only if the submit was sent within the last
   *     30 s
   * @param ago how long ago the submit was sent at most, 0 to 365 days
   * @param hint when the answer to the submit wants the first call
   * @param around now is 0, or how long ago the wait began
   */
  public static Next submitted(
      ResumeToken token, PollingPolicy policy, Duration ago, Hint hint, Surroundings around) {
    Durations.requireNotNegative("ago", ago);
    Birth birth = Birth.ofSubmit(ago);
    ResumeToken known =
        new ResumeToken(
            token.server(), token.jobId(), token.startedAt(), Birth.known(token.traits(), ago));
    Observation first = new Observation.Submitted(birth.earliest(), requireNonNull(hint, "hint"));
    return KeptWait.begun(known, policy, birth, first, around);
  }

  /** Begins to wait for a job that runs already, nobody knows since when: asks at once. */
  public static Next running(ResumeToken token, PollingPolicy policy, Surroundings around) {
    Observation first = new Observation.AlreadyRunning();
    return KeptWait.begun(requireNonNull(token, "token"), policy, null, first, around);
  }

  /** Names the job, and takes up the wait in a {@link Poller} too. */
  public ResumeToken token() {
    return kept.state().token();
  }

  /** The job. */
  public JobId jobId() {
    return kept.state().jobId();
  }

  /** The policy in force. */
  public PollingPolicy policy() {
    return kept.state().policy();
  }

  /** What the wait has cost so far. */
  public Evidence evidence() {
    return kept.state().evidenceSoFar();
  }

  /** The last status seen; empty before the first. */
  public Optional<JobStatus> status() {
    return Optional.ofNullable(kept.state().status());
  }

  KeptWait kept() {
    return kept;
  }

  /** A call was over, which counts it, or not made after all, for a pause or a gate. */
  public Next answered(StatusCalls.Made made, Surroundings around) {
    return kept.answered(made.observation(), around);
  }

  /**
   * The call that is due falls into a pause that the server asked another call for.
   *
   * @param until when it ends
   * @param length as the server gave it
   */
  public Next paused(Duration until, Duration length, Surroundings around) {
    return kept.seen(
        new Observation.Paused(requireNonNull(until, "until"), requireNonNull(length, "length")),
        around);
  }

  /** The call that is due has to wait until the budget has room; that room is kept. */
  public Next overBudget(Duration until, Surroundings around) {
    return kept.seen(new Observation.OverBudget(requireNonNull(until, "until")), around);
  }

  /** Somebody, a webhook for instance, says that there is news of the job: a call confirms it. */
  public Next announced(Surroundings around) {
    return kept.seen(new Observation.Announced(), around);
  }

  /** Somebody wants a look now. */
  public Next pollNow(Surroundings around) {
    return kept.seen(new Observation.PollRequested(), around);
  }

  /**
   * The server has answered the call of another wait. Changes nothing, and tells no event, unless
   * this one is backing off from failures.
   *
   * @param waits how many hear of it at the same time, 1 or more
   */
  public Next contactRegained(int waits, Surroundings around) {
    if (waits < 1) {
      throw new IllegalArgumentException("waits " + waits + ": must be at least 1");
    }
    return kept.seen(new Observation.ContactRegained(waits), around);
  }

  /** Another policy is in force from now on. */
  public Next changePolicy(PollingPolicy policy, Surroundings around) {
    return kept.seen(new Observation.PolicyChanged(requireNonNull(policy, "policy")), around);
  }

  /** Nobody wants to watch any longer. */
  public Next stopped(JobOutcome.StoppedBy by, Surroundings around) {
    return kept.seen(new Observation.Stopped(requireNonNull(by, "by")), around);
  }

  /** What was parked is due, and {@link Next.Parked#isCall} says that it is no call. */
  public Next limitReached(Surroundings around) {
    return kept.seen(new Observation.LimitReached(), around);
  }

  /**
   * What the wait has shown so far of how long its job takes, as {@link LearnedDurations} learns
   * it; {@link LearnedDurations.Sighting.StillAlive} while it runs. Empty if the age of the job is
   * not known, or what was seen is not to be believed.
   */
  public Optional<LearnedDurations.Sighting> shown() {
    return kept.shown();
  }

  /**
   * Whether news that somebody told of was of the end that the wait has found, for {@link
   * WebhookReliability#ended}; false if it has found none.
   *
   * @param announcedAt when it was told
   */
  public boolean wasAnnounced(Duration announcedAt) {
    return kept.wasAnnounced(requireNonNull(announcedAt, "announcedAt"));
  }

  /**
   * The whole of it as ASCII text, a kilobyte or two; holds no secret but what the server's answers
   * hold, as presigned addresses are.
   *
   * @throws IllegalArgumentException if the pacing is {@link Pacing.Custom}, which is code
   */
  public String text() {
    requireKept(policy());
    return StateText.write(WAIT, KeptWait.class, kept);
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException if it is damaged, or holds anything that this version does not
   *     know: another may have written it, and it is to be left alone
   */
  public static DurableWait parse(String text) {
    return new DurableWait(StateText.read(WAIT, KeptWait.class, requireNonNull(text, "text")));
  }

  /** An outcome as text, as {@link #text()}. */
  public static String text(JobOutcome outcome) {
    return StateText.write(OUTCOME, JobOutcome.class, requireNonNull(outcome, "outcome"));
  }

  /** Reads the text of an outcome, as {@link #parse}. */
  public static JobOutcome outcome(String text) {
    return StateText.read(OUTCOME, JobOutcome.class, requireNonNull(text, "text"));
  }

  /** A policy as text, as {@link #text()}. */
  public static String text(PollingPolicy policy) {
    requireKept(requireNonNull(policy, "policy"));
    return StateText.write(POLICY, PollingPolicy.class, policy);
  }

  /** Reads the text of a policy, as {@link #parse}. */
  public static PollingPolicy policy(String text) {
    return StateText.read(POLICY, PollingPolicy.class, requireNonNull(text, "text"));
  }

  private static void requireKept(PollingPolicy policy) {
    if (policy.pacing() instanceof Pacing.Custom(String name, var function)) {
      throw new IllegalArgumentException(
          "pacing " + name + ": must not be Pacing.of, whose function is code and no text");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DurableWait wait && wait.kept.equals(kept);
  }

  @Override
  public int hashCode() {
    return kept.hashCode();
  }

  /** The job and its status, for people. */
  @Override
  public String toString() {
    return "DurableWait[" + jobId() + status().map(last -> ", " + last.word()).orElse("") + "]";
  }

  /** What comes of an observation. */
  public sealed interface Next {

    /** The wait as it is now: what the store is to keep. */
    DurableWait durable();

    /** What happened, in order. */
    List<JobEvent> events();

    /**
     * The wait goes on.
     *
     * @param due when, in elapsed time of the wait; not before now
     * @param reason why then
     * @param isCall whether a call is due then; else {@link DurableWait#limitReached}
     */
    record Parked(
        DurableWait durable, List<JobEvent> events, Duration due, WaitReason reason, boolean isCall)
        implements Next {
      /** Copies the events. */
      public Parked {
        requireNonNull(durable, "durable");
        events = List.copyOf(events);
        requireNonNull(due, "due");
        requireNonNull(reason, "reason");
      }

      Parked(DurableWait durable, List<JobEvent> events, Again again) {
        this(durable, events, again.due(), again.reason(), again.then() == Then.ASK);
      }
    }

    /** The wait is over. */
    record Over(DurableWait durable, List<JobEvent> events, JobOutcome outcome) implements Next {
      /** Copies the events. */
      public Over {
        requireNonNull(durable, "durable");
        events = List.copyOf(events);
        requireNonNull(outcome, "outcome");
      }
    }
  }

  /**
   * What surrounds a decision.
   *
   * @param now elapsed time of the wait, 0 or more
   * @param instant by the wall clock, for the events
   * @param chance drawn evenly from [0, 1), anew for each decision
   * @param outlook what is known of how long the job takes
   * @param announced the share of ends that is announced in time, {@link WebhookReliability#share},
   *     from 0 to below 1; 0 once that of this wait has come
   * @param beat when the wait began, on a clock that all waits have in common; their calls meet on
   *     it where they are shared
   * @param isShared whether calls can be shared with other waits, {@link StatusCalls#isShared}
   * @param calls how many calls it takes to ask about all jobs, 1 or more, {@link
   *     StatusCalls#calls}
   */
  public record Surroundings(
      Duration now,
      Instant instant,
      double chance,
      Outlook outlook,
      double announced,
      Duration beat,
      boolean isShared,
      int calls) {

    /** Longer than any time that a wait is computed with. */
    private static final Duration FAR = Duration.ofDays(365_000);

    /** Refuses null and values out of range. */
    public Surroundings {
      requireNonNull(instant, "instant");
      requireNonNull(outlook, "outlook");
      requireNonNull(beat, "beat");
      require(!now.isNegative() && now.compareTo(FAR) <= 0, "now", now, "0 to 1000 years");
      require(chance >= 0 && chance < 1, "chance", chance, "from 0 to below 1");
      require(announced >= 0 && announced < 1, "announced", announced, "from 0 to below 1");
      require(beat.abs().compareTo(FAR) <= 0, "beat", beat, "within 1000 years");
      require(calls >= 1, "calls", calls, "at least 1");
    }

    private static void require(boolean isKept, String name, Object value, String rule) {
      if (!isKept) {
        throw new IllegalArgumentException(name + " " + value + ": must be " + rule);
      }
    }

    /** Nothing known, nothing announced, nobody to share a call with. */
    public static Surroundings alone(Duration now, Instant instant, double chance) {
      return new Surroundings(now, instant, chance, Outlook.unknown(), 0, Duration.ZERO, false, 1);
    }

    DecisionContext context() {
      PollAlignment alignment =
          isShared ? new PollAlignment.Shared(beat) : new PollAlignment.Alone();
      return new DecisionContext(now, chance, outlook, announced, alignment, calls);
    }
  }
}
