package dev.pollwise.dashboard.jobs;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** The offer to watch jobs again that an earlier session left unfinished. */
public final class UnfinishedView extends HBox {

  public UnfinishedView(UnfinishedModel model) {
    getStyleClass().add("banner");
    setId("unfinished");
    Label text = new Label();
    text.setGraphic(Controls.icon(Material2OutlinedAL.INFO));
    text.textProperty()
        .bind(model.offered().map(offered -> offered.isEmpty() ? "" : model.sentence()));
    Button watch = new Button("Watch again");
    watch.setId("watch-again");
    watch.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
    watch.setOnAction(event -> model.watchAgain());
    Button forget = new Button("Forget");
    forget.setId("forget-all");
    forget.getStyleClass().add(Styles.SMALL);
    forget.setOnAction(event -> model.forget());
    getChildren()
        .addAll(
            text, Controls.message(model.problem(), "problem"), Controls.spacer(), watch, forget);
    Controls.showWhile(this, model.offered().map(offered -> !offered.isEmpty()));
  }
}
