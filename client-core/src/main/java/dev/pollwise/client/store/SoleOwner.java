package dev.pollwise.client.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Holds a file for one owner, by whatever name it is called, with a lock on a file beside it; given
 * back by closing, and by the end of the process at the latest.
 */
final class SoleOwner implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  /** Asked first: opening a locked file once more in one process would lose the lock on closing. */
  private static final Set<Object> OWNED_HERE = new HashSet<>();

  /** For the same reason they are never closed: somebody else in this process has the lock. */
  private static final Queue<FileChannel> LEFT_OPEN = new ConcurrentLinkedQueue<>();

  private final Path file;
  private final Set<Object> names;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private @Nullable FileChannel channel;

  private SoleOwner(Path file, Set<Object> names) {
    this.file = file;
    this.names = names;
  }

  /**
   * Becomes the owner; where nothing can be locked, without a lock and with a warning.
   *
   * @throws IllegalStateException if there is another owner, in this process or elsewhere
   */
  static SoleOwner of(Path path) {
    Path file;
    try {
      Path target = WholeFile.real(path);
      Files.createDirectories(target.resolveSibling(""));
      file = WholeFile.real(target);
    } catch (IOException unreachable) { // reading and writing will say so
      file = path.toAbsolutePath().normalize();
    }
    SoleOwner owner = new SoleOwner(file, names(file));
    synchronized (OWNED_HERE) {
      if (!Collections.disjoint(OWNED_HERE, owner.names)) {
        throw taken(file);
      }
      OWNED_HERE.addAll(owner.names);
    }
    try {
      owner.channel = WholeFile.undisturbed(owner::lock);
    } catch (IOException notHere) {
      LOG.log(System.Logger.Level.WARNING, file + " cannot be held for one owner", notHere);
    } catch (IllegalStateException elsewhere) {
      owner.close();
      throw elsewhere;
    }
    return owner;
  }

  /** The path, and what tells hard links of one file, where there are any. */
  private static Set<Object> names(Path file) {
    Set<Object> names = new HashSet<>(Set.of(file));
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      // One that no other name keeps goes to another file as soon as this one is replaced.
      if (key != null && (int) Files.getAttribute(file, "unix:nlink") > 1) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} has other names (hard links), which will keep what it holds now",
            file);
        names.add(key);
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      // There is no file yet, or the system has no such links.
    }
    return names;
  }

  private FileChannel lock() throws IOException {
    FileChannel opened =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (opened.tryLock() != null) {
        return opened;
      }
    } catch (OverlappingFileLockException here) { // code that was loaded a second time has it
      LEFT_OPEN.add(opened);
      throw taken(file);
    } catch (IOException notHere) {
      opened.close();
      throw notHere;
    }
    opened.close();
    throw taken(file);
  }

  private static IllegalStateException taken(Path path) {
    return new IllegalStateException(path + " is in use: one owner at a time can keep it");
  }

  /** The file itself, whatever it was called. */
  Path file() {
    return file;
  }

  @Override
  public void close() {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException failed) {
      LOG.log(System.Logger.Level.WARNING, "the lock of " + file + " did not close", failed);
    } finally {
      synchronized (OWNED_HERE) {
        OWNED_HERE.removeAll(names);
      }
    }
  }
}
