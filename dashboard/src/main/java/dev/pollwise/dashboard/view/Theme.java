package dev.pollwise.dashboard.view;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Light or dark: as the system says, until somebody chooses. */
final class Theme {

  private static final List<String> FONTS =
      List.of(
          "inter-latin-400-normal.woff",
          "inter-latin-700-normal.woff",
          "jetbrains-mono-latin-400-normal.woff",
          "jetbrains-mono-latin-700-normal.woff");

  private static final List<String> SHEETS =
      List.of(
          "base.css",
          "main.css",
          "form.css",
          "jobs.css",
          "backoff.css",
          "forecast.css",
          "compare.css",
          "log.css",
          "timeline.css",
          "statusbar.css",
          "dialogs.css");

  private static final double ANY_SIZE = 13;

  private final ObjectProperty<ColorScheme> scheme = new SimpleObjectProperty<>(ColorScheme.LIGHT);
  private boolean chosen;

  private Theme(Scene scene) {
    FONTS.forEach(Theme::load);
    for (String sheet : SHEETS) {
      scene.getStylesheets().add(resource(sheet));
    }
    scheme.addListener((o, before, now) -> dress(scene, now));
    dress(scene, scheme.get());
    Platform.Preferences system = Platform.getPreferences();
    scheme.set(system.getColorScheme());
    system
        .colorSchemeProperty()
        .addListener((o, before, now) -> {
          if (!chosen) {
            scheme.set(now);
          }
        });
  }

  /** Dresses a scene, now and whenever the scheme changes. */
  static Theme of(Scene scene) {
    return new Theme(scene);
  }

  private static void load(String file) {
    Font.loadFont(resource("fonts/" + file), ANY_SIZE);
  }

  private static String resource(String name) {
    return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
  }

  private static void dress(Scene scene, ColorScheme scheme) {
    boolean dark = scheme == ColorScheme.DARK;
    Application.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    scene.getRoot().getStyleClass().remove("dark");
    if (dark) {
      scene.getRoot().getStyleClass().add("dark");
    }
  }

  /** Chooses the other scheme, whatever the system says from now on. */
  void toggle() {
    choose(scheme.get() == ColorScheme.DARK ? ColorScheme.LIGHT : ColorScheme.DARK);
  }

  void choose(ColorScheme wanted) {
    chosen = true;
    scheme.set(wanted);
  }

  ObjectProperty<ColorScheme> scheme() {
    return scheme;
  }
}
