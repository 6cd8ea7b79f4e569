package dev.pollwise.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a database that can lose all that is under way on it, and all that is sent on the
 * connections of that time, without a word to either side, as a firewall does that has forgotten
 * them.
 */
final class LosingNetwork implements AutoCloseable {

  /** As many as a pool opens at a time. */
  private static final int NEXT = 4;

  private final ServerSocket listening;
  private final int behind;
  private final AtomicInteger soonLost = new AtomicInteger();
  private final Queue<Way> ways = new ConcurrentLinkedQueue<>();

  /** Leads to a port of this machine. */
  LosingNetwork(int behind) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.behind = behind;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /**
   * What is sent on the connections of now arrives no more, nor on the next, which may be on their
   * way; later ones are sound.
   */
  void loseConnections() {
    soonLost.set(NEXT);
    ways.forEach(way -> way.isLost = true);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Way way = new Way(client, new Socket(InetAddress.getLoopbackAddress(), behind));
        way.isLost = soonLost.getAndDecrement() > 0;
        ways.add(way);
        Thread.ofVirtual().start(() -> way.carry(way.client, way.server));
        Thread.ofVirtual().start(() -> way.carry(way.server, way.client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Way way : ways) {
      way.client.close();
      way.server.close();
    }
  }

  private static final class Way {
    final Socket client;
    final Socket server;
    volatile boolean isLost;

    Way(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void carry(Socket from, Socket to) {
      byte[] bytes = new byte[8_192];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          if (!isLost) {
            out.write(bytes, 0, read);
            out.flush();
          }
        }
        if (!isLost) {
          to.close();
        }
      } catch (IOException gone) {
        // One of the two has gone.
      }
    }
  }
}
