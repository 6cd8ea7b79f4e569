package dev.pollwise.client.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a file for one owner, by a lock on a file beside it; given back by closing, and by the end
 * of the process at the latest.
 */
final class SoleOwner implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  /** Asked first: opening a locked file once more in one process would lose the lock on closing. */
  private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final @Nullable FileChannel channel;

  private SoleOwner(Path lockFile, @Nullable FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Becomes the owner; where nothing can be locked, without a lock and with a warning.
   *
   * @throws IllegalStateException if there is another owner, in this process or elsewhere
   */
  static SoleOwner of(Path file) {
    Path path = file.toAbsolutePath().normalize();
    Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
    if (!OWNED_HERE.add(lockFile)) {
      throw taken(path);
    }
    try {
      Files.createDirectories(lockFile.resolveSibling(""));
      FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        OWNED_HERE.remove(lockFile);
        throw taken(path);
      }
      return new SoleOwner(lockFile, channel);
    } catch (IOException notHere) {
      LOG.log(System.Logger.Level.WARNING, path + " cannot be held for one owner", notHere);
      return new SoleOwner(lockFile, null);
    }
  }

  private static IllegalStateException taken(Path path) {
    return new IllegalStateException(path + " is in use: one owner at a time can keep it");
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException failed) {
      LOG.log(System.Logger.Level.WARNING, lockFile + " did not close", failed);
    } finally {
      OWNED_HERE.remove(lockFile);
    }
  }
}
