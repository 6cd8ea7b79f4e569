package dev.pollwise.simulator.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;

/**
 * An address on which the server listens. Speaks HTTP/1.1 only, so that faults of the connection
 * are what they say they are.
 */
public final class Listener {

  /** How long requests in flight may take to end when the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Address address;
  private final WebServer server;

  /**
   * Where to listen.
   *
   * @param host name or address
   * @param port 0 for any free one
   * @param maxConnections beyond which new ones have to wait
   */
  public record Address(String host, int port, int maxConnections) {

    /** Refuses numbers out of range. */
    public Address {
      if (host.isBlank()) {
        throw new IllegalArgumentException("host \"" + host + "\": must not be empty");
      }
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + ": must be from 0 to 65535");
      }
      if (maxConnections < 1) {
        throw new IllegalArgumentException(
            "max-connections " + maxConnections + ": must be at least 1");
      }
    }
  }

  private Listener(Address address, WebServer server) {
    this.address = address;
    this.server = server;
  }

  /**
   * Starts to listen for clients.
   *
   * @throws ListenException if that is not possible
   */
  public static Listener forFaces(Address address, SimulatedFaces faces) {
    HttpRouting.Builder routing = HttpRouting.builder();
    faces.routing(routing);
    return start(address, routing, faces.directHandlers(), faces.sockets(), faces.bodyLimit());
  }

  /**
   * Starts to listen for those who steer.
   *
   * @throws ListenException if that is not possible
   */
  public static Listener forControl(Address address, ControlFace control) {
    HttpRouting.Builder routing = HttpRouting.builder();
    control.routing(routing);
    return start(
        address, routing, control.directHandlers(), control.sockets(), control.bodyLimit());
  }

  private static Listener start(
      Address address,
      HttpRouting.Builder routing,
      DirectHandlers errors,
      SocketOptions sockets,
      int bodyLimit) {
    WebServerConfig.Builder config =
        WebServer.builder()
            .host(address.host())
            .port(address.port())
            .routing(routing)
            .directHandlers(errors)
            .connectionOptions(sockets)
            .maxTcpConnections(address.maxConnections())
            .maxPayloadSize(bodyLimit)
            .shutdownGracePeriod(GRACE)
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(new EverythingIsHttp());
    WebServer server = config.build().start();
    // Helidon tells of a port in use in its log only.
    if (!server.isRunning()) {
      throw new ListenException(reason(address));
    }
    return new Listener(address, server);
  }

  /** Where it listens, with the port that was found. */
  public URI uri() {
    String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    return URI.create("http://" + host + ":" + port());
  }

  /** The port that was found. */
  public int port() {
    return server.port();
  }

  /** Refuses new connections at once, lets requests in flight end, then closes the others. */
  public void stop() {
    WebServer unused = server.stop();
  }

  private static String reason(Address address) {
    String where = address.host() + ":" + address.port();
    InetSocketAddress socketAddress = new InetSocketAddress(address.host(), address.port());
    if (socketAddress.isUnresolved()) {
      return "cannot listen on " + where + ": no such host";
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(socketAddress);
      return "cannot listen on " + where;
    } catch (BindException e) {
      return "cannot listen on " + where + ": " + bindReason(e);
    } catch (IOException e) {
      return "cannot listen on " + where + ": " + e.getMessage();
    }
  }

  private static String bindReason(BindException e) {
    String said = String.valueOf(e.getMessage());
    return said.startsWith("Address already in use") ? "the port is in use" : said;
  }
}
