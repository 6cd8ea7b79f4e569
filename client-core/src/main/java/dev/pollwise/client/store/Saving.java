package dev.pollwise.client.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps a file up to date with what is in memory. Safe for any thread; several changes at the same
 * time are written as one.
 */
final class Saving {

  private final WholeFile file;
  private final Supplier<byte[]> content;
  private final AtomicLong changes = new AtomicLong();

  /** Held while writing, so that no older content replaces a newer; only who saves waits for it. */
  private final ReentrantLock writing = new ReentrantLock();

  private long written;
  private boolean isClosed;

  /**
   * Begins with a file that holds what is in memory.
   *
   * @param content what is in memory; asked for by who saves
   */
  Saving(WholeFile file, Supplier<byte[]> content) {
    this.file = file;
    this.content = content;
  }

  /** Something in memory is other than before. */
  void changed() {
    changes.incrementAndGet();
  }

  /**
   * Writes, unless all changes up to now are written.
   *
   * @throws IOException if they are not on the disk; the next time tries again
   */
  void save() throws IOException {
    long wanted = changes.get();
    writing.lock();
    try {
      write(wanted);
    } finally {
      writing.unlock();
    }
  }

  /** As {@link #save}, for the last time. */
  void close() throws IOException {
    writing.lock();
    try {
      write(changes.get());
    } finally {
      isClosed = true;
      writing.unlock();
    }
  }

  private void write(long wanted) throws IOException {
    if (written < wanted) {
      if (isClosed) {
        throw new IOException("the file is closed");
      }
      long known = changes.get();
      file.replace(content.get());
      written = known;
    }
  }
}
