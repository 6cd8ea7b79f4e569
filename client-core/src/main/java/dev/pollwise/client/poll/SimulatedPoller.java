package dev.pollwise.client.poll;

import static dev.pollwise.client.job.Durations.max;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DecisionContext.PollAlignment;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Done;
import dev.pollwise.client.poll.Step.Then;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a {@link Poller} makes of jobs that were submitted just now, without waiting: the same
 * decisions from the same draws, one call after the other on the calling thread, and time jumps
 * from one to the next. The seam through which a forecast reaches the decision. Not safe for
 * concurrent use.
 */
public final class SimulatedPoller {

  /** The job that every wait is for. */
  public static final JobId JOB = JobId.of("forecast");

  private static final ResumeToken TOKEN =
      new ResumeToken(URI.create("forecast:local"), JOB, Instant.EPOCH);

  private final PollingPolicy policy;
  private final Outlook outlook;
  private final WebhookReliability reliability = new WebhookReliability();

  /**
   * Prepares a poller that has seen no job yet.
   *
   * @param policy in force throughout
   * @param outlook what it knows of each job
   */
  public SimulatedPoller(PollingPolicy policy, Outlook outlook) {
    this.policy = requireNonNull(policy, "policy");
    this.outlook = requireNonNull(outlook, "outlook");
  }

  /** The server of one job. Times count from the submit. */
  public interface Server {

    /** When somebody says that the job is over; empty if nobody does. Asked once, first of all. */
    Optional<Duration> announcedAt();

    /**
     * Answers a call.
     *
     * @param askedAt when it is made
     * @param longestHold how long the poller lets it be held
     * @param timeout when the poller gives it up, from when it is made
     */
    Reply ask(Duration askedAt, Duration longestHold, Duration timeout);
  }

  /**
   * An answer.
   *
   * @param answer what it says
   * @param at when it is there
   */
  public record Reply(Answer answer, Duration at) {
    public Reply {
      requireNonNull(answer, "answer");
      requireNonNull(at, "at");
    }
  }

  /** Hears of each call. */
  @FunctionalInterface
  public interface Witness {
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
   * @param at when
   */
  public record Over(JobOutcome outcome, Duration at) {
    public Over {
      requireNonNull(outcome, "outcome");
      requireNonNull(at, "at");
    }
  }

  /**
   * Lives through a wait, and learns from it how well announcements can be relied on.
   *
   * @param chance draws once for each decision
   * @return empty if the witness broke it off
   */
  public Optional<Over> await(Server server, RandomGenerator chance, Witness witness) {
    requireNonNull(server, "server");
    requireNonNull(chance, "chance");
    requireNonNull(witness, "witness");
    return new Wait(server, chance, reliability.share()).live(witness);
  }

  /** One wait. */
  private final class Wait {

    private final Server server;
    private final RandomGenerator chance;
    private double announced;
    private PollState state = PollState.initial(TOKEN, policy);
    private Duration now = Duration.ZERO;

    Wait(Server server, RandomGenerator chance, double announced) {
      this.server = server;
      this.chance = chance;
      this.announced = announced;
    }

    Optional<Over> live(Witness witness) {
      Optional<Duration> news = server.announcedAt();
      boolean isTold = false;
      Step step = fold(new Observation.Submitted(Duration.ZERO));
      while (step instanceof Again again) {
        if (!isTold && news.isPresent() && news.get().compareTo(again.due()) <= 0) {
          isTold = true;
          announced = 0; // it comes once
          now = max(now, news.get());
          step = fold(new Observation.Announced());
        } else if (again.then() == Then.CONCLUDE) {
          now = again.due();
          step = fold(new Observation.LimitReached());
        } else {
          now = again.due();
          Duration askedAt = now;
          Attempt attempt = Attempt.of(state, askedAt);
          state = state.asked();
          Reply reply = server.ask(askedAt, attempt.longestHold(), state.policy().attemptTimeout());
          now = reply.at();
          step =
              fold(
                  new Observation.Answered(
                      reply.answer(), new Observation.Call(askedAt, attempt.longestHold(), 1, 0)));
          if (!witness.saw(askedAt, again.reason(), reply.answer(), now)) {
            return Optional.empty();
          }
        }
      }
      return step instanceof Done(PollState last, JobOutcome outcome)
          ? Optional.of(over(outcome, news.isPresent() && news.get().compareTo(now) <= 0))
          : Optional.empty();
    }

    private Over over(JobOutcome outcome, boolean wasAnnounced) {
      if (outcome instanceof JobOutcome.Ended) {
        reliability.ended(JOB, wasAnnounced, Duration.ZERO);
      }
      return new Over(outcome, now);
    }

    private Step fold(Observation observation) {
      Step step =
          PollDecision.decide(
              state,
              observation,
              new DecisionContext(
                  now, chance.nextDouble(), outlook, announced, new PollAlignment.Alone(), 1));
      state = step.state();
      return step;
    }
  }
}
