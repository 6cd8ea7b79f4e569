package dev.pollwise.dashboard.view;

import atlantafx.base.controls.Popover;
import dev.pollwise.dashboard.model.Candidate;
import dev.pollwise.dashboard.model.CompareModel;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** A button that says how many policies take part, and opens the list of those that can. */
final class CandidateChooser extends Button {

  private static final double LIST_HEIGHT = 420;

  private final CompareModel model;
  private final VBox list = new VBox();

  CandidateChooser(CompareModel model) {
    this.model = model;
    setId("choose-policies");
    list.getStyleClass().add("popover-content");
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    scroll.setMaxHeight(LIST_HEIGHT);
    Popover popover = new Popover(scroll);
    popover.setHeaderAlwaysVisible(false);
    popover.setDetachable(false);
    popover.setArrowLocation(Popover.ArrowLocation.TOP_LEFT);
    setOnAction(event -> popover.show(this));
    model.candidates().addListener((ListChangeListener<Candidate>) change -> onChange(change));
    fill();
    count();
  }

  private void onChange(ListChangeListener.Change<? extends Candidate> change) {
    while (change.next()) {
      if (change.wasAdded() || change.wasRemoved()) {
        fill();
      }
    }
    count();
  }

  private void fill() {
    list.getChildren().setAll(model.candidates().stream().map(CandidateChooser::box).toList());
  }

  private static CheckBox box(Candidate candidate) {
    CheckBox box = new CheckBox(candidate.name());
    box.setMnemonicParsing(false);
    box.selectedProperty().bindBidirectional(candidate.chosen());
    Tooltip about = new Tooltip(candidate.about());
    about.setWrapText(true);
    about.setMaxWidth(360);
    box.setTooltip(about);
    box.setAccessibleHelp(candidate.about());
    return box;
  }

  private void count() {
    int chosen = model.chosen();
    setText(chosen == 1 ? "1 policy" : chosen + " policies");
  }
}
