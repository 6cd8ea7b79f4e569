package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.failsafe.RetryPolicy;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.WaitBrokenException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.CallCoalescer.CalledOffException;
import dev.pollwise.client.poll.Observation.Stopped;
import dev.pollwise.client.poll.SharedKnowledge.Birth;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Done;
import dev.pollwise.client.poll.Step.Then;
import dev.pollwise.client.poll.Waits.PollRuntime;
import dev.pollwise.client.request.EventDispatcher;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only place that waits: a fold over observations, carried by Failsafe. Each attempt takes the
 * step before it, adds what was learned since, lets {@link PollDecision} decide, and returns the
 * next step; Failsafe repeats as long as that is {@link Again}, after the delay that it names.
 *
 * <p>Attempts of one wait follow each other and never overlap. Everybody else enters by {@link
 * #observe}.
 */
final class PollLoop implements JobHandle {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  /** One for all waits: each of its own would take a tenth of what a wait occupies. */
  private static final RetryPolicy<Step> UNTIL_DONE =
      WakeableScheduler.untilSettled(PollLoop::delay);

  private final PollRuntime runtime;
  private final Duration origin;
  private final String title;
  private final EventDispatcher<JobEvent>.@Nullable Mailbox listener;
  private final WakeableScheduler scheduler;
  private final Queue<Observation> inbox = new ConcurrentLinkedQueue<>();
  private final Promise<JobOutcome> settled;

  private final Caller caller;
  private final SharedKnowledge knowledge;

  private volatile PollState state;

  /** In force from when it is said, though {@link #state} may have yet to hear of it. */
  private volatile PollingPolicy policy;

  private volatile boolean stopping;

  /**
   * Prepares a wait.
   *
   * @param token names the job
   * @param policy the first policy
   * @param age how long ago the wait began; zero for a new one
   * @param birth when the job began; null if nobody knows
   * @param title what people call the job
   * @param beginning how the wait begins; here, so that nothing else is learned before it
   * @param listener hears the events of this wait only; null for none
   */
  PollLoop(
      PollRuntime runtime,
      ResumeToken token,
      PollingPolicy policy,
      Duration age,
      @Nullable Birth birth,
      String title,
      Observation beginning,
      EventDispatcher<JobEvent>.@Nullable Mailbox listener) {
    this.runtime = runtime;
    this.origin = runtime.clock().steady().minus(age);
    this.title = title;
    this.listener = listener;
    this.scheduler =
        new WakeableScheduler(runtime.clock(), runtime.worker(), () -> !inbox.isEmpty());
    this.settled = new Promise<>(runtime.worker(), () -> stop(JobOutcome.StoppedBy.USER));
    this.state = PollState.initial(token, policy);
    this.policy = policy;
    this.caller =
        new Caller(
            runtime.server(),
            token.jobId(),
            origin,
            at -> observe(new Observation.ReservationMoved(at.minus(origin))),
            scheduler::afterwards);
    this.knowledge = new SharedKnowledge(runtime, token.traits(), birth, origin, age);
    inbox.add(beginning);
  }

  /**
   * Begins to wait; called once.
   *
   * @param whenOver told before the outcome is
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what the last stage does is all there is to do
  void start(Consumer<PollLoop> whenOver) {
    publish(new JobEvent.Submitted(id(), moment(elapsed()), title));
    scheduler
        .repeat(UNTIL_DONE, this::attempt)
        .whenCompleteAsync(
            (step, error) -> {
              whenOver.accept(this);
              settle(step, error);
            },
            runtime.worker());
  }

  /**
   * The single entry for whatever is learned about this wait. Returns at once; wakes the wait if it
   * is parked.
   */
  void observe(Observation observation) {
    if (settled.future().isDone()) {
      return;
    }
    if (observation instanceof Observation.PolicyChanged(PollingPolicy changed)) {
      synchronized (inbox) { // the last one in the inbox is the one in force
        policy = changed;
        inbox.add(observation);
      }
      caller.applyPolicy(state.withPolicy(policy));
    } else {
      inbox.add(observation);
    }
    if (observation instanceof Observation.Announced) {
      knowledge.announced(elapsed());
    }
    if (observation instanceof Stopped) {
      stopping = true;
      caller.abort();
    }
    scheduler.wake();
  }

  private static Optional<Duration> delay(Step step) {
    return switch (step) {
      case Again again -> Optional.of(again.delay());
      case Done done -> Optional.empty();
    };
  }

  private CompletionStage<Step> attempt(@Nullable Step last) {
    if (!inbox.isEmpty()) {
      return CompletableFuture.completedFuture(digest(last));
    }
    if (!(last instanceof Again again)) {
      throw new IllegalStateException("a wait goes on after " + last);
    }
    Duration now = elapsed();
    if (now.compareTo(again.due()) < 0) {
      return CompletableFuture.completedFuture(again.seenFrom(now));
    }
    if (again.then() == Then.CONCLUDE) {
      return CompletableFuture.completedFuture(fold(null, new Observation.LimitReached()));
    }
    Optional<ServerContext.Pause> pause = runtime.context().pause();
    if (pause.isPresent()) {
      return CompletableFuture.completedFuture(fold(null, paused(pause.get())));
    }
    Optional<Duration> overBudgetUntil = caller.overBudgetUntil(state);
    if (overBudgetUntil.isPresent()) {
      return CompletableFuture.completedFuture(
          fold(null, new Observation.OverBudget(overBudgetUntil.get())));
    }
    Caller.Begun begun = caller.begin(state, now);
    return begun == null ? attempt(last) : answered(begun);
  }

  private CompletionStage<Step> answered(Caller.Begun begun) {
    state = state.asked();
    if (!policy.equals(state.policy())) { // of which the call knows nothing yet
      caller.applyPolicy(state.withPolicy(policy));
    }
    if (stopping) {
      caller.abort();
    }
    // Off the thread and the monitors of whoever completes or cancels the call.
    return begun
        .answer()
        .handleAsync(
            (answer, error) -> {
              Caller.Allowance allowed = caller.callEnded();
              if (error instanceof CalledOffException calledOff) {
                state = state.settled(Observation.Call.NOT_MADE);
                return digest(stopping ? null : fold(null, paused(calledOff.pause())));
              }
              if (stopping && error != null) {
                state = state.settled(begun.made().get());
                return digest(null);
              }
              Answer known = caller.known(answer, error, allowed);
              if (allowed.byLimit() && known instanceof Miss.TimedOut) {
                state = state.settled(begun.made().get());
                Step step = digest(null);
                // Not where the policy has been changed once more.
                return step instanceof Again && Limits.limit(state).compareTo(elapsed()) <= 0
                    ? fold(step, new Observation.LimitReached())
                    : step;
              }
              state = state.withPolicy(policy); // what it says is read by what is in force now
              return digest(fold(null, new Observation.Answered(known, begun.made().get())));
            },
            begun.after());
  }

  private Observation paused(ServerContext.Pause pause) {
    return new Observation.Paused(pause.until().minus(origin), pause.length());
  }

  /** Adds what has come in meanwhile to a step. */
  private Step digest(@Nullable Step before) {
    Step step = before instanceof Again again ? again.seenFrom(elapsed()) : before;
    while (!(step instanceof Done)) {
      Observation observation = inbox.poll();
      if (observation == null) {
        break;
      }
      step =
          step instanceof Again again && again.isLeftAloneBy(observation)
              ? step
              : fold(step, observation);
    }
    if (step == null) {
      throw new IllegalStateException("an attempt without news and without a step before it");
    }
    return step;
  }

  /** The step is the one that the observation comes upon; null if it is over. */
  private Step fold(@Nullable Step present, Observation observation) {
    PollState before = state;
    Duration now = elapsed();
    Step step = PollDecision.decide(before, observation, knowledge.contextAt(now));
    state = step.state();
    knowledge.seen(state);
    runtime.outages().heard(this, before, observation, state);
    JobEvents.of(before, present, observation, step, moment(now)).forEach(this::publish);
    return step;
  }

  private void settle(@Nullable Step step, @Nullable Throwable error) {
    caller.leave();
    runtime.outages().left(this);
    if (step instanceof Done done) {
      try {
        knowledge.leaveBehind(done.state(), done.outcome());
      } catch (RuntimeException broken) {
        LOG.log(System.Logger.Level.ERROR, "nothing is learned from the wait for " + id(), broken);
      }
      settled.settle(done.outcome());
      return;
    }
    knowledge.broken();
    Throwable cause =
        error == null
            ? new IllegalStateException("ended with " + step)
            : TimedCall.unwrapped(error);
    LOG.log(System.Logger.Level.ERROR, "the wait for " + id() + " broke", cause);
    WaitBrokenException defect = new WaitBrokenException(resumeToken(), cause);
    publish(new JobEvent.Broken(id(), moment(elapsed()), defect));
    settled.fail(defect);
  }

  private void publish(JobEvent event) {
    runtime.dispatcher().publish(event, listener);
  }

  private JobEvent.Moment moment(Duration now) {
    return new JobEvent.Moment(runtime.clock().instant(), now);
  }

  private Duration elapsed() {
    return runtime.clock().steady().minus(origin);
  }

  @Override
  public JobId id() {
    return state.jobId();
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public CompletableFuture<JobOutcome> outcome() {
    return settled.future();
  }

  EventDispatcher<JobEvent>.@Nullable Mailbox listener() {
    return listener;
  }

  @Override
  public Optional<JobStatus> status() {
    return Optional.ofNullable(state.status());
  }

  @Override
  public Evidence evidence() {
    return state.evidenceSoFar();
  }

  @Override
  public PollingPolicy policy() {
    return policy;
  }

  @Override
  public void changePolicy(PollingPolicy policy) {
    observe(new Observation.PolicyChanged(requireNonNull(policy, "policy")));
  }

  @Override
  public void pollNow() {
    observe(new Observation.PollRequested());
  }

  @Override
  public void stopWatching() {
    stop(JobOutcome.StoppedBy.USER);
  }

  /** Returns true. */
  boolean stop(JobOutcome.StoppedBy by) {
    observe(new Stopped(by));
    return true;
  }

  @Override
  public ResumeToken resumeToken() {
    return state.token();
  }
}
