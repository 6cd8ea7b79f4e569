package dev.pollwise.dashboard.form;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** A setting as a field: label, text, a mark with the rule where it is broken, and a way back. */
public final class SettingField extends VBox {

  private final TextField field = new TextField();

  public SettingField(String label, String help, Setting<?> setting) {
    if (!label.replace("_", "").equals(setting.label())) {
      throw new IllegalArgumentException(
          "label \"" + label + "\": its errors say " + setting.label());
    }
    getStyleClass().addAll("field", "setting-field");
    field.setId(setting.name().replace(' ', '-'));
    field.textProperty().bindBidirectional(setting.text());
    field.setOnAction(event -> setting.enter());
    field
        .focusedProperty()
        .addListener((o, before, focused) -> {
          if (!focused) {
            setting.enter();
          }
        });
    field.setAccessibleText(label);
    field.setAccessibleHelp(help);
    Tooltip tooltip = new Tooltip(help);
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(320);
    field.setTooltip(tooltip);

    Label name = Controls.label(label, "field-label");
    name.setLabelFor(field);
    name.setMnemonicParsing(true);
    name.setMinWidth(USE_PREF_SIZE);
    Button reset =
        Controls.iconButton(
            Material2OutlinedMZ.UNDO, "Reset " + label.replace("_", ""), setting::reset);
    reset.getStyleClass().add("reset");
    Controls.showWhile(
        reset, setting.changed().or(setting.error().isNotEmpty()).map(Boolean::booleanValue));
    HBox top = new HBox(name, Controls.spacer(), reset);
    top.getStyleClass().add("field-top");
    getChildren().addAll(top, field);

    setting.error().addListener((o, before, now) -> mark(now, help, tooltip));
    mark(setting.error().get(), help, tooltip);
  }

  private void mark(String error, String help, Tooltip tooltip) {
    field.pseudoClassStateChanged(Styles.STATE_DANGER, !error.isEmpty());
    field.setAccessibleHelp(error.isEmpty() ? help : error);
    tooltip.setText(error.isEmpty() ? help : error);
  }

  public TextField field() {
    return field;
  }
}
