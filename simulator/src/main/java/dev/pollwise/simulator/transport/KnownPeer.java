package dev.pollwise.simulator.transport;

import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;

/**
 * Who is at the other end of a connection, also after its end. Helidon asks the socket each time,
 * and the address of a closed one is null, its host a NullPointerException; but a fault can cut a
 * connection while its request is still being served.
 *
 * @param body of the request that the peer is sending
 */
public record KnownPeer(InetSocketAddress address, RequestBody body) implements PeerInfo {

  /**
   * The address of the peer as the socket has it now.
   *
   * @throws CloseConnectionException if the connection is closed already
   */
  static InetSocketAddress addressOf(PeerInfo live) {
    if (live.address() instanceof InetSocketAddress address) {
      return address;
    }
    throw new CloseConnectionException("cut before its first request");
  }

  /** What is sent to it now has no end, and can be taken up again. */
  public void streams() {
    body.streams();
  }

  @Override
  public String host() {
    return address.getHostString();
  }

  @Override
  public int port() {
    return address.getPort();
  }

  @Override
  public Optional<Principal> tlsPrincipal() {
    return Optional.empty();
  }

  @Override
  public Optional<Certificate[]> tlsCertificates() {
    return Optional.empty();
  }
}
