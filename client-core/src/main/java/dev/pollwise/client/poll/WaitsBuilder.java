package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.Learning.Expectations;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.ServerContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Poller} and a client that has one are both told: how to wait, and with what. Not
 * safe for concurrent use.
 *
 * @param <B> the builder that this is a part of
 */
public abstract class WaitsBuilder<B extends WaitsBuilder<B>> {

  final List<Consumer<JobEvent>> listeners = new ArrayList<>();
  PollingPolicy policy = PollingPolicy.defaults();
  Budget.@Nullable Limit callBudget;
  LearnedDurations learned = new LearnedDurations();
  Expectations expectations = Expectations.NONE;
  private @Nullable PollClock clock;
  private RandomGenerator random = RandomGenerator.getDefault();
  private Executor executor = ServerContext.virtualThreads();

  /** The defaults. */
  protected WaitsBuilder() {}

  /** As another one, whatever that goes on to be told. */
  WaitsBuilder(WaitsBuilder<?> other) {
    listeners.addAll(other.listeners);
    policy = other.policy;
    callBudget = other.callBudget;
    learned = other.learned;
    expectations = other.expectations;
  }

  /** This, as what it is. */
  protected abstract B self();

  /** The policy of new waits; default {@link PollingPolicy#defaults()}. */
  public B policy(PollingPolicy policy) {
    this.policy = requireNonNull(policy, "policy");
    return self();
  }

  /** Adds a listener that hears all events of all waits. */
  public B listener(JobEvent.Listener listener) {
    listeners.add(requireNonNull(listener, "listener")::onEvent);
    return self();
  }

  /**
   * What was learned of how long jobs take; goes on learning. Default: nothing yet. Several pollers
   * may share it.
   */
  public B learned(LearnedDurations learned) {
    this.learned = requireNonNull(learned, "learned");
    return self();
  }

  /** As {@link #expecting(Expectation)}, about so long. */
  public B expecting(Duration duration) {
    return expecting(Expectation.of(duration));
  }

  /**
   * How long jobs take, as far as nothing was seen yet; default nothing expected. What is known of
   * a single job, {@link JobTraits#expecting}, goes first, then what is expected of its label.
   */
  public B expecting(Expectation expectation) {
    this.expectations = expectations.withAll(expectation);
    return self();
  }

  /** As {@link #expecting(Expectation)}, of jobs with a label. */
  public B expecting(String label, Expectation expectation) {
    this.expectations = expectations.withLabel(label, expectation);
    return self();
  }

  /**
   * How many status calls all waits together may make: never more than so many in any window of a
   * length; default any number. A call that asks about several jobs counts once. Where an answer
   * has further pages, or the HTTP client of the platform repeats a request, that goes out at once,
   * beyond the budget if need be, and takes the room of a later call.
   *
   * @param calls 1 to 1,000,000
   * @param per the length of the window, more than 0 and at most 365 days
   */
  public B callBudget(int calls, Duration per) {
    this.callBudget = new Budget.Limit(calls, per);
    return self();
  }

  /** Time; default the machine's clocks and one timer thread. */
  public B clock(PollClock clock) {
    this.clock = requireNonNull(clock, "clock");
    return self();
  }

  /**
   * Chance, for jitter and backoff; default the platform's generator. Must not be used elsewhere.
   */
  public B random(RandomGenerator random) {
    this.random = requireNonNull(random, "random");
    return self();
  }

  /**
   * Runs steps, listeners and stages. A task that it refuses, that it would run on the thread that
   * hands it over, or that it does not begin within a second, since it blocks for instance, runs on
   * a virtual thread instead, and a warning says so once. Default: virtual threads.
   */
  public B executor(Executor executor) {
    this.executor = requireNonNull(executor, "executor");
    return self();
  }

  /** What the calls to a server are to have in common: a poller's, and those of its client. */
  protected final ServerContext context(URI server) {
    return new ServerContext(server, clock, executor, random);
  }

  /** A builder of a poller, with all that was said here. */
  protected final Poller.Builder poller(StatusSource source, URI server, ServerContext context) {
    return new Poller.Builder(source, this, server, context);
  }
}
