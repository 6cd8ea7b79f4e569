package dev.pollwise.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port that refuses connections as long as this is open: bound, so that no server of another test
 * can be given it, and not listening. One that a closed server leaves behind anybody may get.
 */
public final class ClosedPort implements AutoCloseable {

  private final Socket bound = new Socket();

  /** Takes a free port. */
  public ClosedPort() throws IOException {
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int port() {
    return bound.getLocalPort();
  }

  /** An address at which nobody is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Gives up the port. */
  @Override
  public void close() throws IOException {
    bound.close();
  }
}
