package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.client.poll.StatusCalls;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.JobTable.Watched;
import dev.pollwise.fleet.sql.WaitRows.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One step of one wait: asks within the limits, lets client-core decide, writes what comes next.
 */
final class WatchStep {

  /** Nobody notices that a step is taken so much too early. */
  static final long EARLY = 1_000;

  private final Copy copy;
  private final StepWriter steps;
  private final CallsUnderWay underWay;

  private final JobRow row;
  private final Account account;
  private final Watched found;
  private final Instant begun;
  private final JobTraits traits;
  private final Optional<PollingPolicy> policy;
  private final Lessons lessons;
  private final List<JobEvent> events = new ArrayList<>();

  /** A place in the line is kept until a call is made. */
  private @Nullable Long slot;

  WatchStep(
      Copy copy,
      StepWriter steps,
      CallsUnderWay underWay,
      JobRow row,
      Account account,
      Watched found,
      JobTraits traits,
      Optional<PollingPolicy> policy) {
    this.copy = copy;
    this.steps = steps;
    this.underWay = underWay;
    this.row = row;
    this.account = account;
    this.found = found;
    this.begun = FleetClock.micros(requireNonNull(row.begunAt(), "begunAt"));
    this.traits = traits;
    this.policy = policy;
    this.lessons = new Lessons(copy, row, account, begun, traits);
    this.slot = row.slotAt();
  }

  Optional<Instant> run(DurableWait wait, @Nullable Integer regained) {
    if (row.isBeginningUntold()) { // whoever took it up may not have committed that
      tellBeginning(wait);
    }
    Next next = wished(wait).orElse(null);
    if (next == null && regained != null) {
      next = told(wait.contactRegained(regained, around()));
    }
    if (next == null && !row.isCall()) {
      next = told(wait.limitReached(around()));
    }
    if (next instanceof Next.Parked parked && !isDue(parked)) {
      return written(parked);
    }
    DurableWait current = next == null ? wait : next.durable();
    if (next instanceof Next.Over
        || (next instanceof Next.Parked(var w, var e, var d, var r, boolean isCall) && !isCall)) {
      return next instanceof Next.Over over
          ? written(over)
          : written(told(current.limitReached(around())));
    }
    Optional<Next> paused = paused(current);
    if (paused.isPresent()) {
      if (!(paused.get() instanceof Next.Parked parked) || !isDue(parked) || !parked.isCall()) {
        return written(paused.get());
      }
      current = paused.get().durable();
    }
    return asked(current);
  }

  private void tellBeginning(DurableWait wait) {
    JobEvent.Moment moment = new JobEvent.Moment(begun, Duration.ZERO);
    events.add(new JobEvent.Submitted(wait.jobId(), moment, row.language()));
    Surroundings then = Surroundings.alone(Duration.ZERO, begun, copy.chance());
    told(DurableWait.running(wait.token(), wait.policy(), then));
  }

  /** What somebody wants, whichever copy he told. */
  private Optional<Next> wished(DurableWait wait) {
    Next next = null;
    DurableWait current = wait;
    if (row.stopWanted()) {
      return Optional.of(told(current.stopped(JobOutcome.StoppedBy.USER, around())));
    }
    if (policy.isPresent()) {
      next = told(current.changePolicy(policy.get(), around()));
      current = next.durable();
    }
    if (row.pollWanted() && !(next instanceof Next.Over)) {
      next = told(current.pollNow(around()));
      current = next.durable();
    }
    if (row.news() && !(next instanceof Next.Over)) {
      next = told(current.announced(around()));
    }
    return Optional.ofNullable(next);
  }

  /** A pause that the server asked this copy or another for. */
  private Optional<Next> paused(DurableWait wait) {
    long now = copy.clock().now();
    Duration elapsed = elapsed();
    Optional<ServerContext.Pause> own = account.context().pause();
    long others = found.account().blockedUntil();
    if (own.isEmpty() && others <= now) {
      return Optional.empty();
    }
    Duration left =
        own.map(pause -> pause.until().minus(copy.clock().steady())).orElse(Duration.ZERO);
    Duration told = FleetClock.duration(Math.max(0, others - now));
    boolean isOwn = left.compareTo(told) >= 0;
    Duration length =
        isOwn
            ? own.map(ServerContext.Pause::length).orElse(left)
            : FleetClock.duration(found.account().blockedFor());
    return Optional.of(told(wait.paused(elapsed.plus(isOwn ? left : told), length, around())));
  }

  private Optional<Instant> asked(DurableWait wait) {
    Long place = row.slotAt();
    if (place != null && place > copy.clock().now() + EARLY) {
      // Somebody wants a look before the place in the line has come: it is kept.
      Duration until = FleetClock.duration(place - FleetClock.micros(begun));
      return inLine(told(wait.overBudget(until, around())));
    }
    copy.steps().reached(Copy.Step.ASKING, row.id());
    if (place != null) {
      account.called(wait.jobId());
    }
    CompletableFuture<StatusCalls.Made> call = account.calls().ask(wait, elapsed());
    underWay.begun(row.id(), call);
    StatusCalls.Made made;
    try {
      made = call.join();
    } catch (CancellationException aborted) {
      return Optional.of(copy.clock().instant()); // another copy is to ask
    } finally {
      underWay.over(row.id());
      account.left(wait.jobId());
    }
    copy.steps().reached(Copy.Step.LOOKED, row.id());
    if (underWay.isClosed() && !made.answer().isPresent()) {
      return Optional.of(copy.clock().instant());
    }
    made.answer().ifPresent(answer -> copy.meters().polled(word(answer)));
    if (made.answer().orElse(null) instanceof Answer.Seen) {
      Instant now = copy.clock().instant();
      account
          .outage()
          .answered(row.id())
          .forEach(other -> copy.agenda().move(Task.WATCH, other, now));
    }
    account.tellPause();
    Next next = told(wait.answered(made, around()));
    if (made.answer().isPresent()) {
      slot = null;
    }
    if (next instanceof Next.Parked parked && parked.reason() instanceof WaitReason.BackingOff) {
      account.outage().lost(row.id()); // whoever has heard of regained contact since waits as well
    }
    return made.isOverBudget() ? inLine(next) : written(next);
  }

  private Optional<Instant> inLine(Next next) {
    if (next instanceof Next.Parked parked) {
      slot = micros(parked.due());
    }
    return written(next);
  }

  private Optional<Instant> written(Next next) {
    StepWriter.Written step =
        new StepWriter.Written(progress(next), account, lessons.of(next), hasMadeRoom(next));
    Optional<Long> due = steps.write(step);
    if (due.isEmpty()) {
      copy.meters().overtaken();
      return Optional.of(copy.clock().instant().plusSeconds(1));
    }
    copy.publish(events);
    if (next instanceof Next.Over) {
      account.calls().left(next.durable().jobId());
      account.outage().left(row.id());
      copy.steps().reached(Copy.Step.OVER, row.id());
      return Optional.empty();
    }
    return Optional.of(FleetClock.micros(due.get()));
  }

  private static boolean hasMadeRoom(Next next) {
    return next instanceof Next.Over over && over.outcome() instanceof JobOutcome.Ended;
  }

  private Progress progress(Next next) {
    long now = copy.clock().now();
    int calls = next.durable().evidence().calls();
    return switch (next) {
      case Next.Parked parked ->
          new Progress(
              row,
              State.WATCHING,
              parked.durable().text(),
              micros(parked.due()),
              parked.isCall(),
              slot,
              lessons.shownAge(parked.durable()),
              null,
              null,
              calls,
              now);
      case Next.Over over ->
          new Progress(
              row,
              State.OVER,
              over.durable().text(),
              now,
              false,
              null,
              lessons.shownBefore(),
              DurableWait.text(over.outcome()),
              Rows.kind(over.outcome()),
              calls,
              now);
    };
  }

  private Next told(Next next) {
    events.addAll(next.events());
    return next;
  }

  private boolean isDue(Next.Parked parked) {
    return micros(parked.due()) <= copy.clock().now() + EARLY;
  }

  private long micros(Duration elapsed) {
    return FleetClock.micros(begun) + FleetClock.micros(elapsed);
  }

  private Duration elapsed() {
    return elapsedSince(begun);
  }

  private Duration elapsedSince(Instant moment) {
    Duration elapsed = Duration.between(moment, copy.clock().instant());
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }

  private Surroundings around() {
    return copy.around(account, row.id(), traits, begun, elapsed(), row.announcedAt() != null);
  }

  private static String word(Answer answer) {
    return switch (answer) {
      case Answer.Seen seen -> "seen";
      case Miss.Throttled throttled -> "throttled";
      case Miss.NotFound unknown -> "not-found";
      case Miss.TimedOut late -> "timed-out";
      case Miss.Unreachable lost -> "unreachable";
      case Miss.Unreadable garbled -> "unreadable";
      case Miss.Rejected rejected -> "rejected";
      case Miss.Redirected moved -> "redirected";
      case Miss.Denied denied -> "denied";
    };
  }
}
