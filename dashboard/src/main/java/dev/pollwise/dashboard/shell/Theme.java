package dev.pollwise.dashboard.shell;

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

/** Light or dark, moving or not: as the system says, until somebody chooses. */
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
          "answer.css",
          "compare.css",
          "log.css",
          "timeline.css",
          "duel.css",
          "server.css",
          "statusbar.css",
          "dialogs.css");

  private static final double ANY_SIZE = 13;

  private final ObjectProperty<ColorScheme> scheme = new SimpleObjectProperty<>(ColorScheme.LIGHT);

  private final WindowModel window;

  private Theme(Scene scene, WindowModel window) {
    this.window = window;
    FONTS.forEach(Theme::load);
    window.textSize().addListener((o, before, now) -> wear(scene, now.intValue()));
    wear(scene, window.textSize().get());
    scheme.addListener((o, before, now) -> dress(scene, now));
    dress(scene, scheme.get());
    Platform.Preferences system = Platform.getPreferences();
    system.colorSchemeProperty().addListener((o, before, now) -> follow(system));
    window.colours().addListener((o, before, now) -> follow(system));
    follow(system);
    window.motion().addListener((o, before, now) -> move(scene, now));
    move(scene, window.motion().get());
  }

  /** Dresses a scene, now and whenever the scheme changes. */
  static Theme of(Scene scene, WindowModel window) {
    return new Theme(scene, window);
  }

  private void follow(Platform.Preferences system) {
    scheme.set(
        switch (window.colours().get()) {
          case SYSTEM -> system.getColorScheme();
          case LIGHT -> ColorScheme.LIGHT;
          case DARK -> ColorScheme.DARK;
        });
  }

  /** Views ask their scene; where nobody has chosen, it says what the system says. */
  private static void move(Scene scene, Motion motion) {
    scene
        .getPreferences()
        .setReducedMotion(
            switch (motion) {
              case SYSTEM -> null;
              case FULL -> false;
              case REDUCED -> true;
            });
  }

  private static void wear(Scene scene, int percent) {
    scene
        .getStylesheets()
        .setAll(SHEETS.stream().map(sheet -> TextSize.sheet(resource(sheet), percent)).toList());
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
    window.colours().set(scheme.get() == ColorScheme.DARK ? Colours.LIGHT : Colours.DARK);
  }

  ObjectProperty<ColorScheme> scheme() {
    return scheme;
  }
}
