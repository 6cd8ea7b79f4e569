package dev.pollwise.dashboard.runs;

import dev.pollwise.dashboard.form.DesktopCommands;
import dev.pollwise.dashboard.jobs.Interval;
import dev.pollwise.dashboard.jobs.JobHistory;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LaneCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** All calls of one job: when, why then, and what went over the wire. Grows while it is open. */
public final class JobPageModel {

  private final DesktopCommands commands;
  private final ReadOnlyObjectWrapper<Optional<JobRow>> job =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableList<PageCall> calls = FXCollections.observableArrayList();
  private final ObservableList<PageCall> readOnlyCalls =
      FXCollections.unmodifiableObservableList(calls);
  private final ObjectProperty<Optional<PageCall>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
  private long revision = -1;

  public JobPageModel(DesktopCommands commands) {
    this.commands = commands;
  }

  /** Opens the page of a job. */
  public void show(JobRow row) {
    calls.clear();
    selected.set(Optional.empty());
    revision = row.history().revision();
    fill(row);
    job.set(Optional.of(row));
  }

  /** Closes it. */
  public void close() {
    job.set(Optional.empty());
    calls.clear();
    selected.set(Optional.empty());
  }

  /** Shows what has come since; after each batch of news. */
  public void follow() {
    job.get()
        .filter(row -> row.history().revision() != revision)
        .ifPresent(row -> {
          revision = row.history().revision();
          fill(row);
        });
  }

  private void fill(JobRow row) {
    int chosen = selected.get().map(call -> call.call().number()).orElse(0);
    List<PageCall> now = calls(row.history());
    int same = 0;
    while (same < Math.min(calls.size(), now.size()) && calls.get(same).equals(now.get(same))) {
      same++;
    }
    calls.remove(same, calls.size());
    calls.addAll(now.subList(same, now.size()));
    select(calls.stream().filter(call -> call.call().number() == chosen).findFirst());
    summary.set(summary(row));
  }

  /** Both are in the order of the calls: one pass finds each call the pause that led to it. */
  private static List<PageCall> calls(JobHistory history) {
    List<PageCall> found = new ArrayList<>();
    List<Interval> pauses = history.pauses();
    int next = 0;
    for (LaneCall call : history.calls()) {
      String reason = "";
      while (next < pauses.size() && pauses.get(next).attempt() <= call.number()) {
        reason = pauses.get(next).reason();
        next++;
      }
      found.add(new PageCall(call, reason, history.exchange(call.number())));
    }
    return found;
  }

  private static String summary(JobRow row) {
    JobHistory history = row.history();
    int earlier = history.made() - history.calls().size();
    int wires = history.made() - history.exchanges();
    return String.format(
        Locale.ROOT,
        "%s · %s · %,d %s%s%s",
        row.id(),
        row.state().get().word(),
        history.made(),
        history.made() == 1 ? "call" : "calls",
        earlier == 0 ? "" : String.format(Locale.ROOT, ", the first %,d are not kept", earlier),
        wires == 0 || history.exchanges() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; requests and answers of the last %,d", history.exchanges()));
  }

  /** Shows one of them in full. */
  void select(Optional<PageCall> call) {
    selected.set(call);
  }

  void copySelected() {
    selected.get().ifPresent(call -> commands.copy(call.text()));
  }

  void copyAll() {
    job.get()
        .ifPresent(row ->
            commands.copy(
                row.title().get()
                    + "\n"
                    + summary.get()
                    + calls.stream()
                        .map(PageCall::text)
                        .collect(Collectors.joining("\n\n----\n\n", "\n\n", "\n"))));
  }

  /** Whose page is open. */
  public ReadOnlyObjectProperty<Optional<JobRow>> job() {
    return job.getReadOnlyProperty();
  }

  ObservableList<PageCall> calls() {
    return readOnlyCalls;
  }

  ReadOnlyObjectProperty<Optional<PageCall>> selected() {
    return selected;
  }

  /** Id, state, and how many calls there were, with what is left out. */
  ReadOnlyStringProperty summary() {
    return summary.getReadOnlyProperty();
  }
}
