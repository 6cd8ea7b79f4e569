package dev.pollwise.simulator.transport;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection that lingers at its end, unless the server stops or it was cut. Its thread may be
 * interrupted while it does.
 */
final class LingeringConnection implements ServerConnection, InterruptableTask<Void> {

  private final ServerConnection http;
  private final SocketAddress peer;
  private final ClientSocket socket;
  private final Sockets sockets;
  private volatile boolean stopping;
  private volatile Optional<Thread> lingering = Optional.empty();

  LingeringConnection(ServerConnection http, ClientConnection client, Sockets sockets) {
    this.http = http;
    this.peer = client.remotePeer().address();
    this.socket = client.socket();
    this.sockets = sockets;
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    try {
      http.handle(limit);
    } finally {
      lingering = Optional.of(Thread.currentThread());
      sockets.memory().release(socket);
      if (!stopping && !socket.isCut() && !Thread.currentThread().isInterrupted()) {
        socket.enter(ClientSocket.Stage.LINGER);
        sockets.linger().on(socket.channel());
      }
      sockets.over(peer, socket);
    }
  }

  @Override
  public boolean canInterrupt() {
    return lingering.isPresent()
        || (http instanceof InterruptableTask<?> task && task.canInterrupt());
  }

  @Override
  public Duration idleTime() {
    return http.idleTime();
  }

  @Override
  public void close(boolean interrupt) {
    stopping = true;
    lingering.ifPresentOrElse(Thread::interrupt, () -> http.close(interrupt));
  }
}
