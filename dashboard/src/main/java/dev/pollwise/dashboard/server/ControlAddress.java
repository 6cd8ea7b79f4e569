package dev.pollwise.dashboard.server;

import dev.pollwise.dashboard.form.Secret;
import java.net.URI;

/** Where the control API of a simulator is. */
public sealed interface ControlAddress {

  /** That of the simulator inside this process. */
  record OfEmbedded() implements ControlAddress {}

  /**
   * At an address.
   *
   * @param uri the address
   * @param token what it wants to see; may be empty
   * @param key the API key under which this client is graded; may be empty
   */
  record At(URI uri, Secret token, Secret key) implements ControlAddress {}

  /** Where a simulator's control API listens unless told otherwise: one port above. */
  static URI nextTo(URI server) {
    int port =
        server.getPort() >= 0 ? server.getPort() : "https".equals(server.getScheme()) ? 443 : 80;
    return URI.create(server.getScheme() + "://" + server.getHost() + ":" + (port + 1));
  }
}
