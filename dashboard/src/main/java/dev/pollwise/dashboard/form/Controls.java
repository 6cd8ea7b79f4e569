package dev.pollwise.dashboard.form;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** The small parts that every area is made of, so that all areas look and read alike. */
public final class Controls {

  /** The size of text that widths are meant for. */
  private static final double USUAL_TEXT = 13;

  private Controls() {}

  /** A button that shows an icon only; the name is its tooltip and what a screen reader says. */
  public static Button iconButton(Ikon icon, String name, Runnable action) {
    Button button = new Button();
    dress(button, icon, name);
    button.setOnAction(event -> action.run());
    return button;
  }

  /** A toggle that shows an icon only. */
  static ToggleButton iconToggle(Ikon icon, String name) {
    ToggleButton button = new ToggleButton();
    dress(button, icon, name);
    return button;
  }

  private static void dress(ButtonBase button, Ikon icon, String name) {
    button.setGraphic(icon(icon));
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    button.setAccessibleText(KeyText.of(name));
    button.setTooltip(new Tooltip(KeyText.of(name)));
  }

  public static FontIcon icon(Ikon icon) {
    return new FontIcon(icon);
  }

  /** A label with a style class. */
  public static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    return label;
  }

  /** The title of an area. */
  public static Label title(String text) {
    Label title = label(text, "panel-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    return title;
  }

  /** The row above an area: title, what belongs to it, and at the right what can be done. */
  public static HBox header(Node... content) {
    HBox header = new HBox(content);
    // Else the header would keep a window that gets smaller from telling it so.
    header.setMinWidth(0);
    header.getStyleClass().add("panel-header");
    return header;
  }

  /** Text that helps, and goes first where a header has little room for text of its size. */
  public static Label aside(Label label, double fromWidth) {
    label.setMinWidth(Region.USE_PREF_SIZE);
    showWhile(
        label,
        label
            .parentProperty()
            .map(Region.class::cast)
            .flatMap(Region::widthProperty)
            .flatMap(width ->
                label
                    .fontProperty()
                    .map(font ->
                        width.doubleValue()
                            >= fromWidth * Math.max(1, font.getSize() / USUAL_TEXT)))
            .orElse(true));
    return label;
  }

  /** Takes the room that is left. */
  public static Region spacer() {
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    return spacer;
  }

  /** A field with its label above. */
  public static VBox labelled(String text, Node field) {
    Label label = label(text, "field-label");
    label.setLabelFor(field);
    label.setMnemonicParsing(true);
    VBox box = new VBox(label, field);
    box.getStyleClass().add("field");
    return box;
  }

  /** A line that is there only while it says something. */
  public static Label message(javafx.beans.value.ObservableValue<String> text, String... styles) {
    Label label = label("", styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.textProperty().bind(text);
    showWhile(label, text.map(said -> !said.isEmpty()));
    return label;
  }

  /** Shows a node, and gives it room, only while a condition holds. */
  public static void showWhile(Node node, javafx.beans.value.ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(condition);
  }

  /** Shows a popover below or above its owner, without fading where motion is reduced. */
  public static void pop(Popover popover, Node owner) {
    popover.setAnimated(!owner.getScene().getPreferences().isReducedMotion());
    popover.setDetachable(false);
    popover.show(owner);
  }
}
