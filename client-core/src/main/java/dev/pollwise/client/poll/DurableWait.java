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
import dev.pollwise.client.poll.Step.Done;
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
 * <p>Every time is elapsed time of the wait, which the engine counts from the moment at which it
 * began. {@link StatusCalls} makes the calls. {@link #text()} is the whole of it, and {@link
 * #parse} goes on from there, in this process or another. What it shows as events lacks {@link
 * JobEvent.Submitted}, since nobody but the engine knows the title.
 *
 * <p>A wait that is over takes no further observation: {@link IllegalStateException}.
 */
public final class DurableWait {

  private static final String WAIT = "wait";
  private static final String OUTCOME = "outcome";
  private static final String POLICY = "policy";

  private final Kept kept;

  private DurableWait(Kept kept) {
    this.kept = kept;
  }

  /**
   * All of it.
   *
   * @param birth when the job began; null if nobody knows
   * @param next what comes next; null once the wait is over
   */
  record Kept(PollState state, @Nullable Birth birth, @Nullable Appointment next) {}

  /** As {@link Again}, without what the state tells. */
  record Appointment(Duration due, WaitReason reason, Then then) {}

  /**
   * Begins to wait for a job that was submitted just now; the first call comes after the first
   * interval of the policy.
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
    return begun(known, policy, birth, first, around);
  }

  /** Begins to wait for a job that runs already, nobody knows since when: asks at once. */
  public static Next running(ResumeToken token, PollingPolicy policy, Surroundings around) {
    return begun(
        requireNonNull(token, "token"), policy, null, new Observation.AlreadyRunning(), around);
  }

  private static Next begun(
      ResumeToken token,
      PollingPolicy policy,
      @Nullable Birth birth,
      Observation first,
      Surroundings around) {
    PollState nothing = PollState.initial(token, requireNonNull(policy, "policy"));
    return new DurableWait(new Kept(nothing, birth, null)).decided(nothing, first, around);
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

  PollState state() {
    return kept.state();
  }

  /** A call was over, which counts it, or not made after all, for a pause or a gate. */
  public Next answered(StatusCalls.Made made, Surroundings around) {
    Observation observation = made.observation();
    requireGoingOn();
    PollState asked = kept.state().asked();
    boolean isMade = observation instanceof Observation.Answered;
    return decided(isMade ? asked : asked.settled(Observation.Call.NOT_MADE), observation, around);
  }

  /**
   * The call that is due falls into a pause that the server asked another call for.
   *
   * @param until when it ends
   * @param length as the server gave it
   */
  public Next paused(Duration until, Duration length, Surroundings around) {
    return seen(
        new Observation.Paused(requireNonNull(until, "until"), requireNonNull(length, "length")),
        around);
  }

  /**
   * The call that is due has to wait until the budget has room.
   *
   * @param until when that is; the room is kept
   */
  public Next overBudget(Duration until, Surroundings around) {
    return seen(new Observation.OverBudget(requireNonNull(until, "until")), around);
  }

  /** Somebody, a webhook for instance, says that there is news of the job: a call confirms it. */
  public Next announced(Surroundings around) {
    return seen(new Observation.Announced(), around);
  }

  /** Somebody wants a look now. */
  public Next pollNow(Surroundings around) {
    return seen(new Observation.PollRequested(), around);
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
    return seen(new Observation.ContactRegained(waits), around);
  }

  /** Another policy is in force from now on. */
  public Next changePolicy(PollingPolicy policy, Surroundings around) {
    return seen(new Observation.PolicyChanged(requireNonNull(policy, "policy")), around);
  }

  /** Nobody wants to watch any longer. */
  public Next stopped(JobOutcome.StoppedBy by, Surroundings around) {
    return seen(new Observation.Stopped(requireNonNull(by, "by")), around);
  }

  /** What was parked is due, and {@link Next.Parked#isCall} says that it is no call. */
  public Next limitReached(Surroundings around) {
    return seen(new Observation.LimitReached(), around);
  }

  /**
   * What the wait has shown so far of how long its job takes, as {@link LearnedDurations} learns
   * it; {@link LearnedDurations.Sighting.StillAlive} while it runs. Empty if the age of the job is
   * not known, or what was seen is not to be believed.
   */
  public Optional<LearnedDurations.Sighting> shown() {
    Birth birth = kept.birth();
    return birth == null ? Optional.empty() : birth.shown(kept.state());
  }

  /**
   * Whether news that somebody told of was of the end that the wait has found, for {@link
   * WebhookReliability#ended}; false if it has found none.
   *
   * @param announcedAt when it was told
   */
  public boolean wasAnnounced(Duration announcedAt) {
    JobStatus.Terminal end = kept.state().end();
    return end != null
        && SharedKnowledge.wasAnnounced(
            kept.state(), end, requireNonNull(announcedAt, "announcedAt"));
  }

  private Appointment requireGoingOn() {
    Appointment next = kept.next();
    if (next == null) {
      throw new IllegalStateException("the wait for " + jobId() + " is over");
    }
    return next;
  }

  private Next seen(Observation observation, Surroundings around) {
    Appointment next = requireGoingOn();
    Again again =
        new Again(kept.state(), next.due(), Duration.ZERO, next.reason(), next.then())
            .seenFrom(around.now());
    return again.isLeftAloneBy(observation)
        ? new Next.Parked(this, List.of(), again)
        : decided(kept.state(), observation, around);
  }

  private Next decided(PollState before, Observation observation, Surroundings around) {
    Step step = PollDecision.decide(before, observation, around.context());
    JobEvent.Moment moment = new JobEvent.Moment(around.instant(), around.now());
    List<JobEvent> events = JobEvents.of(before, null, observation, step, moment);
    return switch (step) {
      case Again again -> {
        Appointment next = new Appointment(again.due(), again.reason(), again.then());
        yield new Next.Parked(with(again.state(), next), events, again);
      }
      case Done(PollState last, JobOutcome outcome) ->
          new Next.Over(with(last, null), events, outcome);
    };
  }

  private DurableWait with(PollState state, @Nullable Appointment next) {
    return new DurableWait(new Kept(state, kept.birth(), next));
  }

  /**
   * The whole of it as ASCII text, a kilobyte or two; holds no secret but what the server's answers
   * hold, as presigned addresses are.
   *
   * @throws IllegalArgumentException if the pacing is {@link Pacing.Custom}, which is code
   */
  public String text() {
    requireKept(policy());
    return StateText.write(WAIT, Kept.class, kept);
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException if it is damaged, or holds anything that this version does not
   *     know: another may have written it, and it is to be left alone
   */
  public static DurableWait parse(String text) {
    Kept kept = StateText.read(WAIT, Kept.class, requireNonNull(text, "text"));
    return new DurableWait(kept);
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

      private Parked(DurableWait durable, List<JobEvent> events, Again again) {
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

    private DecisionContext context() {
      PollAlignment alignment =
          isShared ? new PollAlignment.Shared(beat) : new PollAlignment.Alone();
      return new DecisionContext(now, chance, outlook, announced, alignment, calls);
    }
  }
}
