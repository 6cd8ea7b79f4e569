package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.WaitReason;
import dev.pollwise.client.pacing.Outlook;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Done;
import dev.pollwise.client.poll.Step.Then;
import dev.pollwise.client.poll.VirtualServer.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What {@link PollLoop} makes of a job that was submitted just now, without waiting: the same
 * decisions from the same draws, one call after the other in one thread, and time jumps from one to
 * the next. Not safe for concurrent use.
 */
final class VirtualWait {

  private static final ResumeToken TOKEN =
      new ResumeToken(URI.create("forecast:local"), VirtualServer.JOB, Instant.EPOCH);

  private final Outlook outlook;
  private final double announced;
  private final RandomGenerator chance;
  private PollState state;
  private Duration now = Duration.ZERO;

  /**
   * Prepares a wait.
   *
   * @param policy in force throughout
   * @param outlook what the client knows of the job
   * @param announced the share of ends that it has found to be announced
   * @param chance draws once for each decision
   */
  VirtualWait(PollingPolicy policy, Outlook outlook, double announced, RandomGenerator chance) {
    this.outlook = outlook;
    this.announced = announced;
    this.chance = chance;
    this.state = PollState.initial(TOKEN, policy);
  }

  /** Hears of each call. */
  interface Witness {
    /**
     * A call was answered.
     *
     * @return false to break the wait off
     */
    boolean saw(Duration askedAt, WaitReason reason, Answer answer, Duration answeredAt);
  }

  /**
   * A wait that is over.
   *
   * @param outcome how it ended
   * @param at when
   * @param state what was known then
   * @param wasAnnounced whether somebody had said by then that the job is over
   */
  record Over(JobOutcome outcome, Duration at, PollState state, boolean wasAnnounced) {}

  /** Lives through the wait; empty if the witness broke it off. */
  Optional<Over> run(VirtualServer server, Witness witness) {
    Duration news = server.announcedAt();
    boolean wasTold = false;
    Step step = fold(new Observation.Started(true));
    while (step instanceof Again again) {
      if (!wasTold && news.compareTo(again.due()) <= 0) {
        wasTold = true;
        now = later(now, news);
        step = fold(new Observation.Announced());
      } else if (again.then() == Then.CONCLUDE) {
        now = again.due();
        step = fold(new Observation.LimitReached());
      } else {
        now = again.due();
        Duration askedAt = now;
        Attempt attempt = Attempt.of(state, askedAt);
        state = state.asked();
        Reply reply = server.ask(askedAt, attempt.patience(), state.policy().attemptTimeout());
        now = reply.at();
        step =
            fold(
                new Observation.Answered(
                    reply.answer(), new Observation.Call(askedAt, attempt.patience(), 1, 0)));
        if (!witness.saw(askedAt, again.reason(), reply.answer(), now)) {
          return Optional.empty();
        }
      }
    }
    return step instanceof Done done
        ? Optional.of(new Over(done.outcome(), now, done.state(), news.compareTo(now) <= 0))
        : Optional.empty();
  }

  private Step fold(Observation observation) {
    Step step =
        PollDecision.decide(
            state,
            observation,
            new Circumstances(now, chance.nextDouble(), outlook, announced, new Beat.Alone()));
    state = step.state();
    return step;
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
