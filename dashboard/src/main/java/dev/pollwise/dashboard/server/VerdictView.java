package dev.pollwise.dashboard.server;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.KeyText;
import dev.pollwise.dashboard.form.Quantities;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** What the simulator, which knows the truth, says about this client. */
final class VerdictView extends VBox {

  private static final double PART_INDENT = 12;

  private final ObservableValue<Optional<SimulatorState>> state;

  VerdictView(ObservableValue<Optional<SimulatorState>> state) {
    this.state = state;
    Label sentence = told(VerdictView::sentence);
    sentence.setId("verdict");
    GridPane numbers = new GridPane();
    numbers.getStyleClass().add("verdict-numbers");
    row(numbers, "Calls received", verdict -> Long.toString(verdict.calls()));
    row(numbers, "that brought no end", verdict -> Long.toString(verdict.wasted()));
    row(numbers, "that met a fault", verdict -> Long.toString(verdict.faulted()));
    row(numbers, "before Retry-After was over", verdict -> Long.toString(verdict.early()));
    row(numbers, "after the end was known", verdict -> Long.toString(verdict.afterEnd()));
    row(numbers, "before the last was answered", verdict -> Long.toString(verdict.overlapping()));
    row(numbers, "Submits too early", verdict -> Long.toString(verdict.earlySubmits()));
    row(numbers, "Submits sent twice", verdict -> Long.toString(verdict.repeatedSubmits()));
    row(
        numbers,
        "Lateness, mean",
        verdict -> verdict.told() == 0 ? "–" : Quantities.about(verdict.lateness()));
    row(numbers, "Cost, as lateness", verdict -> Quantities.about(verdict.cost()));
    row(numbers, "of the best schedule", verdict -> Quantities.about(verdict.best()));
    row(numbers, "with perfect foresight", verdict -> Quantities.about(verdict.clairvoyant()));
    Controls.showWhile(
        numbers, state.map(seen -> seen.filter(s -> s.verdict().hasAsked()).isPresent()));
    Label price =
        told(verdict ->
            verdict.hasAsked()
                ? "A call counts as much as "
                    + Quantities.about(verdict.price())
                    + " of lateness, as the policy in force has it."
                : "");
    price.setId("verdict-price");
    price.getStyleClass().add(Styles.TEXT_MUTED);
    getChildren().add(ServerView.part("Verdict on this client", sentence, numbers, price));
  }

  private Label told(Function<Verdict, String> words) {
    return ServerView.told(state, seen -> words.apply(seen.verdict()));
  }

  private void row(GridPane grid, String name, Function<Verdict, String> value) {
    Label number = told(value);
    number.getStyleClass().add("number-cell");
    number.setWrapText(false);
    number.setMinWidth(USE_PREF_SIZE);
    GridPane.setHalignment(number, HPos.RIGHT);
    boolean part = Character.isLowerCase(name.charAt(0));
    Label told = Controls.label(name, part ? Styles.TEXT_MUTED : "verdict-name");
    told.setWrapText(true);
    GridPane.setMargin(told, new Insets(0, 0, 0, part ? PART_INDENT : 0));
    grid.addRow(grid.getRowCount(), told, number);
  }

  static String sentence(Verdict verdict) {
    return verdict.hasAsked()
        ? verdict.sentence()
        : KeyText.of("This client has not asked about a job yet. Launch one with Ctrl+Enter.");
  }
}
