package dev.pollwise.simulator.transport;

import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import java.io.Serial;
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

  /**
   * Reads the body of its present request; empty if it has none.
   *
   * @throws BodyException if it is longer than {@code most} bytes, not framed as HTTP wants it, not
   *     all there in time or has to make room for others; the connection can serve no further
   *     request
   */
  public byte[] readBody(int most) {
    return body.read(most);
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

  /** That the body of a request cannot be read; the message is for the client. */
  public static final class BodyException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final int status;

    BodyException(int status, String message) {
      super(message, null, false, false); // an expected answer: its stack tells nothing
      this.status = status;
    }

    /** What becomes of a body that is longer. */
    public static BodyException tooLong(int limit) {
      return new BodyException(413, "The request's body is longer than " + limit + " bytes");
    }

    /** With which the request is answered. */
    public int status() {
      return status;
    }
  }
}
