package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * How a wait hangs together with others: when it began, what ordered it, what takes it up again.
 */
final class Continuation {

  private final ReadOnlyObjectWrapper<Optional<LaunchOrder>> again =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<ResumeToken>> token =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Instant> begunOnWall = Optional.empty();
  private boolean awaitsLaunch = true;
  private boolean isAsked;

  /** The first event of a wait says when it began. */
  void begin(JobEvent event) {
    begunOnWall = Optional.of(begun(event));
    takenUp();
  }

  /** A wait of a saved session: over, and taken up by nobody. */
  void restore(Instant begun) {
    begunOnWall = Optional.of(begun);
    awaitsLaunch = false;
  }

  private static Instant begun(JobEvent event) {
    return event.moment().at().minus(event.moment().elapsed());
  }

  boolean hasBegun() {
    return begunOnWall.isPresent();
  }

  /** How far from the beginning of this wait an event would place its own. */
  Duration distance(JobEvent event) {
    return begunOnWall.map(own -> Duration.between(own, begun(event)).abs()).orElse(Duration.ZERO);
  }

  /** Whether the launch that it belongs to is yet to be told. */
  boolean awaitsLaunch() {
    return awaitsLaunch;
  }

  /** Its launch is told, and what it ordered where that is certain. */
  void orderedAs(Optional<LaunchOrder> order) {
    awaitsLaunch = false;
    again.set(order);
  }

  /** Goes on with the job of another wait, of which nothing more can come. */
  void goOnWith(Continuation before) {
    orderedAs(before.again.get());
    before.takenUp();
  }

  private void takenUp() {
    isAsked = false;
    token.set(Optional.empty());
  }

  /** Somebody wants it to be watched again; nothing came of that yet. */
  void ask() {
    isAsked = true;
    awaitsLaunch = false;
  }

  /** Nothing came of it. */
  void refuse() {
    isAsked = false;
  }

  boolean isAsked() {
    return isAsked;
  }

  void keep(Optional<ResumeToken> kept) {
    token.set(kept);
  }

  /** What takes up the wait again, unless the end of the job was seen. */
  void ended(JobOutcome outcome) {
    token.set(
        switch (outcome) {
          case JobOutcome.Ended ended -> Optional.empty();
          case JobOutcome.TimedOut timedOut -> Optional.of(timedOut.resumeToken());
          case JobOutcome.GaveUp gaveUp -> Optional.of(gaveUp.resumeToken());
          case JobOutcome.Cancelled cancelled -> Optional.of(cancelled.resumeToken());
        });
  }

  ReadOnlyObjectProperty<Optional<LaunchOrder>> again() {
    return again.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<ResumeToken>> token() {
    return token.getReadOnlyProperty();
  }
}
