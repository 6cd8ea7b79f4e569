package dev.pollwise.dashboard.files;

import dev.pollwise.dashboard.shell.WindowModel;
import dev.pollwise.dashboard.shell.WindowText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The file that keeps how the window was left. A damaged one is set aside, never overwritten. What
 * is to be kept is written on a thread of its own; reading and closing block for the disk.
 */
public final class WindowFile implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WindowFile.class.getName());

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

  private final Path file;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("dashboard-window-file").factory());
  private final AtomicReference<String> wanted = new AtomicReference<>("");
  private final AtomicBoolean warned = new AtomicBoolean();

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

  /**
   * Keeps a text, soon, and returns at once; of several texts the last is kept. What is kept
   * already is not written again. Any thread; nothing happens after {@link #close}.
   */
  public void keep(String text) {
    if (!text.equals(wanted.getAndSet(text)) && !writer.isShutdown()) {
      writer.execute(() -> write(wanted.get()));
    }
  }

  private void write(String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException failed) {
      if (!warned.getAndSet(true)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "how the window was left could not be kept: {0}",
            failed.getMessage());
      }
    }
  }

  /** Waits, two seconds at most, until what is to be kept is on the disk. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "how the window was left is still being written");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
