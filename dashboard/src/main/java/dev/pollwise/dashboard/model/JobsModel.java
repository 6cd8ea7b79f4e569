package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.JobEvent;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** All jobs of this session, the one that is selected, and what can be done with them. */
public final class JobsModel {

  /** As many jobs as there are colours that can be told apart. */
  public static final int COLOURS = 5;

  /** The most calls, and the most pauses, that are kept of one job: those of an hour of seconds. */
  static final int MOST_KEPT = 4_000;

  /** The most that are kept of all jobs together, unless there are very many. */
  private static final int MOST_KEPT_OF_ALL = 300_000;

  private static final int FEWEST_KEPT = 40;

  private final Commands commands;
  private final Consumer<LaunchOrder> launcher;
  private final ObservableList<JobRow> rows = FXCollections.observableArrayList();
  private final ObservableList<JobRow> readOnlyRows =
      FXCollections.unmodifiableObservableList(rows);
  private final Map<JobKey, JobRow> byKey = new HashMap<>();
  private final ObjectProperty<Optional<JobRow>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Map<JobState, Integer>> tally =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final ReadOnlyIntegerWrapper watched = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper calls = new ReadOnlyIntegerWrapper();
  private double shareOfCleared;

  JobsModel(Commands commands, Consumer<LaunchOrder> launcher) {
    this.commands = commands;
    this.launcher = launcher;
  }

  JobRow accept(JobKey key, JobEvent event, Duration now) {
    JobRow row = row(key, now);
    row.accept(event, now);
    return row;
  }

  void accepted(ServerChoice server, URI video, List<JobKey> jobs, Duration now) {
    for (JobKey key : jobs) {
      JobRow row = row(key, now);
      row.orderedAs(new LaunchOrder(server, video, List.of(row.title().get()), 1));
    }
  }

  private JobRow row(JobKey key, Duration now) {
    return byKey.computeIfAbsent(
        key,
        fresh -> {
          JobRow row = new JobRow(fresh, now, this::kept);
          rows.add(row);
          if (rows.size() <= COLOURS + 1) {
            paint(); // in a crowd nobody has a colour, and who comes has none yet
          }
          return row;
        });
  }

  private int kept() {
    return Math.clamp(MOST_KEPT_OF_ALL / Math.max(1, rows.size()), FEWEST_KEPT, MOST_KEPT);
  }

  /** Few jobs have a colour each; among many, none has. */
  private void paint() {
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).paint(rows.size() <= COLOURS ? i : JobRow.MUTED);
    }
  }

  void tick(Duration now) {
    for (JobRow row : rows) {
      row.tick(now);
    }
  }

  /** Counts anew; once after each batch of news. */
  void count() {
    Map<JobState, Integer> counted = new EnumMap<>(JobState.class);
    double made = shareOfCleared;
    int running = 0;
    for (JobRow row : rows) {
      counted.merge(row.state().get(), 1, Integer::sum);
      made += row.share();
      running += row.isWatched() ? 1 : 0;
    }
    tally.set(counted);
    calls.set((int) Math.round(made));
    watched.set(running);
  }

  /** How many jobs share a call, as the last of the newest job shows; empty while none runs. */
  OptionalInt riders() {
    for (int i = rows.size() - 1; i >= 0; i--) {
      OptionalInt riders = rows.get(i).riders();
      if (rows.get(i).isWatched() && riders.isPresent()) {
        return riders;
      }
    }
    return watched.get() == 0 ? OptionalInt.empty() : OptionalInt.of(watched.get());
  }

  /** Selects a job everywhere, or none. */
  public void select(Optional<JobRow> row) {
    selected.set(row);
  }

  /** Stops watching a job; nothing happens where nobody watches. */
  public void stopWatching(JobRow row) {
    if (row.isWatched()) {
      commands.stopWatching(row.key());
    }
  }

  /** Stops watching every job. */
  public void stopAll() {
    rows.forEach(this::stopWatching);
  }

  /** Launches such a job again, asking first where that costs money. */
  public void launchAgain(JobRow row) {
    row.again().get().ifPresent(launcher);
  }

  /** Puts the id on the clipboard. */
  public void copyId(JobRow row) {
    commands.copy(row.key().id().value());
  }

  /** Puts the address of the translated video on the clipboard. */
  public void copyVideo(JobRow row) {
    row.video().get().ifPresent(address -> commands.copy(address.toString()));
  }

  /** Opens the translated video. */
  public void openVideo(JobRow row) {
    row.video().get().ifPresent(commands::open);
  }

  /** Takes the jobs that nobody watches any more out of the table; their calls stay counted. */
  public void clearFinished() {
    Set<JobRow> over =
        rows.stream().filter(row -> !row.isWatched()).collect(Collectors.toUnmodifiableSet());
    over.forEach(row -> byKey.remove(row.key()));
    shareOfCleared += over.stream().mapToDouble(JobRow::share).sum();
    rows.removeAll(over);
    if (selected.get().filter(over::contains).isPresent()) {
      selected.set(Optional.empty());
    }
    paint();
    count();
  }

  /** The jobs, in the order of their launch. */
  public ObservableList<JobRow> rows() {
    return readOnlyRows;
  }

  /** The job that is selected everywhere. */
  public ReadOnlyObjectProperty<Optional<JobRow>> selected() {
    return selected;
  }

  /** How many jobs are in which state; states without jobs are left out. */
  public ReadOnlyObjectProperty<Map<JobState, Integer>> tally() {
    return tally.getReadOnlyProperty();
  }

  /** How many jobs are being watched. */
  public ReadOnlyIntegerProperty watched() {
    return watched.getReadOnlyProperty();
  }

  /** Calls made for all jobs of this session; one that asked about many jobs is one call. */
  public ReadOnlyIntegerProperty calls() {
    return calls.getReadOnlyProperty();
  }
}
