package dev.pollwise.dashboard.shell;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Problem;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** What endangers paid jobs, a line for each, until it is over or a person saw to it. */
final class RisksView extends VBox {

  private final RisksModel model;
  private final Consumer<String> copy;

  RisksView(RisksModel model, Consumer<String> copy) {
    this.model = model;
    this.copy = copy;
    setId("risks");
    model.problems().addListener((ListChangeListener<Problem>) change -> show());
    show();
  }

  private void show() {
    getChildren().setAll(model.problems().stream().map(this::line).toList());
  }

  private Node line(Problem problem) {
    Label text = Controls.label(problem.summary());
    text.setGraphic(Controls.icon(Material2OutlinedAL.ERROR_OUTLINE));
    text.setWrapText(true);
    Button details = new Button("Copy details");
    details.getStyleClass().add(Styles.SMALL);
    details.setMinWidth(USE_PREF_SIZE);
    details.setOnAction(event -> copy.accept(problem.details()));
    HBox line = new HBox(text, Controls.spacer(), details);
    if (model.canDismiss(problem)) {
      Button dismiss = new Button("Dismiss");
      dismiss.getStyleClass().add(Styles.SMALL);
      dismiss.setMinWidth(USE_PREF_SIZE);
      dismiss.setOnAction(event -> model.dismiss(problem));
      line.getChildren().add(dismiss);
    }
    line.getStyleClass().addAll("banner", "banner-danger");
    return line;
  }
}
