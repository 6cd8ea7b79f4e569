package dev.pollwise.simulator.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a port while nobody listens on it: a socket that is bound and does not listen, so that
 * connections are refused and nobody else gets the port.
 */
final class PortKeeper implements AutoCloseable {

  private static final int TRIES = 400;
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Socket socket;

  private PortKeeper(Socket socket) {
    this.socket = socket;
  }

  /** Takes the port as soon as its listener, which is being stopped, lets it go. */
  static PortKeeper of(InetSocketAddress address) {
    for (int i = 1; ; i++) {
      Socket socket = new Socket();
      try {
        // Connections that were accepted on the port may still be there.
        socket.setReuseAddress(true);
        socket.bind(address);
        return new PortKeeper(socket);
      } catch (BindException e) {
        release(socket);
        if (i == TRIES) {
          throw new Listener.ListenException(
              "cannot keep port " + address.getPort() + ": " + String.valueOf(e.getMessage()));
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (IOException e) {
        release(socket);
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Whether nobody listens there. Where that cannot be told, somebody does. */
  static boolean isFree(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    release(socket);
  }

  /** A socket without a connection has nothing to lose. */
  private static void release(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
