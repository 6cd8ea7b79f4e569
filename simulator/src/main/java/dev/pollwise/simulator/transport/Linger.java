package dev.pollwise.simulator.transport;

import dev.pollwise.simulator.simulation.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Ends a connection in two steps, as RFC 9112 section 9.6 has it: first no more is sent, then what
 * the peer still sends is read and thrown away. To close at once would make the system answer bytes
 * that nobody read with a reset, and the reset would take the last answer from the peer, for
 * example the refusal of a body that is too long.
 */
final class Linger {

  /** Wall-clock time for which the peer may send nothing. */
  static final Duration QUIET = Duration.ofSeconds(2);

  /** Wall-clock time after which a peer that goes on sending is cut off. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** Bytes after which a peer that goes on sending is cut off. */
  static final int MOST_BYTES = 64 << 20;

  /** Few, as there may be as many who linger as there are connections. */
  private static final int CHUNK = 1 << 12;

  private final WallClock wall;

  Linger(WallClock wall) {
    this.wall = wall;
  }

  /**
   * Returns when the peer has closed its side, was cut off, or the thread is interrupted. Leaves it
   * to the caller to close the channel.
   */
  void on(SocketChannel channel) {
    try {
      Socket socket = channel.socket();
      socket.shutdownOutput();
      discard(socket);
    } catch (IOException e) {
      // The peer is gone, or was silent for too long: nobody is left to be polite to.
    }
  }

  private void discard(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    long since = wall.nanoTime();
    byte[] bytes = new byte[CHUNK];
    long total = 0;
    int count = 0;
    while (count >= 0 && total < MOST_BYTES) {
      long left = LONGEST.minusNanos(wall.nanoTime() - since).toMillis();
      if (left <= 0) {
        return;
      }
      socket.setSoTimeout((int) Math.min(left, QUIET.toMillis()));
      count = in.read(bytes);
      total += count;
    }
  }
}
