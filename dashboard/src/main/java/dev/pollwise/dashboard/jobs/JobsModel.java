package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.form.UndoOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
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

  private final JobCommands commands;
  private int numbered;
  private final Consumer<JobRow> launcher;
  private final Consumer<Confirmation> asker;
  private final ObservableList<JobRow> rows = FXCollections.observableArrayList();
  private final ObservableList<JobRow> readOnlyRows =
      FXCollections.unmodifiableObservableList(rows);
  private final Map<JobKey, List<JobRow>> byKey = new HashMap<>();
  private final ObjectProperty<Optional<JobRow>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Map<JobState, Integer>> tally =
      new ReadOnlyObjectWrapper<>(Map.of());
  private final ReadOnlyIntegerWrapper watched = new ReadOnlyIntegerWrapper();
  private final ReadOnlyStringWrapper lost = new ReadOnlyStringWrapper("");
  private final CallTally calls = new CallTally();
  private final Runs runs = new Runs();
  private boolean isUnpainted;
  private UndoOffer undo = UndoOffer.NONE;

  /**
   * Knows of no job.
   *
   * @param launcher launches such a job again
   * @param asker asks a person first
   */
  public JobsModel(JobCommands commands, Consumer<JobRow> launcher, Consumer<Confirmation> asker) {
    this.commands = commands;
    this.launcher = launcher;
    this.asker = asker;
  }

  public JobRow accept(JobKey key, JobEvent event, Duration now) {
    JobRow row = event instanceof JobEvent.Submitted ? begun(key, now) : of(key, event, now);
    row.accept(event, now);
    return row;
  }

  /** A wait that begins is another row than any wait for that id before. */
  private JobRow begun(JobKey key, Duration now) {
    Optional<JobRow> last = newest(key);
    if (last.isPresent() && !last.get().hasBegun()) {
      return last.get();
    }
    JobRow row = add(key, now);
    last.filter(before -> before.continuation().isAsked()).ifPresent(row::goOnWith);
    return row;
  }

  /** Of several waits for one id it is about the one that began when the event says. */
  private JobRow of(JobKey key, JobEvent event, Duration now) {
    List<JobRow> known = byKey.getOrDefault(key, List.of());
    return known.stream()
        .filter(JobRow::isWatched)
        .min(Comparator.comparing(row -> row.continuation().distance(event)))
        .or(() -> newest(key))
        .orElseGet(() -> add(key, now));
  }

  /** The wait for a job that began last, or is yet to begin. */
  public Optional<JobRow> newest(JobKey key) {
    List<JobRow> known = byKey.getOrDefault(key, List.of());
    return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
  }

  /** Each job is of the language that stands at its place in the order. */
  public Run accepted(LaunchOrder order, List<JobKey> jobs, Duration now) {
    Run run = runs.of(order);
    int copy = run.nextCopy();
    boolean isCertain = jobs.size() == order.languages().size();
    for (int i = 0; i < jobs.size(); i++) {
      JobKey key = jobs.get(i);
      JobRow row =
          newest(key)
              .filter(known -> known.continuation().awaitsLaunch())
              .orElseGet(() -> add(key, now));
      row.orderedAs(isCertain ? Optional.of(order.only(i)) : Optional.empty());
      row.join(run, copy);
    }
    isUnpainted = true;
    return run;
  }

  private JobRow add(JobKey key, Duration now) {
    JobRow row = new JobRow(key, ++numbered, now, this::kept);
    byKey.computeIfAbsent(key, unseen -> new ArrayList<>()).add(row);
    rows.add(row);
    isUnpainted = true;
    return row;
  }

  /**
   * Shows the jobs of a saved session beside those of this one. No event is about them, even where
   * an id is the same.
   */
  public List<JobRow> restored(List<SavedRun> savedRuns, List<SavedJob> jobs, Duration now) {
    Map<Integer, Run> known = new HashMap<>();
    savedRuns.forEach(run -> known.put(run.number(), runs.restored(run)));
    Optional<Instant> first = jobs.stream().map(SavedJob::begun).min(Comparator.naturalOrder());
    List<JobRow> restored = new ArrayList<>();
    for (SavedJob job : jobs) {
      Duration since = Duration.between(first.orElse(job.begun()), job.begun());
      restored.add(
          JobRow.restored(
              job, ++numbered, Optional.ofNullable(known.get(job.run())), now.plus(since)));
    }
    rows.addAll(restored);
    isUnpainted = true;
    return restored;
  }

  /** Shows what is kept of paid jobs and watched by nobody, or by another window. */
  public void kept(List<KeptWait> here, List<KeptWait> elsewhere, Duration now) {
    Set<JobKey> keys =
        Stream.concat(here.stream(), elsewhere.stream())
            .map(KeptWait::key)
            .collect(Collectors.toUnmodifiableSet());
    take(
        rows.stream()
            .filter(row -> row.isOnlyKept() && !keys.contains(row.key()))
            .collect(Collectors.toUnmodifiableSet()));
    here.forEach(kept -> show(kept, JobState.NOT_WATCHED, now));
    elsewhere.forEach(kept -> show(kept, JobState.ELSEWHERE, now));
  }

  private void show(KeptWait kept, JobState where, Duration now) {
    Optional<JobRow> known = newest(kept.key());
    if (known.isEmpty() || known.get().isOnlyKept()) {
      known.orElseGet(() -> add(kept.key(), now)).keep(kept, where);
    }
  }

  private int kept() {
    return Math.clamp(MOST_KEPT_OF_ALL / Math.max(1, rows.size()), FEWEST_KEPT, MOST_KEPT);
  }

  public void tick(Duration now) {
    for (JobRow row : rows) {
      row.tick(now);
    }
  }

  /** Counts anew; once after each batch of news. */
  public void count() {
    if (isUnpainted) {
      isUnpainted = false;
      Runs.paint(rows);
    }
    Map<JobState, Integer> counted = new EnumMap<>(JobState.class);
    int running = 0;
    int unknown = 0;
    for (JobRow row : rows) {
      counted.merge(row.state().get(), 1, Integer::sum);
      running += row.isWatched() ? 1 : 0;
      unknown += row.isUnknown() ? 1 : 0;
    }
    tally.set(counted);
    calls.count(rows);
    watched.set(running);
    lost.set(
        unknown == 0
            ? ""
            : "The server no longer knows "
                + (unknown == 1 ? "1 of your jobs" : unknown + " of your jobs")
                + ". It may have been restarted or reset.");
  }

  /** How many jobs share a call, as the last of the newest job shows; empty while none runs. */
  public OptionalInt participants() {
    for (int i = rows.size() - 1; i >= 0; i--) {
      OptionalInt participants = rows.get(i).participants();
      if (rows.get(i).isWatched() && participants.isPresent()) {
        return participants;
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

  /** Stops watching every job; asks first where several of them cost money. */
  public void stopAll() {
    long paid = rows.stream().filter(row -> row.isWatched() && row.isPaid()).count();
    if (paid > 1) {
      asker.accept(
          new Confirmation(
              "Stop watching " + paid + " paid jobs?",
              "The jobs go on at the server. Each can be watched again from its row, at no cost.",
              "Stop watching",
              () -> rows.forEach(this::stopWatching)));
    } else {
      rows.forEach(this::stopWatching);
    }
  }

  /** Launches such a job again, asking first where that costs money. */
  public void launchAgain(JobRow row) {
    if (row.again().get().isPresent()) {
      launcher.accept(row);
    }
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

  public void offerUndoTo(UndoOffer offer) {
    undo = offer;
  }

  /**
   * Takes the jobs that nobody watches any more out of the table; their calls stay counted. Paid
   * ones whose end was not seen stay: the row is the way back to them.
   */
  public void clearFinished() {
    List<JobRow> before = List.copyOf(rows);
    Set<JobRow> over =
        rows.stream()
            .filter(row -> !row.isWatched() && !row.isOpen())
            .collect(Collectors.toUnmodifiableSet());
    take(over);
    if (!over.isEmpty()) {
      String words = over.size() == 1 ? "1 finished job was" : over.size() + " finished jobs were";
      undo.offer(words + " taken out of the table.", () -> bringBack(before, over));
    }
  }

  /** Takes jobs out of the table. */
  void take(Set<JobRow> over) {
    if (over.isEmpty()) {
      return;
    }
    Optional<JobRow> chosen = selected.get();
    selected.set(Optional.empty());
    over.forEach(row ->
        byKey.computeIfPresent(
            row.key(),
            (key, known) -> {
              known.remove(row);
              return known.isEmpty() ? null : known;
            }));
    calls.clear(over);
    rows.removeAll(over);
    select(chosen.filter(row -> !over.contains(row)));
    isUnpainted = true;
    count();
  }

  private void bringBack(List<JobRow> before, Set<JobRow> cleared) {
    Optional<JobRow> chosen = selected.get();
    selected.set(Optional.empty());
    List<JobRow> all = new ArrayList<>(before);
    rows.stream().filter(row -> !before.contains(row)).forEach(all::add);
    cleared.forEach(
        row -> byKey.computeIfAbsent(row.key(), unseen -> new ArrayList<>()).addFirst(row));
    calls.bringBack(cleared);
    rows.setAll(all);
    select(chosen);
    isUnpainted = true;
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

  /** How many jobs the server has lost, in words; empty where it has lost none. */
  public ReadOnlyStringProperty lost() {
    return lost.getReadOnlyProperty();
  }

  /** The calls made for all jobs of this session. */
  public CallTally calls() {
    return calls;
  }
}
