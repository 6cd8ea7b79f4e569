package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.client.poll.SharedKnowledge.Birth;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Done;
import dev.pollwise.client.poll.Step.Then;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All of a {@link DurableWait}, and how an observation leads to the next one. Pure.
 *
 * @param birth when the job began; null if nobody knows
 * @param next what comes next; null once the wait is over
 */
record KeptWait(PollState state, @Nullable Birth birth, @Nullable Appointment next) {

  /** As {@link Again}, without what the state tells. */
  record Appointment(Duration due, WaitReason reason, Then then) {}

  static Next begun(
      ResumeToken token,
      PollingPolicy policy,
      @Nullable Birth birth,
      Observation first,
      Surroundings around) {
    PollState nothing = PollState.initial(token, requireNonNull(policy, "policy"));
    return new KeptWait(nothing, birth, null).decided(nothing, first, around);
  }

  /** A call is over, or was not made. */
  Next answered(Observation observation, Surroundings around) {
    requireGoingOn();
    PollState asked = state.asked();
    boolean isMade = observation instanceof Observation.Answered;
    return decided(isMade ? asked : asked.settled(Observation.Call.NOT_MADE), observation, around);
  }

  Next seen(Observation observation, Surroundings around) {
    Appointment present = requireGoingOn();
    Again again =
        new Again(state, present.due(), Duration.ZERO, present.reason(), present.then())
            .seenFrom(around.now());
    return again.isLeftAloneBy(observation)
        ? new Next.Parked(new DurableWait(this), List.of(), again)
        : decided(state, observation, around);
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
    return new DurableWait(new KeptWait(state, birth, next));
  }

  private Appointment requireGoingOn() {
    if (next == null) {
      throw new IllegalStateException("the wait for " + state.jobId() + " is over");
    }
    return next;
  }

  Optional<LearnedDurations.Sighting> shown() {
    return birth == null ? Optional.empty() : birth.shown(state);
  }

  boolean wasAnnounced(Duration announcedAt) {
    JobStatus.Terminal end = state.end();
    return end != null && SharedKnowledge.wasAnnounced(state, end, announcedAt);
  }
}
