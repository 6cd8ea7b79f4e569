package dev.pollwise.dashboard.log;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.jobs.LogLevel;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Chooses the least level of the log that is shown. */
final class LevelChooser extends ComboBox<LogLevel> {

  LevelChooser(ObjectProperty<LogLevel> least) {
    setId("log-level");
    getStyleClass().add(Styles.SMALL);
    getItems().setAll(LogLevel.values());
    setConverter(new Words());
    valueProperty().bindBidirectional(least);
    setAccessibleText("Least level shown");
  }

  private static final class Words extends StringConverter<LogLevel> {
    @Override
    public String toString(@Nullable LogLevel level) {
      return level == null
          ? ""
          : switch (level) {
            case DETAIL -> "All levels";
            case INFO -> "Info and above";
            case WARNING -> "Warnings, errors";
            case ERROR -> "Errors";
          };
    }

    @Override
    public @Nullable LogLevel fromString(String text) {
      return null;
    }
  }
}
