package dev.pollwise.dashboard.compare;

import atlantafx.base.controls.Popover;
import dev.pollwise.dashboard.form.Controls;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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
    popover.setArrowLocation(Popover.ArrowLocation.TOP_LEFT);
    setOnAction(event -> {
      Controls.pop(popover, this);
      // The popup wants the focus for itself first.
      Platform.runLater(() -> focus(0));
    });
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::keys);
    model.candidates().addListener((ListChangeListener<Candidate>) change -> onChange(change));
    fill();
    count();
  }

  private void focus(int box) {
    int last = list.getChildren().size() - 1;
    if (last >= 0) {
      list.getChildren().get(Math.max(0, Math.min(last, box))).requestFocus();
    }
  }

  private void keys(KeyEvent event) {
    int focused = list.getChildren().stream().map(Node::isFocused).toList().indexOf(true);
    boolean moves = event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP;
    if (moves && focused >= 0) {
      focus(focused + (event.getCode() == KeyCode.DOWN ? 1 : -1));
      event.consume();
    }
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
