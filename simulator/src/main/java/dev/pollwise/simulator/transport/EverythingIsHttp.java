package dev.pollwise.simulator.transport;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/**
 * Takes every connection for HTTP/1.1. Left to itself, Helidon closes one whose first line looks
 * otherwise without a word; so it gets to the parser, which refuses it as everything else that is
 * not well-formed. Every connection is read with care, and lingers at its end.
 */
final class EverythingIsHttp implements ServerConnectionSelector {

  private final Http1ConnectionSelector http =
      Http1ConnectionSelector.builder()
          .config(Http1Config.builder().addReceiveListener(ClientConnection.HEADS).build())
          .build();
  private final Sockets sockets;

  EverythingIsHttp(Sockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext ctx) {
    ClientConnection client = new ClientConnection(ctx, sockets);
    return new LingeringConnection(http.connection(client), client, sockets);
  }
}
