package dev.pollwise.dashboard.feed;

import dev.pollwise.dashboard.model.WindowModel;
import dev.pollwise.dashboard.model.WindowText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file that keeps how the window was left. A damaged one is set aside, never overwritten.
 * Blocks for the disk.
 */
public final class WindowFile {

  private static final System.Logger LOG = System.getLogger(WindowFile.class.getName());

  private final Path file;

  /** Uses a file; it need not exist yet. */
  public WindowFile(Path file) {
    this.file = file;
  }

  /** The window as it was left; as usual where nothing is kept, or nothing that can be read. */
  public WindowModel read() {
    WindowModel window = new WindowModel();
    if (!Files.exists(file)) {
      return window;
    }
    try {
      WindowText.read(Files.readString(file), window);
      return window;
    } catch (IOException | IllegalArgumentException damaged) {
      setAside(damaged);
      return new WindowModel();
    }
  }

  private void setAside(Exception damaged) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is damaged and was set aside as {1}: {2}",
          file,
          aside.getFileName(),
          damaged.getMessage());
    } catch (IOException kept) {
      LOG.log(System.Logger.Level.WARNING, "{0} is damaged: {1}", file, damaged.getMessage());
    }
  }

  /** Keeps a text; a reader sees the old file or the new one, never half of one. */
  public void write(String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path half = Files.createTempFile(folder, "window", ".part");
      Files.writeString(half, text);
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      LOG.log(
          System.Logger.Level.WARNING,
          "how the window was left could not be kept: {0}",
          failed.getMessage());
    }
  }
}
