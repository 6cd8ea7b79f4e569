package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.dashboard.form.PlainText;
import dev.pollwise.dashboard.server.ServerChoice;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * One wait for a job: what the table shows of it and what the chart draws of it. An id does not
 * make it out: a server that begins anew gives its ids anew, and a job can be watched again.
 */
public final class JobRow {

  /** The colour of a job that is not singled out. */
  public static final int MUTED = -1;

  /** The colour of a job of an earlier run. */
  public static final int FADED = -2;

  private final JobKey key;
  private final int number;
  private final boolean isPaid;
  private final ReadOnlyStringWrapper title;
  private String language;
  private Optional<Run> run = Optional.empty();
  private int copy;
  private final ReadOnlyObjectWrapper<JobState> state =
      new ReadOnlyObjectWrapper<>(JobState.SUBMITTED);
  private final ReadOnlyObjectWrapper<Duration> elapsed =
      new ReadOnlyObjectWrapper<>(Duration.ZERO);
  private final ReadOnlyIntegerWrapper calls = new ReadOnlyIntegerWrapper();
  private double share;
  private double unanswered;
  private OptionalInt participants = OptionalInt.empty();
  private boolean wasSeen;
  private boolean isContinued;
  private boolean isUnknown;
  private boolean isSaved;
  private final ReadOnlyObjectWrapper<Optional<Duration>> nextCallIn =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<JobLateness>> late =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Duration> bound = Optional.empty();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<URI>> video =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyIntegerWrapper colour = new ReadOnlyIntegerWrapper(MUTED);
  private final JobHistory history;
  private final Lane lane = new Lane(this);
  private JobState lastStatus = JobState.SUBMITTED;
  private Duration begunAt;
  private final Continuation continuation = new Continuation();
  private Duration answeredAt = Duration.ZERO;
  private Optional<Duration> nextCallAt = Optional.empty();

  /**
   * A job just heard of.
   *
   * @param number tells rows apart
   * @param now by the model's steady clock
   * @param kept how many of its calls and of its pauses are kept
   */
  JobRow(JobKey key, int number, Duration now, IntSupplier kept) {
    this.key = key;
    this.number = number;
    this.isPaid = ServerChoice.isOutside(key.server());
    this.history = new JobHistory(kept);
    this.language = key.id().value();
    this.title = new ReadOnlyStringWrapper(language);
    this.begunAt = now;
  }

  /**
   * A job of a saved session.
   *
   * @param begun by the model's steady clock
   */
  static JobRow restored(SavedJob saved, int number, Optional<Run> run, Duration begun) {
    JobKey key = new JobKey(saved.server(), JobId.of(saved.id()));
    JobRow row = new JobRow(key, number, begun, () -> JobsModel.MOST_KEPT);
    row.isSaved = true;
    row.continuation.restore(saved.begun());
    row.call(saved.language());
    run.ifPresent(of -> row.join(of, saved.copy()));
    boolean isOver = !saved.state().isWatched();
    row.state.set(isOver ? saved.state() : JobState.STOPPED);
    row.note.set(isOver ? saved.note() : "was " + saved.state().word() + " when it was saved");
    row.elapsed.set(saved.elapsed());
    row.calls.set(saved.calls());
    row.share = saved.share();
    row.bound = saved.bound();
    row.late.set(saved.bound().map(most -> new JobLateness(most, false)));
    saved.made().forEach(row.history::called);
    saved.pauses().forEach(row.history::decided);
    return row;
  }

  void accept(JobEvent event, Duration now) {
    Duration sinceBegin = event.moment().elapsed();
    // Events arrive late, never early: the earliest beginning they speak of is the truest.
    begunAt = hasBegun() ? min(begunAt, now.minus(sinceBegin)) : now.minus(sinceBegin);
    if (!hasBegun()) {
      begin(event);
    }
    switch (event) {
      case JobEvent.Submitted submitted -> call(submitted.title());
      case JobEvent.Polled polled -> polled(polled);
      case JobEvent.Missed missed -> missed(missed);
      case JobEvent.Waiting waiting -> waiting(waiting, sinceBegin);
      case JobEvent.StatusChanged changed -> see(JobState.of(changed.to()));
      case JobEvent.Ended ended -> ended(ended.outcome(), sinceBegin);
      case JobEvent.Broken broken -> broken(broken, sinceBegin);
    }
    tick(now);
  }

  /** Some know the job by its id only. */
  private void call(String name) {
    if (!name.equals(id())) {
      language = name;
      title.set(run.map(of -> of.nameOf(name, copy)).orElse(name));
    }
  }

  /** Belongs to a run from now on. */
  void join(Run itsRun, int itsCopy) {
    run = Optional.of(itsRun);
    copy = itsCopy;
    call(language);
  }

  private void begin(JobEvent event) {
    continuation.begin(event);
    if (isOnlyKept()) {
      note.set("");
      state.set(JobState.SUBMITTED);
    }
  }

  /** Shows what is kept of a job that is not watched here. */
  void keep(KeptWait kept, JobState where) {
    call(kept.name());
    continuation.keep(where == JobState.NOT_WATCHED ? Optional.of(kept.token()) : Optional.empty());
    note.set(
        where == JobState.NOT_WATCHED
            ? "paid, and not over when it was last watched"
            : "another window of this dashboard watches it");
    state.set(where);
  }

  /** Goes on with the job of a row whose wait is over, of which nothing more can come. */
  void goOnWith(JobRow before) {
    before.run.ifPresent(of -> join(of, before.copy));
    call(before.language);
    continuation.goOnWith(before.continuation);
    before.isContinued = true;
    before.note.set(before.note.get() + "; watched again in another row");
  }

  /** Nothing came of watching it again. */
  void refuse(String why) {
    continuation.refuse();
    note.set("not watched again: " + why);
  }

  private void polled(JobEvent.Polled polled) {
    called(polled.call(), polled.participants());
    wasSeen = true;
    isUnknown = false;
    note(polled, polled.call(), polled.took(), false);
    answeredAt = polled.moment().elapsed();
    nextCallAt = Optional.empty();
    if (!(polled.status() instanceof JobStatus.Terminal)) {
      see(JobState.of(polled.status()));
    }
  }

  /** A call that was sent again below the client counts as often as it was sent. */
  private void called(int call, int participants) {
    share += (call - calls.get()) / (double) participants;
    this.participants = OptionalInt.of(participants);
    calls.set(call);
  }

  private void see(JobState seen) {
    lastStatus = seen;
    state.set(seen);
  }

  private void missed(JobEvent.Missed missed) {
    double before = share;
    called(missed.call(), missed.participants());
    boolean hasAnswer =
        !(missed.cause() instanceof Miss.Unreachable || missed.cause() instanceof Miss.TimedOut);
    unanswered += hasAnswer ? 0 : share - before;
    nextCallAt = Optional.empty();
    state.set(JobState.of(missed.cause()));
    note.set(PlainText.of(missed.cause().describe()));
    isUnknown = wasSeen && missed.cause() instanceof Miss.NotFound;
    note(missed, missed.call(), missed.took(), true);
  }

  private void note(JobEvent event, int number, Duration took, boolean failed) {
    Duration at = event.moment().elapsed();
    Duration sent = max(Duration.ZERO, at.minus(took));
    history.called(new LaneCall(number, sent, at, failed, EventText.line(event)));
  }

  private void waiting(JobEvent.Waiting waiting, Duration sinceBegin) {
    nextCallAt = Optional.of(sinceBegin.plus(waiting.delay()));
    String reason = waiting.reason().describe();
    history.decided(new Interval(calls.get() + 1, sinceBegin, waiting.delay(), reason));
    if (state.get() == lastStatus) {
      note.set(reason);
    }
  }

  private void ended(JobOutcome outcome, Duration sinceBegin) {
    continuation.ended(outcome);
    state.set(JobState.of(outcome));
    note.set(EventText.outcome(outcome));
    calls.set(outcome.evidence().calls());
    share = outcome.evidence().share();
    nextCallAt = Optional.empty();
    elapsed.set(sinceBegin);
    bound =
        switch (outcome.evidence().lateness()) {
          case Lateness.AtMost(Duration most) -> Optional.of(most);
          case Lateness.Unknown() -> Optional.empty();
        };
    late.set(bound.map(most -> new JobLateness(most, false)));
    if (outcome instanceof JobOutcome.Ended(JobStatus.Completed done)) {
      video.set(Optional.of(done.result()).flatMap(JobStatus.Result::videoUrl));
    }
  }

  private void broken(JobEvent.Broken broken, Duration sinceBegin) {
    continuation.keep(Optional.of(broken.defect().resumeToken()));
    state.set(JobState.BROKEN);
    note.set(EventText.line(broken));
    nextCallAt = Optional.empty();
    elapsed.set(sinceBegin);
  }

  /** Moves the clocks of a job that is still watched. */
  void tick(Duration now) {
    if (isWatched()) {
      Duration sinceBegin = max(Duration.ZERO, now.minus(begunAt));
      elapsed.set(sinceBegin);
      nextCallIn.set(nextCallAt.map(at -> max(Duration.ZERO, at.minus(sinceBegin))));
    } else {
      nextCallIn.set(Optional.empty());
    }
  }

  /** Whose launch is told, and of which language it is where that is certain. */
  void orderedAs(Optional<LaunchOrder> order) {
    order.ifPresent(one -> call(one.languages().getFirst()));
    continuation.orderedAs(order);
  }

  void paint(int colourIndex) {
    colour.set(colourIndex);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Tells it from every other row. */
  public int number() {
    return number;
  }

  /** Whether its wait has begun; until then it is kept, or was just accepted. */
  public boolean hasBegun() {
    return continuation.hasBegun();
  }

  /** How its wait hangs together with others. */
  Continuation continuation() {
    return continuation;
  }

  /** Whether it stands for a job that this window does not watch and has not watched. */
  boolean isOnlyKept() {
    return state.get() == JobState.NOT_WATCHED || state.get() == JobState.ELSEWHERE;
  }

  /** Whether another row goes on with its job. */
  public boolean isContinued() {
    return isContinued;
  }

  /** Whether the job costs money. */
  public boolean isPaid() {
    return isPaid;
  }

  /** Whether it would be a loss to lose sight of: paid, and its end was not seen. */
  boolean isOpen() {
    return isPaid() && (isWatched() || token().get().isPresent() || isOnlyKept());
  }

  /** How long no call has brought a usable answer; zero after one that has. */
  public Duration withoutAnswer() {
    return state.get() == JobState.RETRYING || state.get() == JobState.THROTTLED
        ? elapsed.get().minus(answeredAt)
        : Duration.ZERO;
  }

  /** Which job this is. */
  public JobKey key() {
    return key;
  }

  /** What the server calls it. */
  public String id() {
    return key.id().value();
  }

  /** When the wait began, by the steady clock of the window. */
  public Duration begunAt() {
    return begunAt;
  }

  /** Whether the wait is still going on. */
  public boolean isWatched() {
    return state.get().isWatched();
  }

  /** The launch that it belongs to; empty for a job that was not launched in this session. */
  public Optional<Run> run() {
    return run;
  }

  /** Which copy of its launch it is, from 1; 0 where it belongs to none. */
  int copy() {
    return copy;
  }

  /** The language, or the id until that is known. */
  public String language() {
    return language;
  }

  /** What it is called: the language with run and copy, or the id until that is known. */
  public ReadOnlyStringProperty title() {
    return title.getReadOnlyProperty();
  }

  /** Where the job stands. */
  public ReadOnlyObjectProperty<JobState> state() {
    return state.getReadOnlyProperty();
  }

  /** Steady time since the wait began; stands still when it is over. */
  public ReadOnlyObjectProperty<Duration> elapsed() {
    return elapsed.getReadOnlyProperty();
  }

  /**
   * Calls that asked about this job, answered or not, those included that asked about others too.
   */
  public ReadOnlyIntegerProperty calls() {
    return calls.getReadOnlyProperty();
  }

  /** How many jobs shared its last call; empty before the first. */
  OptionalInt participants() {
    return participants;
  }

  /** Whether the server knew it once, and says that it knows no such job. */
  boolean isUnknown() {
    return isUnknown;
  }

  /** Its part of the calls: of one that asked about m jobs, one m-th. */
  public double share() {
    return share;
  }

  /** Its part of the calls that got no answer, which the server may never have seen. */
  double unanswered() {
    return unanswered;
  }

  /** The same where they were made in this session. */
  double shareHere() {
    return isSaved ? 0 : share;
  }

  /** How long until the next call; empty during a call and after the end. */
  public ReadOnlyObjectProperty<Optional<Duration>> nextCallIn() {
    return nextCallIn.getReadOnlyProperty();
  }

  /** How long the job had been over when that was seen; empty where nobody can tell. */
  public ReadOnlyObjectProperty<Optional<JobLateness>> late() {
    return late.getReadOnlyProperty();
  }

  /** The same as far as the client alone can tell. */
  Optional<Duration> bound() {
    return bound;
  }

  /** A simulator told the true end. */
  void known(LaneEnd.Known end) {
    late.set(Optional.of(new JobLateness(end.late(), true)));
  }

  /** Why the next call comes when it comes, or how the wait ended, in words. */
  public ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /** Where the translated video is. */
  public ReadOnlyObjectProperty<Optional<URI>> video() {
    return video.getReadOnlyProperty();
  }

  /** The order that would start such a job again; empty for a job that was not launched here. */
  public ReadOnlyObjectProperty<Optional<LaunchOrder>> again() {
    return continuation.again();
  }

  /** What takes up the wait again; empty while it goes on, and once the job's end was seen. */
  public ReadOnlyObjectProperty<Optional<ResumeToken>> token() {
    return continuation.token();
  }

  /** The index of its colour everywhere, {@link #MUTED} or {@link #FADED}. */
  public ReadOnlyIntegerProperty colour() {
    return colour.getReadOnlyProperty();
  }

  /** What it is on the timeline. */
  public Lane lane() {
    return lane;
  }

  /** Its calls and pauses. */
  public JobHistory history() {
    return history;
  }

  /** The newest pauses, oldest first; a view, not a copy. */
  public List<Interval> intervals() {
    return history.pauses();
  }
}
