package dev.pollwise.dashboard.log;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** A chip for each job that the log is limited to; pressing it takes the limit away. */
final class LogChips extends FlowPane {

  private final LogJobs model;

  LogChips(LogJobs model) {
    this.model = model;
    getStyleClass().add("chips");
    setId("log-chips");
    model.chosen().addListener((javafx.beans.Observable o) -> fill());
    Controls.showWhile(this, Bindings.isNotEmpty(model.chosen()).map(Boolean::booleanValue));
    fill();
  }

  private void fill() {
    boolean focused = getChildren().stream().anyMatch(Node::isFocused);
    List<Node> chips = new ArrayList<>();
    for (LogSource.Job job : model.chosen()) {
      chips.add(chip(job));
    }
    if (chips.size() > 1) {
      Button all = new Button("All lines");
      all.setId("log-all-jobs");
      all.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
      all.setOnAction(event -> model.clear());
      chips.add(all);
    }
    getChildren().setAll(chips);
    if (focused && !chips.isEmpty()) {
      chips.getFirst().requestFocus();
    }
  }

  private Node chip(LogSource.Job job) {
    Button chip = new Button(job.label(), Controls.icon(Material2OutlinedAL.CLOSE));
    chip.setMnemonicParsing(false);
    chip.setContentDisplay(ContentDisplay.RIGHT);
    chip.getStyleClass().addAll(Styles.SMALL, "chip");
    chip.setAccessibleText("Only lines of " + job.label() + "; press to remove this filter");
    chip.setTooltip(new Tooltip("Remove this filter (job " + job.id() + ")"));
    chip.setOnAction(event -> model.remove(job));
    return chip;
  }
}
