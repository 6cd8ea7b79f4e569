package dev.pollwise.dashboard.duel;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** What somebody sees who is here for the first time: a duel, by one key. */
public final class DuelOfferView extends HBox {

  /**
   * Shows while it is offered.
   *
   * @param begin shows the duel and begins it
   */
  public DuelOfferView(DuelModel model, Runnable begin) {
    getStyleClass().add("banner");
    setId("duel-offer");
    Label text =
        new Label("See it in a minute: press F2 for a duel, Pollwise against asking every second.");
    text.setGraphic(Controls.icon(Material2OutlinedAL.COMPARE_ARROWS));
    Button start = new Button("Start the duel");
    start.setId("duel-accept");
    start.setMinWidth(Region.USE_PREF_SIZE);
    start.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
    start.setOnAction(event -> begin.run());
    Button close =
        Controls.iconButton(Material2OutlinedAL.CLOSE, "Do not offer it again", model::decline);
    close.setId("duel-decline");
    getChildren().addAll(text, Controls.spacer(), start, close);
    Controls.showWhile(this, model.offered().map(Boolean::booleanValue));
  }
}
