package dev.pollwise.dashboard.shell;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import javafx.animation.FadeTransition;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** The toast in the lower right corner; takes no focus and goes by itself. */
final class ToastView extends HBox {

  private final FadeTransition appearing = new FadeTransition(Duration.millis(150), this);

  ToastView(ToastsModel model) {
    getStyleClass().add("toast");
    setId("toast");
    setAccessibleRole(AccessibleRole.TEXT);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    Label text = new Label();
    text.setWrapText(true);
    text.setMaxWidth(420);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.textProperty()
        .bind(model.toast().map(shown -> shown.map(ToastsModel.Toast::text).orElse("")));
    accessibleTextProperty().bind(text.textProperty());
    Button close =
        Controls.iconButton(Material2OutlinedAL.CLOSE, "Dismiss this message", model::dismiss);
    close.setFocusTraversable(false);
    Button undo = new Button("Undo");
    undo.setId("undo");
    undo.getStyleClass().add(Styles.SMALL);
    undo.setMinWidth(Region.USE_PREF_SIZE);
    undo.setOnAction(event -> model.undo());
    Controls.showWhile(
        undo, model.toast().map(shown -> shown.flatMap(ToastsModel.Toast::undo).isPresent()));
    getChildren().addAll(Controls.icon(Material2OutlinedAL.INFO), text, undo, close);
    Controls.showWhile(this, model.toast().map(java.util.Optional::isPresent));
    appearing.setFromValue(0);
    appearing.setToValue(1);
    visibleProperty().addListener((o, before, now) -> appear(now));
  }

  private void appear(boolean shown) {
    appearing.stop();
    setOpacity(1);
    if (shown && getScene() != null && !getScene().getPreferences().isReducedMotion()) {
      setOpacity(0);
      appearing.playFromStart();
    }
  }
}
