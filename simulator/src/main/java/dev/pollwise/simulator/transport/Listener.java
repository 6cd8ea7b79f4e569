package dev.pollwise.simulator.transport;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An address on which the server listens. Speaks HTTP/1.1 only, so that faults of the connection
 * are what they say they are.
 */
public final class Listener {

  /** How long requests in flight may take to end when the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Address address;
  private final Supplier<WebServer> servers;
  private final Sockets sockets;
  private WebServer server;
  private Optional<PortKeeper> keeper = Optional.empty();

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

  /**
   * What is served there.
   *
   * @param errors what a client is told that cannot be understood
   * @param bodyLimit bytes
   */
  public record Served(
      HttpRouting.Builder routing,
      DirectHandlers errors,
      Sockets sockets,
      Linger linger,
      int bodyLimit) {}

  private Listener(Address address, Supplier<WebServer> servers, Sockets sockets) {
    this.servers = servers;
    this.sockets = sockets;
    this.server = servers.get();
    // Helidon tells of a port in use in its log only.
    if (!server.isRunning()) {
      throw new ListenException(reason(address));
    }
    this.address = new Address(address.host(), server.port(), address.maxConnections());
  }

  /**
   * Starts to listen.
   *
   * @throws ListenException if that is not possible
   */
  public static Listener start(Address address, Served served) {
    AtomicInteger port = new AtomicInteger(address.port());
    return new Listener(
        address,
        () -> {
          WebServer server =
              WebServer.builder()
                  .host(address.host())
                  .port(port.get())
                  .routing(served.routing())
                  .directHandlers(served.errors())
                  .connectionOptions(served.sockets())
                  .maxTcpConnections(Descriptors.connections(address.maxConnections()))
                  .maxPayloadSize(served.bodyLimit())
                  .shutdownGracePeriod(GRACE)
                  .shutdownHook(false)
                  .featuresDiscoverServices(false)
                  .protocolsDiscoverServices(false)
                  .addConnectionSelector(new EverythingIsHttp(served.sockets(), served.linger()))
                  .build()
                  .start();
          port.set(server.isRunning() ? server.port() : port.get());
          return server;
        },
        served.sockets());
  }

  /** Where it listens, with the port that was found. */
  public URI uri() {
    String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    return URI.create("http://" + host + ":" + port());
  }

  /** The port that was found. */
  public int port() {
    return address.port();
  }

  /**
   * Stops listening for a while: new connections are refused, open ones are reset. Keeps the port,
   * so that nobody else gets it meanwhile. Does nothing if it refuses already.
   */
  synchronized void refuse() {
    if (keeper.isPresent()) {
      return;
    }
    // First, as a server that stops says goodbye to idle connections; and once more below, for
    // those
    // that came meanwhile.
    sockets.resetAll();
    WebServer ending = server;
    // Requests in flight may take their time to notice; the outage is not to wait for them.
    Thread unused = Thread.ofVirtual().name("outage").start(ending::stop);
    keeper = Optional.of(PortKeeper.of(address));
    sockets.resetAll();
  }

  /** Listens again. Does nothing if it listens. */
  synchronized void accept() {
    if (keeper.isEmpty()) {
      return;
    }
    server = servers.get();
    keeper.get().close();
    keeper = Optional.empty();
    if (!server.isRunning()) {
      throw new ListenException(reason(address));
    }
  }

  /** Refuses new connections at once, lets requests in flight end, then closes the others. */
  public synchronized void stop() {
    WebServer unused = server.stop();
    keeper.ifPresent(PortKeeper::close);
    keeper = Optional.empty();
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
