package dev.pollwise.dashboard.form;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.stage.FileChooser;

/** Asks for a file, in the way of the surroundings. */
public final class FilePrompt {

  private FilePrompt() {}

  /**
   * Asks where to save.
   *
   * @param owner above whose window it asks
   * @param title what is being saved
   * @param name the name to begin with
   * @param formats what the endings of names stand for, the usual one first
   * @return empty when the person thought better of it
   */
  public static Optional<Path> ask(
      Node owner, String title, String name, List<FileChooser.ExtensionFilter> formats) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name);
    chooser.getExtensionFilters().setAll(formats);
    return Optional.ofNullable(chooser.showSaveDialog(owner.getScene().getWindow()))
        .map(file -> ending(file.toPath(), endings(chooser, formats)));
  }

  /**
   * Asks which file to open.
   *
   * @param owner above whose window it asks
   * @param title what is being opened
   * @param formats what can be chosen, the usual one first
   * @return empty when the person thought better of it
   */
  public static Optional<Path> open(
      Node owner, String title, List<FileChooser.ExtensionFilter> formats) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().setAll(formats);
    return Optional.ofNullable(chooser.showOpenDialog(owner.getScene().getWindow()))
        .map(File::toPath);
  }

  private static List<String> endings(
      FileChooser chooser, List<FileChooser.ExtensionFilter> formats) {
    FileChooser.ExtensionFilter chosen = chooser.getSelectedExtensionFilter();
    return (chosen == null ? formats.getFirst() : chosen).getExtensions();
  }

  /**
   * The file with the ending of its format, which not every platform adds. The person was asked
   * about replacing the file as typed, so that another one is left alone.
   *
   * @param endings of the format, such as {@code *.png}, the usual one first
   */
  static Path ending(Path typed, List<String> endings) {
    String name = typed.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (endings.stream().anyMatch(ending -> lower.endsWith(ending.substring(1)))) {
      return typed;
    }
    String usual = endings.getFirst().substring(1);
    Path named = typed.resolveSibling(name + usual);
    for (int number = 2; Files.exists(named); number++) {
      named = typed.resolveSibling(name + "-" + number + usual);
    }
    return named;
  }
}
