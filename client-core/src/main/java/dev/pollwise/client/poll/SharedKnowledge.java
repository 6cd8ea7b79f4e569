package dev.pollwise.client.poll;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.Running;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.poll.DecisionContext.PollAlignment;
import dev.pollwise.client.poll.Waits.PollRuntime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ties a wait to others: what it learns from them, and what it leaves behind. Used by one
 * attempt at a time, apart from {@link #announced}.
 */
final class SharedKnowledge {

  private final PollRuntime runtime;
  private final Duration origin;

  /** Null where nothing is known of it. */
  private final @Nullable Birth birth;

  /** Null where the age of the job is not known. */
  private final @Nullable Running running;

  private volatile @Nullable Duration announcedAt;

  /**
   * Begins with what is known now.
   *
   * @param traits of the job
   * @param birth when it began; null if nobody knows
   * @param origin where elapsed time of the wait begins
   * @param age how long ago the wait began; zero for a new one
   */
  SharedKnowledge(
      PollRuntime runtime, JobTraits traits, @Nullable Birth birth, Duration origin, Duration age) {
    this.runtime = runtime;
    this.origin = origin;
    this.birth = birth;
    this.running =
        birth != null ? runtime.experience().begun(traits, age.plus(birth.latest())) : null;
  }

  /** Somebody has said that there is news of the job; now, in elapsed time of the wait. */
  void announced(Duration now) {
    announcedAt = now;
  }

  /**
   * Whether news was of the end: no look has seen the job alive since, or not for long.
   *
   * @param at when somebody said that there is news; null if nobody did
   */
  static boolean wasAnnounced(PollState last, JobStatus.Terminal end, @Nullable Duration at) {
    Duration aliveAt = last.aliveAt();
    Duration late =
        end.evidence().lateness() instanceof Lateness.AtMost(Duration most) ? most : Duration.ZERO;
    return at != null
        && (aliveAt == null
            || aliveAt.compareTo(at) < 0
            || aliveAt.plus(late).minus(at).compareTo(WebhookReliability.GRACE) <= 0);
  }

  /** What surrounds a decision that is made now, in elapsed time of the wait. */
  DecisionContext contextAt(Duration now) {
    return new DecisionContext(
        now,
        runtime.context().chance(),
        running == null ? Outlook.unknown() : runtime.experience().outlook(running),
        announcedAt == null ? runtime.reliability().share() : 0, // it comes once
        runtime.coalescer().isShared()
            ? new PollAlignment.Shared(origin.plus(runtime.phase()))
            : new PollAlignment.Alone(),
        runtime.coalescer().calls());
  }

  /** Where the job stands, for others to learn from while it runs. */
  void seen(PollState state) {
    Duration aliveAt = state.aliveAt();
    if (running != null && birth != null && aliveAt != null) {
      running.seenAt(birth.ageAt(aliveAt));
    }
  }

  /** The wait broke: the job counts as far as it was seen. */
  void broken() {
    if (running != null) {
      running.over(LearnedDurations.Sighting.NOTHING);
    }
  }

  /** Leaves to others what they can learn from this wait. */
  void leaveBehind(PollState last, JobOutcome outcome) {
    if (outcome instanceof JobOutcome.Ended(JobStatus.Terminal end)) {
      boolean wasAnnounced = wasAnnounced(last, end, announcedAt);
      runtime.reliability().ended(last.jobId(), wasAnnounced, runtime.clock().steady());
    }
    if (running != null && birth != null) {
      birth.shown(last).ifPresentOrElse(running::over, running::forget);
      Duration aliveAt = last.aliveAt();
      if (aliveAt != null
          && outcome instanceof JobOutcome.Ended(JobStatus.Terminal end)
          && end.evidence().lateness() instanceof Lateness.AtMost(Duration late)) {
        Duration seenAt = aliveAt.plus(late);
        runtime.experience().ended(last.token().traits(), aliveAt, seenAt, end.evidence());
      }
    }
  }

  /**
   * When a job began, in elapsed time of its wait: never known better than between two moments.
   * Where nothing is known of it there is none, rather than one that is invented.
   *
   * @param earliest not later than the latest
   * @param latest the job is known to have begun by then
   */
  record Birth(Duration earliest, Duration latest) {

    /**
     * A token calls a job fresh that began so shortly before its wait; of others it tells no age.
     */
    static final Duration FRESH = Duration.ofSeconds(30);

    /** To what a token cuts the beginning of its wait. */
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    /** No sighting reaches farther, nor does any limit of a wait. */
    private static final Duration LONGEST = Duration.ofDays(365);

    Birth {
      if (earliest.compareTo(latest) > 0) {
        throw new IllegalArgumentException("born from " + earliest + " to " + latest);
      }
    }

    /** Of a job whose submit was sent so long before its wait, at most. */
    static Birth ofSubmit(Duration ago) {
      return new Birth(ago.negated(), Duration.ZERO);
    }

    /** What is known of such a job. */
    static JobTraits known(JobTraits traits, Duration ago) {
      return ago.compareTo(FRESH) <= 0 ? traits : traits.ofUnknownAge();
    }

    /**
     * Of a wait that was taken up again.
     *
     * @param age of the wait by the wall clock, which may have been wrong then or be wrong now
     * @return null if no wait can be so old
     */
    static @Nullable Birth before(Duration age) {
      return age.isNegative() || age.compareTo(LONGEST) > 0
          ? null
          : new Birth(FRESH.negated(), A_SECOND);
    }

    /** The age of a wait for its limits: of one so old that all of them are over, not the rest. */
    static Duration believable(Duration age) {
      return age.isNegative() ? Duration.ZERO : age.compareTo(LONGEST) > 0 ? LONGEST : age;
    }

    /** The age of a job that was seen alive at a moment: so old it is at least. */
    Duration ageAt(Duration aliveAt) {
      return believable(aliveAt.minus(latest));
    }

    /**
     * What a wait has shown of how long its job takes, or took; empty if that is not to be
     * believed.
     */
    Optional<LearnedDurations.Sighting> shown(PollState last) {
      Duration aliveAt = last.aliveAt();
      if (aliveAt == null) {
        return Optional.of(LearnedDurations.Sighting.NOTHING);
      }
      JobStatus.Terminal end = last.end();
      return end != null && end.evidence().lateness() instanceof Lateness.AtMost(Duration late)
          ? ended(aliveAt, aliveAt.plus(late))
          : Optional.of(new LearnedDurations.Sighting.StillAlive(ageAt(aliveAt)));
    }

    private Optional<LearnedDurations.Sighting> ended(Duration aliveAt, Duration seenAt) {
      Duration by = seenAt.minus(earliest);
      return by.isPositive() && by.compareTo(LONGEST) <= 0
          ? Optional.of(new LearnedDurations.Sighting.Ended(ageAt(aliveAt), by))
          : Optional.empty();
    }
  }

  /** What waits for jobs of known age learn from each other. Safe for any thread. */
  interface Experience {

    /**
     * A job runs; who asked goes by what it says, and tells when it is over.
     *
     * @param age how long ago the wait for it began at most; zero for a new one
     */
    Running begun(JobTraits traits, Duration age);

    /** What a decision about a job goes by that is made now. */
    default Outlook outlook(Running job) {
      return job.outlook();
    }

    /** A wait found the end of its job. */
    void ended(JobTraits traits, Duration aliveAt, Duration seenAt, Evidence evidence);
  }
}
