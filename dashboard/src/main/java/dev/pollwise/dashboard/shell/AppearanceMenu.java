package dev.pollwise.dashboard.shell;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.KeyText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** How the window looks: colours, size of text, motion. All of it is remembered. */
final class AppearanceMenu extends MenuButton {

  AppearanceMenu(WindowModel window) {
    super("", Controls.icon(Material2OutlinedMZ.SETTINGS));
    setId("looks");
    getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL, Tweaks.NO_ARROW);
    setAccessibleText("How the window looks");
    setTooltip(new Tooltip(KeyText.of("How the window looks (Ctrl+,)")));
    getItems()
        .addAll(
            choice("Colours", window.colours(), List.of(Colours.values()), AppearanceMenu::words),
            text(window),
            choice("Motion", window.motion(), List.of(Motion.values()), AppearanceMenu::words));
  }

  private static String words(Colours colours) {
    return switch (colours) {
      case SYSTEM -> "As the system";
      case LIGHT -> "Light";
      case DARK -> "Dark";
    };
  }

  private static String words(Motion motion) {
    return switch (motion) {
      case SYSTEM -> "As the system";
      case FULL -> "Full";
      case REDUCED -> "Reduced";
    };
  }

  private static Menu text(WindowModel window) {
    return new Menu(
        "Text",
        null,
        item("Larger", window::largerText),
        item("Smaller", window::smallerText),
        item("Usual", window::usualText));
  }

  private static MenuItem item(String name, Runnable action) {
    MenuItem item = new MenuItem(name);
    item.setOnAction(event -> action.run());
    return item;
  }

  private static <T> Menu choice(
      String name, ObjectProperty<T> chosen, List<T> values, Function<T, String> words) {
    ToggleGroup group = new ToggleGroup();
    List<RadioMenuItem> items = new ArrayList<>();
    for (T value : values) {
      RadioMenuItem item = new RadioMenuItem(words.apply(value));
      item.setToggleGroup(group);
      item.setSelected(chosen.get().equals(value));
      item.setOnAction(event -> chosen.set(value));
      chosen.addListener((o, before, now) -> item.setSelected(now.equals(value)));
      items.add(item);
    }
    return new Menu(name, null, items.toArray(MenuItem[]::new));
  }
}
