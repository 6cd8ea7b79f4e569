package dev.pollwise.dashboard.runs;

import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/** Which jobs the table shows: all of them until something is typed or a chip is pressed. */
final class JobFilter {

  private final StringProperty text = new SimpleStringProperty("");
  private final ObservableSet<JobState> states = FXCollections.observableSet();
  private final BooleanProperty paid = new SimpleBooleanProperty();

  JobFilter(Runnable changed) {
    for (Observable each : List.of(text, states, paid)) {
      each.addListener(o -> changed.run());
    }
  }

  boolean isActive() {
    return !text.get().isBlank() || !states.isEmpty() || paid.get();
  }

  void clear() {
    text.set("");
    states.clear();
    paid.set(false);
  }

  /** As it is now. Every word has to be found somewhere: name, id, state, run or server. */
  Predicate<JobRow> predicate() {
    List<String> words =
        List.of(text.get().strip().toLowerCase(Locale.ROOT).split("\\s+")).stream()
            .filter(word -> !word.isEmpty())
            .toList();
    Set<JobState> any = states.stream().collect(Collectors.toUnmodifiableSet());
    boolean paidOnly = paid.get();
    return row ->
        (any.isEmpty() || any.contains(row.state().get()))
            && (!paidOnly || row.isPaid())
            && (words.isEmpty() || words.stream().allMatch(told(row)::contains));
  }

  private static String told(JobRow row) {
    return String.join(
            "\n",
            row.title().get(),
            row.id(),
            row.state().get().word(),
            row.run().map(run -> run.name().get()).orElse(""),
            row.key().server().toString())
        .toLowerCase(Locale.ROOT);
  }

  StringProperty text() {
    return text;
  }

  /** The states that are wanted; all of them while there are none. */
  ObservableSet<JobState> states() {
    return states;
  }

  /** Whether only jobs that cost money are wanted. */
  BooleanProperty paid() {
    return paid;
  }
}
