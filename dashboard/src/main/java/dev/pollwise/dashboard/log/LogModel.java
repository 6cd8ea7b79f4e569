package dev.pollwise.dashboard.log;

import dev.pollwise.dashboard.form.DesktopCommands;
import dev.pollwise.dashboard.form.SaveModel;
import dev.pollwise.dashboard.form.UndoOffer;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LogLevel;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The log: the newest lines, a filter, and whether the view follows what is appended. */
public final class LogModel {

  /** The most lines kept. */
  public static final int CAPACITY = 100_000;

  /** How many of the oldest lines go at once when the log is full. */
  public static final int BLOCK = 5_000;

  private final ZoneId zone;
  private final DesktopCommands commands;
  private final SaveModel saves;
  private final ReadOnlyObjectProperty<Optional<JobRow>> selected;
  private final RingBuffer<LogLine> lines = new RingBuffer<>(CAPACITY, BLOCK);
  private final FilteredList<LogLine> shown = new FilteredList<>(lines);
  private final ObservableList<LogLine> readOnlyShown =
      FXCollections.unmodifiableObservableList(shown);
  private final List<LogLine> arriving = new ArrayList<>();
  private final StringProperty text = new SimpleStringProperty("");
  private final ObjectProperty<LogLevel> least = new SimpleObjectProperty<>(LogLevel.DETAIL);
  private final LogJobs jobs;
  private final BooleanProperty following = new SimpleBooleanProperty(true);
  private final BooleanProperty inSight = new SimpleBooleanProperty(true);
  private final ReadOnlyIntegerWrapper unseen = new ReadOnlyIntegerWrapper();
  private final ObservableValue<String> count;
  private UndoOffer undo = UndoOffer.NONE;

  public LogModel(
      ZoneId zone, DesktopCommands commands, ReadOnlyObjectProperty<Optional<JobRow>> selectedJob) {
    this.zone = zone;
    this.commands = commands;
    this.saves = new SaveModel(commands);
    this.selected = selectedJob;
    this.jobs = new LogJobs(selectedJob);
    text.addListener((o, before, now) -> filter());
    least.addListener((o, before, now) -> filter());
    jobs.chosen().addListener((javafx.beans.Observable o) -> filter());
    following.addListener((o, before, now) -> unseen.set(0));
    count =
        Bindings.createStringBinding(
            () ->
                shown.size() == lines.size()
                    ? String.format(
                        Locale.ROOT, lines.size() == 1 ? "%,d line" : "%,d lines", lines.size())
                    : String.format(Locale.ROOT, "%,d of %,d lines", shown.size(), lines.size()),
            shown,
            lines);
  }

  private void filter() {
    String wanted = text.get().strip().toLowerCase(Locale.ROOT);
    LogLevel floor = least.get();
    Predicate<LogLine> ofJobs = jobs.predicate();
    shown.setPredicate(line ->
        line.level().compareTo(floor) >= 0
            && ofJobs.test(line)
            && (wanted.isEmpty() || line.mentions(wanted)));
  }

  public void append(LogLine line) {
    arriving.add(line);
  }

  /** Shows what has arrived, in one change; once after each batch of news. */
  public void flush() {
    if (arriving.isEmpty()) {
      return;
    }
    Predicate<? super LogLine> passes = shown.getPredicate();
    if (!following.get()) {
      long fresh = arriving.stream().filter(line -> passes == null || passes.test(line)).count();
      unseen.set(unseen.get() + (int) fresh);
    }
    lines.append(arriving);
    arriving.clear();
  }

  public void offerUndoTo(UndoOffer offer) {
    undo = offer;
  }

  /** Takes every line away. */
  public void clear() {
    if (lines.isEmpty()) {
      return;
    }
    List<LogLine> cleared = List.copyOf(lines);
    lines.clear();
    unseen.set(0);
    undo.offer("The log was cleared.", () -> bringBack(cleared));
  }

  private void bringBack(List<LogLine> cleared) {
    List<LogLine> all = new ArrayList<>(cleared);
    all.addAll(lines);
    lines.clear();
    lines.append(all);
  }

  /** Puts lines on the clipboard, one below the other. */
  public void copy(List<LogLine> chosen) {
    commands.copy(
        chosen.stream().map(line -> line.text(zone)).collect(Collectors.joining("\n", "", "\n")));
  }

  /**
   * Saves the lines shown.
   *
   * @param file its name says how: JSON lines where it ends with jsonl, ndjson or json, else text
   */
  public void save(Path file) {
    saves.save(LogText.document(file, List.copyOf(shown), zone));
  }

  /** What became of saving the log. */
  public SaveModel saves() {
    return saves;
  }

  /** The time of a line as the column shows it. */
  public String time(LogLine line) {
    return line.time(zone);
  }

  /** Whether a line is about the job that is selected. */
  public boolean isAboutSelected(LogLine line) {
    return selected.get().map(row -> line.isAbout(row)).orElse(false);
  }

  /** Changes when other lines are those of the selected job. */
  public ReadOnlyObjectProperty<Optional<JobRow>> selectedChanged() {
    return selected;
  }

  /** The lines that pass the filter, oldest first. */
  public ObservableList<LogLine> shown() {
    return readOnlyShown;
  }

  /** What message or job must contain, whatever the case. */
  public StringProperty text() {
    return text;
  }

  /** The least level shown. */
  public ObjectProperty<LogLevel> least() {
    return least;
  }

  /** The jobs that it is limited to. */
  public LogJobs jobs() {
    return jobs;
  }

  /** Whether the view keeps to the newest line. */
  public BooleanProperty following() {
    return following;
  }

  /** Whether anybody sees it; a view need not follow meanwhile where nobody does. */
  public BooleanProperty inSight() {
    return inSight;
  }

  /** How many lines came since the view stopped following. */
  public ReadOnlyIntegerProperty unseen() {
    return unseen.getReadOnlyProperty();
  }

  /** How many lines are shown, of how many, in words. */
  public ObservableValue<String> count() {
    return count;
  }
}
