package dev.pollwise.dashboard.jobs;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** The offers to take up jobs that might be lost sight of: a line for each kind. */
public final class UnfinishedView extends VBox {

  public UnfinishedView(UnfinishedModel model) {
    HBox unwatched =
        line(
            model.offered().map(offered -> offered.isEmpty() ? "" : model.sentence()),
            model.problem(),
            button("Watch again", "watch-again", Styles.ACCENT, model::watchAgain),
            button("Forget", "forget-all", "", model::forget));
    unwatched.setId("unfinished");
    HBox unanswered =
        line(
            model.unanswered().map(found -> found.isEmpty() ? "" : model.unansweredSentence()),
            model.problem(),
            button("Ask again", "ask-again", Styles.ACCENT, model::askAgain),
            button("Forget", "forget-unanswered", "", model::forgetUnanswered));
    unanswered.setId("unanswered");
    getChildren().addAll(unanswered, unwatched);
  }

  private static HBox line(
      ObservableValue<String> sentence, ObservableValue<String> problem, Button... buttons) {
    Label text = new Label();
    text.setGraphic(Controls.icon(Material2OutlinedAL.INFO));
    text.textProperty().bind(sentence);
    text.setWrapText(true);
    HBox line = new HBox(text, Controls.message(problem, "problem"), Controls.spacer());
    line.getStyleClass().add("banner");
    line.getChildren().addAll(buttons);
    Controls.showWhile(line, sentence.map(words -> !words.isEmpty()));
    return line;
  }

  private static Button button(String words, String id, String style, Runnable action) {
    Button button = new Button(words);
    button.setId(id);
    button.getStyleClass().addAll(Styles.SMALL, style);
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return button;
  }
}
