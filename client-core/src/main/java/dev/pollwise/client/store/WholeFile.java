package dev.pollwise.client.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced as a whole or not at all: a crash, a full disk or another process leaves
 * the old content or the new one, at worst with a draft ({@code .tmp}) beside it. What is found and
 * cannot be used is set aside, and what cannot be set aside is left alone. Works on a thread that
 * is interrupted, too, and leaves it so. Not safe for concurrent use.
 */
final class WholeFile {

  /** More than the most that can be learned takes. */
  static final int MOST_BYTES = 16 << 20;

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  static final Disk REAL_DISK = WholeFile::write;

  private static final int MOST_SET_ASIDE = 1_000;
  private static final int MOST_LINKS = 40;

  private final Path path;
  private final Disk disk;
  private @Nullable IOException leftAlone;

  WholeFile(Path path) {
    this(path, REAL_DISK);
  }

  WholeFile(Path path, Disk disk) {
    this.path = path.toAbsolutePath();
    this.disk = disk;
  }

  /** Where drafts are written; another one, which is full for instance, in tests. */
  @FunctionalInterface
  interface Disk {
    void write(Path draft, byte[] content) throws IOException;
  }

  /** Something done with files. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /**
   * Works as if the thread were not interrupted, neither before nor meanwhile: a channel closes
   * itself under one that is, and closing often happens in one.
   *
   * @param work begun anew if an interrupt has cut it short
   */
  static <T extends @Nullable Object> T undisturbed(Work<T> work) throws IOException {
    boolean wasInterrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return work.run();
        } catch (ClosedByInterruptException cutShort) {
          wasInterrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The file that a path leads to, by whatever links, whether it exists yet or not. */
  static Path real(Path path) throws IOException {
    Path target = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    if (Files.exists(target)) {
      return target.toRealPath();
    }
    Path folder = target.resolveSibling("");
    return Files.exists(folder) ? folder.toRealPath().resolve(target.getFileName()) : target;
  }

  /**
   * What the file holds; empty if there is none, or one that is too big.
   *
   * @throws IOException if it cannot be read; it is left alone from then on
   */
  Optional<byte[]> read() throws IOException {
    try {
      byte[] content =
          undisturbed(() -> {
            try (InputStream in = Files.newInputStream(path)) {
              return in.readNBytes(MOST_BYTES + 1);
            }
          });
      if (content.length > MOST_BYTES) {
        setAside("has more than " + (MOST_BYTES >> 20) + " MiB");
        return Optional.empty();
      }
      return Optional.of(content);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw leaveAlone("cannot be read", unreadable);
    }
  }

  /**
   * Renames the file, so that nothing of it is lost, and warns.
   *
   * @throws IOException if that cannot be done; the file is left alone from then on
   */
  void setAside(String why) throws IOException {
    setAside(why, Files::move);
  }

  /**
   * As {@link #setAside}, but leaves the file where it is until it is replaced: for one of which
   * something can still be used.
   */
  void copyAside(String why) throws IOException {
    setAside(why, Files::copy);
  }

  private interface Transfer {
    Path apply(Path from, Path to, CopyOption... options) throws IOException;
  }

  private void setAside(String why, Transfer transfer) throws IOException {
    for (int number = 1; number <= MOST_SET_ASIDE; number++) {
      Path aside = path.resolveSibling(path.getFileName() + ".set-aside-" + number);
      try {
        transfer.apply(path, aside);
        LOG.log(System.Logger.Level.WARNING, "{0} {1}: set aside as {2}", path, why, aside);
        return;
      } catch (FileAlreadyExistsException taken) {
        // the next name, then
      } catch (NoSuchFileException gone) { // another process was faster
        return;
      } catch (IOException stuck) {
        throw leaveAlone(why + ", and cannot be set aside", stuck);
      }
    }
    throw leaveAlone(why, new FileAlreadyExistsException(path + ".set-aside-" + MOST_SET_ASIDE));
  }

  private IOException leaveAlone(String why, IOException cause) {
    leftAlone =
        new IOException(path + " " + why + ": it is left alone, and nothing will be saved", cause);
    return leftAlone;
  }

  /** Deletes the drafts that a kill in the middle of a replacement has left. */
  void deleteDrafts() {
    try {
      Path target = real(path);
      Pattern draft = Pattern.compile(Pattern.quote(target.getFileName() + "-") + "\\d+\\.tmp");
      try (DirectoryStream<Path> left =
          Files.newDirectoryStream(
              target.resolveSibling(""),
              file -> draft.matcher(file.getFileName().toString()).matches())) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException stuck) {
      LOG.log(System.Logger.Level.DEBUG, "drafts of {0} stay where they are: {1}", path, stuck);
    }
  }

  /**
   * Replaces the content; it is on the disk when this returns.
   *
   * @throws IOException if it is not; the old content is
   */
  void replace(byte[] content) throws IOException {
    if (leftAlone != null) {
      throw new IOException(leftAlone.getMessage(), leftAlone);
    }
    if (content.length > MOST_BYTES) {
      throw new IOException(path + ": " + content.length + " bytes: must be at most " + MOST_BYTES);
    }
    undisturbed(() -> {
      try {
        return replaceAtOnce(content);
      } catch (NoSuchFileException swept) { // by another process that has just opened the file
        return replaceAtOnce(content);
      }
    });
  }

  private Path replaceAtOnce(byte[] content) throws IOException {
    Path target = real(path);
    Path folder = Files.createDirectories(target.resolveSibling(""));
    Path draft = Files.createTempFile(folder, target.getFileName() + "-", ".tmp");
    try {
      disk.write(draft, content);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      Files.deleteIfExists(draft);
      throw failed;
    }
    force(folder);
    return target;
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

  /** Makes the new name last. */
  private static void force(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException notHere) { // some systems open no folder, and need not
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }
}
