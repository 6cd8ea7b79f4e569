package dev.pollwise.dashboard.chart;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.Lane;
import dev.pollwise.dashboard.jobs.SavedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * All jobs on one axis of time, a lane for each. Places on the axis are seconds since the first
 * launch, less the time in which nobody watched anything.
 */
public final class TimelineModel {

  private static final double LEAST_LENGTH = 1;
  private static final double ROOM_AT_THE_END = 0.005;
  private static final int MOST_MARKS = 8;

  /** Of the whole axis, at most. */
  private static final double LEAST_STEP = 1.0 / 64;

  /**
   * A mark of the axis.
   *
   * @param place where
   * @param label what it says
   */
  public record Mark(double place, String label) {}

  private final JobsModel jobs;
  private final ObservableList<Lane> lanes = FXCollections.observableArrayList();
  private final ObservableList<Lane> readOnlyLanes =
      FXCollections.unmodifiableObservableList(lanes);
  private final Zoom zoom = new Zoom();
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private final BooleanProperty inSight = new SimpleBooleanProperty(true);
  private boolean stale;
  private Duration firstBegin = Duration.ZERO;
  private TimeWarp warp = TimeWarp.around(List.of());

  public TimelineModel(JobsModel jobs) {
    this.jobs = jobs;
    jobs.rows().addListener((ListChangeListener<JobRow>) this::follow);
    zoom.chosen().addListener((o, before, now) -> touch());
    inSight.addListener((o, before, now) -> touch());
  }

  private void follow(ListChangeListener.Change<? extends JobRow> change) {
    boolean gone = false;
    while (change.next()) {
      gone |= change.wasRemoved();
    }
    if (gone) {
      lanes.setAll(jobs.rows().stream().map(JobRow::lane).filter(Lane::isHeard).toList());
    }
    touch();
  }

  public void heard(JobRow row, JobEvent event) {
    lane(row).hear(event);
  }

  public void trueEnd(JobRow row, Instant wall) {
    lane(row).trueEnd(wall);
  }

  /** Shows a job of a saved session. */
  public void restored(JobRow row, SavedJob saved) {
    lane(row).restore(saved);
  }

  /** A wait of which something is heard has a lane; a job that is only kept has none. */
  private Lane lane(JobRow row) {
    Lane lane = row.lane();
    if (!lane.isHeard()) {
      int place = lanes.size(); // heard of in another order than launched, seldom far from it
      while (place > 0 && lanes.get(place - 1).row().number() > row.number()) {
        place--;
      }
      lanes.add(place, lane);
    }
    return lane;
  }

  /** Says that there is something new to draw; after each batch of news. */
  public void touch() {
    stale = true;
    if (inSight.get()) {
      revision.set(revision.get() + 1);
    }
  }

  /** Lays the axis anew, when somebody looks at it again after a change. */
  private void lay() {
    if (!stale) {
      return;
    }
    stale = false;
    firstBegin =
        lanes.stream()
            .map(lane -> lane.row().begunAt())
            .min(Duration::compareTo)
            .orElse(Duration.ZERO);
    List<Span> busy = new ArrayList<>();
    for (Lane lane : lanes) {
      double begin = BackoffModel.seconds(lane.row().begunAt().minus(firstBegin));
      double length = BackoffModel.seconds(lane.row().elapsed().get());
      busy.add(new Span(begin, begin + Math.max(length, 1e-3)));
    }
    warp = TimeWarp.around(busy);
  }

  /** Where a time of a wait lies on the axis. */
  public double place(Lane lane, Duration sinceBegin) {
    lay();
    return warp.place(
        BackoffModel.seconds(lane.row().begunAt().minus(firstBegin).plus(sinceBegin)));
  }

  /** What a lane shows near a place; the reach is in seconds. */
  public Optional<String> told(Lane lane, double place, double reach) {
    double begin = place(lane, Duration.ZERO);
    // A lane never runs across a break: somebody watched all the while.
    return lane.told(nanos(place - begin), nanos(reach));
  }

  private static Duration nanos(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** The whole axis. It grows in small steps, so that most lanes stand still most of the time. */
  public Span whole() {
    lay();
    double end = warp.end() * (1 + ROOM_AT_THE_END);
    double step = Math.scalb(LEAST_STEP, Math.getExponent(end));
    return new Span(0, Math.max(LEAST_LENGTH, Math.ceil(end / step) * step));
  }

  /** What is shown of the axis. */
  public Span shown() {
    return zoom.shown(whole());
  }

  /** Marks at round times within what is shown. */
  public List<Mark> marks() {
    lay();
    Span shown = shown();
    double step = AxisMarks.timeStep(shown.length(), MOST_MARKS);
    return warp.multiples(step, shown).stream()
        .map(time -> new Mark(warp.place(time), BackoffModel.time(time)))
        .toList();
  }

  /** Gaps in which nobody watched anything, cut down. */
  public List<TimeWarp.Break> breaks() {
    lay();
    return warp.breaks();
  }

  /** Which part of the axis is shown. */
  public Zoom zoom() {
    return zoom;
  }

  /** The lane of the job that is selected everywhere. */
  public Optional<Lane> selected() {
    return jobs.selected().get().map(JobRow::lane).filter(Lane::isHeard);
  }

  /** The lanes, in the order of their launch. */
  public ObservableList<Lane> lanes() {
    return readOnlyLanes;
  }

  /** Whether anybody sees it; nothing is drawn meanwhile where nobody does. */
  public BooleanProperty inSight() {
    return inSight;
  }

  /** Grows whenever there is something new to draw. */
  public ReadOnlyLongProperty revision() {
    return revision.getReadOnlyProperty();
  }
}
