package dev.pollwise.dashboard.view;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.stage.FileChooser;

/** Asks where to save something, in the way of the surroundings. */
final class FilePrompt {

  private FilePrompt() {}

  /**
   * Asks.
   *
   * @param owner above whose window it asks
   * @param title what is being saved
   * @param name the name to begin with
   * @param formats what the endings of names stand for, the usual one first
   * @return empty when the person thought better of it
   */
  static Optional<Path> ask(
      Node owner, String title, String name, List<FileChooser.ExtensionFilter> formats) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name);
    chooser.getExtensionFilters().setAll(formats);
    return Optional.ofNullable(chooser.showSaveDialog(owner.getScene().getWindow()))
        .map(File::toPath);
  }
}
