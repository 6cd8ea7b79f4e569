package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.JobTraits;
import dev.pollwise.client.job.Lateness;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.WaitBrokenException;
import dev.pollwise.client.pacing.Outlook;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.Budget.Place;
import dev.pollwise.client.poll.Gathering.Ride;
import dev.pollwise.client.poll.Observation.Stopped;
import dev.pollwise.client.poll.Step.Again;
import dev.pollwise.client.poll.Step.Done;
import dev.pollwise.client.poll.Step.Then;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

  private final PollRuntime runtime;
  private final Duration origin;
  private final EventDispatcher.@Nullable Mailbox listener;
  private final WakeableScheduler scheduler;
  private final Queue<Observation> inbox = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<JobOutcome> settled = new CompletableFuture<>();

  private volatile PollState state;
  private volatile @Nullable CompletableFuture<Answer> call;
  private volatile boolean stopping;
  private volatile boolean announced;
  private volatile Outlook outlook;

  /** What the budget keeps for the next call; null if nothing. Touched by one attempt at a time. */
  private @Nullable Place place;

  /**
   * Prepares a wait.
   *
   * @param runtime what all waits share
   * @param token names the job
   * @param policy the first policy
   * @param age how long ago the wait began; zero for a new one
   * @param listener hears the events of this wait only; null for none
   */
  PollLoop(
      PollRuntime runtime,
      ResumeToken token,
      PollingPolicy policy,
      Duration age,
      EventDispatcher.@Nullable Mailbox listener) {
    this.runtime = runtime;
    this.origin = runtime.clock().steady().minus(age);
    this.listener = listener;
    this.scheduler =
        new WakeableScheduler(runtime.clock(), runtime.worker(), () -> !inbox.isEmpty());
    this.state = PollState.initial(token, policy);
    this.outlook =
        token.traits().isFresh() ? runtime.experience().outlook(token.traits()) : Outlook.unknown();
  }

  /**
   * Begins to wait; called once.
   *
   * @param title what people call the job
   * @param fresh whether it was submitted just now
   * @param whenOver told before the outcome is
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what the last stage does is all there is to do
  void start(String title, boolean fresh, Consumer<PollLoop> whenOver) {
    publish(new JobEvent.Submitted(id(), moment(elapsed()), title));
    inbox.add(new Observation.Started(fresh));
    Repeat.until(scheduler, this::attempt, PollLoop::delay)
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
    if (settled.isDone()) {
      return;
    }
    inbox.add(observation);
    if (observation instanceof Observation.Announced) {
      announced = true;
    }
    if (observation instanceof Stopped) {
      stopping = true;
      CompletableFuture<Answer> inFlight = call;
      if (inFlight != null) {
        inFlight.cancel(true);
      }
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
      return CompletableFuture.completedFuture(fold(new Observation.LimitReached()));
    }
    Duration room = room();
    return room.compareTo(now) > 0
        ? CompletableFuture.completedFuture(fold(new Observation.HeldBack(room)))
        : ask(again);
  }

  /** When the budget has room for the call that is due, in elapsed time. */
  private Duration room() {
    Budget budget = runtime.budget();
    if (budget == null) {
      return Duration.ZERO;
    }
    Duration steady = runtime.clock().steady();
    Place kept = place == null ? budget.claim(steady, isSociable()) : place;
    place = kept;
    return budget.takeUp(kept, steady).minus(origin);
  }

  /** Whether the next call may be made together with those of others. */
  private boolean isSociable() {
    return state.longPoll() == null && state.held() == null && runtime.desk().isShared();
  }

  private CompletionStage<Step> ask(Again last) {
    Place taken = place;
    place = null;
    Gathering certain = taken == null ? null : taken.gathering();
    if (certain != null) {
      Ride ride = runtime.desk().board(id(), certain);
      // The others have left without this wait: it needs another place.
      return ride == null ? attempt(last) : askTogether(ride);
    }
    return taken == null && isSociable() ? askTogether(runtime.desk().board(id())) : askAlone();
  }

  private CompletionStage<Step> askAlone() {
    Duration askedAt = elapsed();
    Attempt attempt = Attempt.of(state, askedAt);
    return ask(
        () -> runtime.desk().askAlone(id(), attempt),
        Duration.ZERO,
        () -> new Observation.Call(askedAt, attempt.patience(), 1, attempt.repeats()));
  }

  private CompletionStage<Step> askTogether(Ride ride) {
    Duration askedAt = elapsed();
    return ask(() -> ride, CallDesk.GATHERING, () -> ride.call(askedAt));
  }

  /**
   * Makes a call and takes in what it brings.
   *
   * @param source makes it
   * @param delay how much later than now it is made
   * @param made what call it was, once it is over
   */
  private CompletionStage<Step> ask(
      Supplier<CompletionStage<Answer>> source, Duration delay, Supplier<Observation.Call> made) {
    Duration timeout = state.policy().attemptTimeout();
    state = state.asked();
    CompletableFuture<Answer> inFlight =
        TimedCall.of(source, timeout.plus(delay), runtime.worker());
    call = inFlight;
    if (stopping) {
      inFlight.cancel(true);
    }
    // Off the thread and the monitors of whoever completes or cancels the call.
    return inFlight.handleAsync(
        (answer, error) -> {
          call = null;
          if (stopping) {
            state = state.settled(made.get());
            return digest(null);
          }
          Answer known = error == null ? answer : TimedCall.miss(error, timeout);
          return digest(fold(new Observation.Answered(known, made.get())));
        },
        runtime.worker());
  }

  /** Adds what has come in meanwhile to a step. */
  private Step digest(@Nullable Step before) {
    Step step = before;
    while (!(step instanceof Done)) {
      Observation observation = inbox.poll();
      if (observation == null) {
        break;
      }
      step = fold(observation);
    }
    if (step == null) {
      throw new IllegalStateException("an attempt without news and without a step before it");
    }
    return step;
  }

  private Step fold(Observation observation) {
    PollState before = state;
    Duration now = elapsed();
    Step step = PollDecision.decide(before, observation, around(now));
    state = step.state();
    Narration.of(before, observation, step, moment(now)).forEach(this::publish);
    return step;
  }

  /** Who begins in ignorance profits from what others find out meanwhile. */
  private Outlook outlook() {
    JobTraits traits = state.token().traits();
    if (traits.isFresh() && outlook.law().isEmpty()) {
      outlook = runtime.experience().knowledge(traits);
    }
    return outlook;
  }

  private Circumstances around(Duration now) {
    return new Circumstances(
        now,
        runtime.chance().getAsDouble(),
        outlook(),
        runtime.push().share(),
        runtime.desk().isShared()
            ? new Beat.Shared(origin.plus(runtime.phase()))
            : new Beat.Alone());
  }

  private void leavePlace() {
    Budget budget = runtime.budget();
    Place kept = place;
    if (budget != null && kept != null) {
      budget.giveBack(kept);
    }
  }

  /** What others can learn from this wait. */
  private void leaveBehind(JobOutcome outcome) {
    if (outcome instanceof JobOutcome.Ended) {
      runtime.push().ended(id(), announced, runtime.clock().steady());
    }
    JobTraits traits = state.token().traits();
    Duration aliveAt = state.aliveAt();
    if (traits.isFresh() && aliveAt != null) {
      if (outcome instanceof JobOutcome.Ended(JobStatus.Terminal end)
          && end.evidence().lateness() instanceof Lateness.AtMost(Duration lateness)) {
        runtime.experience().ended(traits, aliveAt, aliveAt.plus(lateness), end.evidence());
      } else {
        runtime.experience().abandoned(traits, aliveAt);
      }
    }
  }

  private void settle(@Nullable Step step, @Nullable Throwable error) {
    leavePlace();
    if (step instanceof Done done) {
      leaveBehind(done.outcome());
      settled.complete(done.outcome());
      return;
    }
    Throwable cause =
        error == null ? new IllegalStateException("ended with " + step) : unwrapped(error);
    LOG.log(System.Logger.Level.ERROR, "the wait for " + id() + " broke", cause);
    WaitBrokenException defect = new WaitBrokenException(resumeToken(), cause);
    publish(new JobEvent.Broken(id(), moment(elapsed()), defect));
    settled.completeExceptionally(defect);
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

  private static Throwable unwrapped(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  @Override
  public JobId id() {
    return state.jobId();
  }

  @Override
  public JobOutcome await() throws InterruptedException {
    try {
      return settled.get();
    } catch (ExecutionException broken) {
      throw broken(broken);
    }
  }

  @Override
  public Optional<JobOutcome> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(settled.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS));
    } catch (TimeoutException notYet) {
      return Optional.empty();
    } catch (ExecutionException broken) {
      throw broken(broken);
    }
  }

  private WaitBrokenException broken(ExecutionException broken) {
    return broken.getCause() instanceof WaitBrokenException known
        ? known
        : new WaitBrokenException(resumeToken(), broken);
  }

  @Override
  public CompletableFuture<JobOutcome> outcome() {
    // On a thread of its own: what the user hangs on one copy must not hold up the others.
    CompletionStage<JobOutcome> copy =
        settled.isDone()
            ? settled
            : settled.whenCompleteAsync((value, error) -> {}, runtime.worker());
    return AbortableFuture.of(copy, this::stopWatching);
  }

  /** Done, in whatever way, when the wait is over. */
  CompletableFuture<JobOutcome> over() {
    return settled.copy();
  }

  EventDispatcher.@Nullable Mailbox listener() {
    return listener;
  }

  @Override
  public Optional<JobStatus> status() {
    return Optional.ofNullable(state.status());
  }

  @Override
  public Evidence evidence() {
    PollState now = state;
    return now.status() instanceof JobStatus.Terminal end
        ? now.evidence(end.evidence().lateness())
        : now.evidence();
  }

  @Override
  public PollingPolicy policy() {
    return state.policy();
  }

  @Override
  public void changePolicy(PollingPolicy policy) {
    observe(new Observation.PolicyChanged(requireNonNull(policy, "policy")));
  }

  @Override
  public void pollNow() {
    observe(new Observation.Nudged());
  }

  @Override
  public void stopWatching() {
    stop(JobOutcome.StoppedBy.USER);
  }

  void stop(JobOutcome.StoppedBy by) {
    observe(new Stopped(by));
  }

  @Override
  public ResumeToken resumeToken() {
    return state.token();
  }
}
