package dev.pollwise.simulator.transport;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection that lingers at its end, unless the server stops. Its thread may be interrupted
 * while it does.
 */
final class LingeringConnection implements ServerConnection, InterruptableTask<Void> {

  private final ServerConnection http;
  private final SocketAddress peer;
  private final Sockets sockets;
  private final Linger linger;
  private volatile boolean stopping;
  private volatile Optional<Thread> lingering = Optional.empty();

  LingeringConnection(
      ServerConnection http, ConnectionContext context, Sockets sockets, Linger linger) {
    this.http = http;
    this.peer = context.remotePeer().address();
    this.sockets = sockets;
    this.linger = linger;
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    try {
      http.handle(limit);
    } finally {
      lingering = Optional.of(Thread.currentThread());
      if (!stopping && !Thread.currentThread().isInterrupted()) {
        sockets.find(peer).ifPresent(linger::on);
      }
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
