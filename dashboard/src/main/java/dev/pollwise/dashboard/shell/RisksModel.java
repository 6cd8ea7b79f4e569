package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.form.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What endangers paid jobs. It stands in the window until it is over, or a person saw to it. */
public final class RisksModel {

  private Optional<Problem> unsaved = Optional.empty();
  private final List<Problem> doubts = new ArrayList<>();
  private final ObservableList<Problem> all = FXCollections.observableArrayList();
  private final ObservableList<Problem> readOnly = FXCollections.unmodifiableObservableList(all);

  RisksModel() {}

  /** Something keeps paid jobs from being saved, or does so no more. */
  void unsaved(Optional<Problem> problem) {
    unsaved = problem;
    show();
  }

  /** Paid jobs may have been lost sight of. */
  void doubt(Problem problem) {
    doubts.add(problem);
    show();
  }

  private void show() {
    List<Problem> shown = new ArrayList<>(doubts);
    unsaved.ifPresent(shown::addFirst);
    all.setAll(shown);
  }

  /** A person saw to it; what is not over by that stays. */
  public void dismiss(Problem problem) {
    doubts.remove(problem);
    show();
  }

  /** Whether a person can see to it; the other goes when it is over. */
  public boolean canDismiss(Problem problem) {
    return doubts.contains(problem);
  }

  /** Why paid jobs cannot be saved at the moment. */
  Optional<Problem> unsaved() {
    return unsaved;
  }

  /** All of it, what goes by itself first. */
  public ObservableList<Problem> problems() {
    return readOnly;
  }
}
