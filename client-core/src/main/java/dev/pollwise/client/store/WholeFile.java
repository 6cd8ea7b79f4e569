package dev.pollwise.client.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file that is replaced as a whole or not at all: a crash, a full disk or another process leaves
 * the old content or the new one, at worst with a draft ({@code .tmp}) beside it. What is found and
 * cannot be used is set aside, and what cannot be set aside is left alone. Never throws for what is
 * wrong with a file. Not safe for concurrent use.
 */
final class WholeFile {

  /** More than the most that can be learned takes. */
  static final int MOST_BYTES = 16 << 20;

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private static final int MOST_SET_ASIDE = 1_000;

  private final Path path;
  private boolean isLeftAlone;
  private boolean hasWarned;

  WholeFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /** What the file holds; empty if there is nothing, or nothing that can be read. */
  Optional<byte[]> read() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        setAside("has more than " + (MOST_BYTES >> 20) + " MiB");
        return Optional.empty();
      }
      return content.length == 0 ? Optional.empty() : Optional.of(content);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      leaveAlone("cannot be read", unreadable);
      return Optional.empty();
    }
  }

  /** Renames the file, so that nothing of it is lost. */
  void setAside(String why) {
    for (int number = 1; number <= MOST_SET_ASIDE; number++) {
      Path aside = path.resolveSibling(path.getFileName() + ".set-aside-" + number);
      try {
        Files.move(path, aside);
        LOG.log(System.Logger.Level.WARNING, "{0} {1}: set aside as {2}", path, why, aside);
        return;
      } catch (FileAlreadyExistsException taken) {
        // the next name, then
      } catch (NoSuchFileException gone) { // another process was faster
        return;
      } catch (IOException stuck) {
        leaveAlone(why + ", and cannot be set aside", stuck);
        return;
      }
    }
    leaveAlone(why, new FileAlreadyExistsException(path + ".set-aside-" + MOST_SET_ASIDE));
  }

  private void leaveAlone(String why, IOException cause) {
    isLeftAlone = true;
    LOG.log(
        System.Logger.Level.WARNING,
        path + " " + why + ": it is left alone, and nothing will be saved",
        cause);
  }

  /**
   * Replaces the content.
   *
   * @return whether it is on the disk
   */
  boolean replace(byte[] content) {
    if (isLeftAlone) {
      return false;
    }
    // A channel closes itself under a thread that is interrupted, and closing often happens in one.
    boolean wasInterrupted = Thread.interrupted();
    try {
      if (content.length > MOST_BYTES) {
        throw new IOException(content.length + " bytes: must be at most " + MOST_BYTES);
      }
      replaceAtOnce(content);
      hasWarned = false;
      return true;
    } catch (IOException failed) {
      if (!hasWarned) {
        hasWarned = true;
        LOG.log(
            System.Logger.Level.WARNING,
            path + " was not saved; what it should hold is kept in memory",
            failed);
      }
      return false;
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void replaceAtOnce(byte[] content) throws IOException {
    Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path;
    Path folder = target.resolveSibling("");
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, target.getFileName() + "-", ".tmp");
    try {
      write(draft, content);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      Files.deleteIfExists(draft);
      throw failed;
    }
    force(folder);
  }

  private static void write(Path draft, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Makes the new name last; some systems cannot, and need not. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      LOG.log(System.Logger.Level.DEBUG, "{0} cannot be forced to the disk", folder);
    }
  }
}
