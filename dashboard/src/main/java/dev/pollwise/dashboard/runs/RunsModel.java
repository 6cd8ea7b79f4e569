package dev.pollwise.dashboard.runs;

import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The lines of the table: the newest run first, each with its jobs below it unless it is folded, of
 * which those are shown that pass the filter. While there is a filter, folded runs show theirs too.
 */
public final class RunsModel {

  /** Below every run: jobs that were not launched in this session. */
  private static final int NO_RUN = 0;

  private final JobsModel jobs;
  private final Supplier<Optional<Yardstick>> yardstick;
  private final JobFilter filter = new JobFilter(this::arrange);
  private final ObservableList<RunLine> lines = FXCollections.observableArrayList();
  private final ObservableList<RunLine> readOnlyLines =
      FXCollections.unmodifiableObservableList(lines);
  private final Map<Integer, RunLine.Heading> headings = new HashMap<>();
  private final ObjectProperty<Optional<RunLine.Heading>> selectedRun =
      new SimpleObjectProperty<>(Optional.empty());
  private Optional<RunLine.Heading> baseline = Optional.empty();
  private final ReadOnlyStringWrapper difference = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper shown = new ReadOnlyStringWrapper("");
  private final ReadOnlyLongWrapper arranged = new ReadOnlyLongWrapper();
  private Map<Integer, List<JobRow>> byRun = Map.of();
  private Optional<Comparator<RunLine>> order = Optional.empty();
  private long fingerprint;
  private boolean isCounted = true;

  /**
   * Shows the jobs of a session.
   *
   * @param yardstick what a run is measured by; empty while nobody knows
   */
  public RunsModel(JobsModel jobs, Supplier<Optional<Yardstick>> yardstick) {
    this.jobs = jobs;
    this.yardstick = yardstick;
    jobs.selected()
        .addListener((o, before, now) -> {
          if (now.isPresent()) {
            selectedRun.set(Optional.empty());
          }
        });
    selectedRun.addListener((o, before, now) -> compare());
  }

  /** Arranges the lines anew where jobs have come, gone or changed their state; once a batch. */
  public void follow() {
    isCounted = false;
    long now = 0;
    for (JobRow row : jobs.rows()) {
      now =
          31 * now
              + 1_009L * row.number()
              + 17L * row.run().map(Run::number).orElse(NO_RUN)
              + row.state().get().hashCode();
    }
    if (now != fingerprint) {
      fingerprint = now;
      arrange();
    }
  }

  /** Counts what each run came to; not with every batch, since nobody can read so fast. */
  public void tick() {
    if (!isCounted) {
      isCounted = true;
      count();
    }
  }

  /** The yardstick is another one. */
  public void measure() {
    count();
  }

  private void count() {
    Optional<Yardstick> now = yardstick.get();
    byRun.forEach((number, rows) -> heading(number, rows).show(RunStatistics.of(rows), now));
    compare();
  }

  private RunLine.Heading heading(int number, List<JobRow> rows) {
    return headings.computeIfAbsent(
        number, unseen -> new RunLine.Heading(rows.getFirst().run(), yardstick.get()));
  }

  private void arrange() {
    Map<Integer, List<JobRow>> found = new TreeMap<>(Comparator.reverseOrder());
    for (JobRow row : jobs.rows()) {
      found
          .computeIfAbsent(row.run().map(Run::number).orElse(NO_RUN), unseen -> new ArrayList<>())
          .add(row);
    }
    byRun = found;
    Predicate<JobRow> passes = filter.predicate();
    boolean isFiltered = filter.isActive();
    List<RunLine> wanted = new ArrayList<>();
    int passed = 0;
    for (Map.Entry<Integer, List<JobRow>> each : found.entrySet()) {
      List<RunLine> ofRun = new ArrayList<>();
      each.getValue().stream().filter(passes).map(RunLine.OfJob::new).forEach(ofRun::add);
      order.ifPresent(ofRun::sort);
      passed += ofRun.size();
      RunLine.Heading heading = heading(each.getKey(), each.getValue());
      boolean hasHeading = each.getKey() != NO_RUN || found.size() > 1;
      if (hasHeading && !(isFiltered && ofRun.isEmpty())) {
        wanted.add(heading);
      }
      if (isFiltered || !hasHeading || !heading.folded().get()) {
        wanted.addAll(ofRun);
      }
    }
    shown.set(isFiltered ? passed + " of " + jobs.rows().size() + " jobs" : "");
    count();
    replace(wanted);
  }

  /** Only what is another, so that the table stands still where nothing is. */
  private void replace(List<RunLine> wanted) {
    int same = 0;
    int most = Math.min(lines.size(), wanted.size());
    while (same < most && lines.get(same).equals(wanted.get(same))) {
      same++;
    }
    int end = 0;
    while (end < most - same
        && lines.get(lines.size() - 1 - end).equals(wanted.get(wanted.size() - 1 - end))) {
      end++;
    }
    List<RunLine> fresh = List.copyOf(wanted.subList(same, wanted.size() - end));
    int gone = lines.size() - end - same;
    if (gone == 0 && fresh.isEmpty()) {
      return;
    }
    if (gone == 0) {
      lines.addAll(same, fresh);
    } else if (fresh.isEmpty()) {
      lines.remove(same, same + gone);
    } else if (gone == fresh.size()) {
      for (int i = 0; i < gone; i++) {
        lines.set(same + i, fresh.get(i));
      }
    } else {
      lines.remove(same, same + gone);
      lines.addAll(same, fresh);
    }
    arranged.set(arranged.get() + 1);
  }

  /** Sorts the jobs within each run; empty for the order of their launch. */
  void sort(Optional<Comparator<RunLine>> wanted) {
    order = wanted;
    arrange();
  }

  /** Hides or shows the jobs of a run. */
  void fold(RunLine.Heading heading, boolean folded) {
    heading.fold(folded);
    arrange();
  }

  /** The heading above a job; empty where there is none. */
  Optional<RunLine.Heading> above(JobRow row) {
    return Optional.ofNullable(headings.get(row.run().map(Run::number).orElse(NO_RUN)))
        .filter(lines::contains);
  }

  /** Selects what a person chose in the table. */
  void select(Optional<RunLine> line) {
    Optional<RunLine.Heading> run =
        line.filter(RunLine.Heading.class::isInstance).map(RunLine.Heading.class::cast);
    jobs.select(
        line.filter(RunLine.OfJob.class::isInstance)
            .map(RunLine.OfJob.class::cast)
            .map(RunLine.OfJob::row));
    selectedRun.set(run);
  }

  /** What is selected; it may be hidden by a filter or in a folded run, and stays selected. */
  Optional<RunLine> selected() {
    return selectedRun
        .get()
        .<RunLine>map(run -> run)
        .or(() -> jobs.selected().get().map(RunLine.OfJob::new));
  }

  /** Other runs are compared with this one from now on. */
  void compareWith(RunLine.Heading heading) {
    baseline = Optional.of(heading);
    compare();
  }

  /** The one that was chosen, else the run before. */
  private Optional<RunLine.Heading> baselineOf(RunLine.Heading run) {
    return baseline
        .filter(chosen -> byRun.containsKey(number(chosen)))
        .or(() ->
            byRun.keySet().stream()
                .filter(number -> number < number(run) && number != NO_RUN)
                .findFirst()
                .map(headings::get));
  }

  private static int number(RunLine.Heading heading) {
    return heading.run().map(Run::number).orElse(NO_RUN);
  }

  private void compare() {
    Optional<Yardstick> now = yardstick.get();
    difference.set(
        selectedRun
            .get()
            .filter(run -> byRun.containsKey(number(run)))
            .flatMap(run ->
                baselineOf(run).filter(other -> other != run).map(other -> told(run, other, now)))
            .orElse(""));
  }

  private static String told(RunLine.Heading run, RunLine.Heading other, Optional<Yardstick> now) {
    String against =
        run.statistics()
            .get()
            .against(other.statistics().get(), run.timesBest(now), other.timesBest(now));
    return against.isEmpty() ? "" : run.name() + " against " + other.name() + ": " + against;
  }

  /** Gives a run another name. */
  void rename(RunLine.Heading heading, String name) {
    heading.run().ifPresent(run -> run.rename(name));
    arrange();
  }

  ObservableList<RunLine> lines() {
    return readOnlyLines;
  }

  /** Which jobs are shown. */
  JobFilter filter() {
    return filter;
  }

  /** Grows whenever the lines are others. */
  ReadOnlyLongProperty arranged() {
    return arranged.getReadOnlyProperty();
  }

  /** What the jobs of a run came to, in words. */
  public String figures(Run run) {
    RunLine.Heading heading = headings.get(run.number());
    return heading == null
        ? ""
        : heading.statistics().get().progress()
            + " · "
            + heading.statistics().get().callsInWords()
            + " calls · "
            + heading.summary().get();
  }

  /** What the selected run does otherwise than the one it is compared with; may be empty. */
  public ReadOnlyStringProperty difference() {
    return difference.getReadOnlyProperty();
  }

  /** How many jobs pass the filter, in words; empty without one. */
  public ReadOnlyStringProperty shown() {
    return shown.getReadOnlyProperty();
  }
}
