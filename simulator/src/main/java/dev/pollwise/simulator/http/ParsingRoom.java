package dev.pollwise.simulator.http;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Room in the heap for what becomes of texts: the values that a text holds take up to about fifty
 * times its bytes. So many texts are read at once as there is room for; others wait their turn.
 * Safe for use by many threads.
 */
final class ParsingRoom {

  private static final int VALUES_PER_BYTE = 64;

  /** That of this process, whose heap all servers in it share. */
  static final ParsingRoom OF_HEAP = ofHeap();

  private final int most;
  private final Semaphore free;

  /** For texts of so many bytes together. */
  ParsingRoom(int most) {
    this.most = most;
    this.free = new Semaphore(most, true);
  }

  private static ParsingRoom ofHeap() {
    long bytes = Runtime.getRuntime().maxMemory() / VALUES_PER_BYTE;
    return new ParsingRoom((int) Math.min(Integer.MAX_VALUE, bytes));
  }

  /**
   * Reads a text.
   *
   * @throws ApiError if there is never enough room for it
   */
  <T> T parse(byte[] text, Supplier<T> parser) {
    if (text.length > most) {
      throw ApiError.of(
          413, "", "The request's body is longer than " + most + " bytes, for which there is room");
    }
    free.acquireUninterruptibly(text.length);
    try {
      return parser.get();
    } finally {
      free.release(text.length);
    }
  }
}
