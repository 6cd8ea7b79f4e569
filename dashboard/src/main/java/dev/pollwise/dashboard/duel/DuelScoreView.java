package dev.pollwise.dashboard.duel;

import dev.pollwise.dashboard.form.Amounts;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Quantities;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The running score: the verdict in one sentence, and what each side has cost, as bars. */
final class DuelScoreView extends VBox {

  private static final double BAR_HEIGHT = 10;

  private final Label verdict = Controls.label("", "duel-verdict");
  private final Label progress = Controls.label("", "aside");
  private final GridPane table = new GridPane();
  private final Label price = Controls.label("", "duel-head");

  DuelScoreView(DuelModel model) {
    getStyleClass().add("duel-score");
    verdict.setId("duel-verdict");
    verdict.setWrapText(true);
    verdict.setMinHeight(Region.USE_PREF_SIZE);
    price.setTooltip(
        new Tooltip(
            "Calls, and lateness at the price r of the policy form: so much lateness is as"
                + " bad as one call"));
    table.getStyleClass().add("duel-table");
    ColumnConstraints name = column(HPos.LEFT);
    ColumnConstraints bar = column(HPos.LEFT);
    bar.setHgrow(Priority.ALWAYS);
    table
        .getColumnConstraints()
        .addAll(name, column(HPos.RIGHT), column(HPos.RIGHT), column(HPos.RIGHT), bar);
    table.addRow(
        0,
        new Label(),
        Controls.label("calls", "duel-head"),
        Controls.label("late on average", "duel-head"),
        price);
    Row above = new Row(Side.ABOVE, "duel-above");
    Row below = new Row(Side.BELOW, "duel-below");
    above.into(1);
    below.into(2);
    HBox first = new HBox(verdict, Controls.spacer(), progress);
    HBox.setHgrow(verdict, Priority.ALWAYS);
    progress.setMinWidth(Region.USE_PREF_SIZE);
    first.getStyleClass().add("duel-first");
    getChildren().addAll(first, table);
    Controls.showWhile(this, model.score().map(Optional::isPresent));
    model.score().subscribe(score -> score.ifPresent(now -> show(now, above, below)));
  }

  private static ColumnConstraints column(HPos alignment) {
    ColumnConstraints column = new ColumnConstraints();
    column.setHalignment(alignment);
    column.setMinWidth(Region.USE_PREF_SIZE);
    return column;
  }

  private void show(DuelScore score, Row above, Row below) {
    verdict.setText(score.verdict());
    progress.setText(score.progress());
    price.setText("cost at " + Quantities.about(score.price()) + " a call");
    double most = Math.max(score.cost(Side.ABOVE), score.cost(Side.BELOW));
    above.show(score, most);
    below.show(score, most);
  }

  /** One side of the score. */
  private final class Row {
    private final Side side;
    private final Label name = Controls.label("", "duel-name");
    private final Label calls = Controls.label("", "duel-figure");
    private final Label late = Controls.label("", "duel-figure");
    private final Label cost = Controls.label("", "duel-figure");
    private final DoubleProperty share = new SimpleDoubleProperty();
    private final Region bar = new Region();
    private final StackPane track = new StackPane(bar);

    Row(Side side, String style) {
      this.side = side;
      Region sample = new Region();
      sample.getStyleClass().addAll("duel-sample", style);
      name.setGraphic(sample);
      bar.getStyleClass().addAll("duel-bar", style);
      bar.setMinHeight(BAR_HEIGHT);
      bar.setMaxHeight(BAR_HEIGHT);
      track.setAlignment(Pos.CENTER_LEFT);
      track.setMinWidth(0);
      bar.maxWidthProperty().bind(track.widthProperty().multiply(share));
      calls.setId(style + "-calls");
    }

    void into(int row) {
      table.addRow(row, name, calls, late, cost, track);
    }

    void show(DuelScore score, double most) {
      Standing now = score.on(side);
      name.setText(now.name());
      name.setAccessibleText(now.words());
      calls.setText(Amounts.number(Math.rint(now.calls())));
      late.setText(
          now.lateOnAverage().map(Amounts::roughly).orElse("–")
              + (now.missed() == 0 ? "" : ", gave up on " + now.missed()));
      cost.setText(Amounts.calls(score.cost(side)));
      share.set(most > 0 ? score.cost(side) / most : 0);
    }
  }
}
