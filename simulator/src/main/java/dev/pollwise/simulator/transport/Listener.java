package dev.pollwise.simulator.transport;

import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.simulation.BackgroundWork;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.simulation.WallClock;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.Serial;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A port on which the server listens, at one address or at both of a machine's own. Speaks HTTP/1.1
 * only, so that faults of the connection are what they say they are.
 */
public final class Listener {

  /** How long requests in flight may take to end when the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final int KNOCK_MILLIS = 1_000;

  private static final Duration WATCH_PAUSE = Duration.ofMillis(100);

  /** Looks at the connections between two looks at whether anybody listens. */
  private static final int WATCHES_PER_LOOK = 10;

  /** How often another free port is tried where one is free at some of the addresses only. */
  private static final int TRIES = 20;

  private final Address address;
  private final ConnectionLimits limits;
  private final Served served;
  private final List<InetAddress> hosts;
  private final int port;
  private List<WebServer> servers;
  private List<PortKeeper> keepers = List.of();
  private final Semaphore end = new Semaphore(0);
  private volatile Optional<OutageKeeper> outages = Optional.empty();
  private boolean listening = true;

  /**
   * Where to listen.
   *
   * @param host name or address; {@code localhost} for 127.0.0.1 and ::1, as far as there are both
   * @param port 0 for any free one
   */
  public record Address(String host, int port) {

    /** The ports that there are. */
    public static final Range<Integer> PORTS = Range.of(0, 65_535);

    /** Refuses what is none; an IPv6 address may be in brackets. */
    public Address {
      host = Hosts.require("host", host);
      PORTS.require("port", port);
    }
  }

  /**
   * What is served there.
   *
   * @param errors what a client is told that cannot be understood
   */
  public record Served(
      HttpRouting.Builder routing,
      DirectHandlers errors,
      Sockets sockets,
      BackgroundWork background) {}

  private Listener(Address address, ConnectionLimits limits, Served served) {
    this.address = address;
    this.limits =
        limits.withConnections(ConnectionLimits.Descriptors.connections(limits.connections()));
    this.served = served;
    this.hosts = Hosts.resolve(address.host());
    this.servers = listen(address.port());
    this.port = servers.getFirst().port();
    served.sockets().limits(this.limits);
    String name = "listener-" + port;
    Thread unused =
        Thread.ofVirtual().name(name).start(() -> served.background().run(name, this::watch));
  }

  /** Holds connections to their limits, and listens again where that has ended by itself. */
  private boolean watch() throws InterruptedException {
    listenWhereNobodyDoes();
    for (int i = 0; i < WATCHES_PER_LOOK; i++) {
      served.sockets().cutOverdue();
      if (end.tryAcquire(WATCH_PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Helidon 4.4 ends a listener when it fails to accept, for want of memory for example, in a
   * thread that waits for itself then: no hook of it is ever told.
   */
  private synchronized void listenWhereNobodyDoes() {
    for (int i = 0; listening && i < hosts.size(); i++) {
      if (PortKeeper.isFree(new InetSocketAddress(hosts.get(i), port))) {
        WebServer server = server(hosts.get(i), port).start();
        if (!server.isRunning()) {
          throw new ListenException(reason(new InetSocketAddress(hosts.get(i), port)));
        }
        servers.set(i, server);
      }
    }
  }

  /**
   * Starts to listen. In a thread of its own, since Helidon forgets what has begun to listen where
   * the starting thread is interrupted; the mark of an interrupt is kept.
   *
   * @throws ListenException if that is not possible
   */
  public static Listener start(Address address, ConnectionLimits limits, Served served) {
    try {
      return CompletableFuture.supplyAsync(
              () -> new Listener(address, limits, served), Thread::startVirtualThread)
          .join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failed.getCause() instanceof Error cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private List<WebServer> listen(int wanted) {
    for (int i = 1; ; i++) {
      try {
        return listenEverywhere(wanted);
      } catch (ListenException e) {
        // A port that is free at the first address may be taken at the second.
        if (wanted != 0 || hosts.size() == 1 || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private List<WebServer> listenEverywhere(int wanted) {
    List<WebServer> listening = new ArrayList<>();
    int here = wanted;
    for (InetAddress host : hosts) {
      WebServer server = server(host, here).start();
      // Helidon tells of a port in use in its log only.
      if (!server.isRunning()) {
        listening.forEach(WebServer::stop);
        throw new ListenException(reason(new InetSocketAddress(host, here)));
      }
      listening.add(server);
      here = server.port();
    }
    return listening;
  }

  private WebServer server(InetAddress host, int at) {
    return WebServer.builder()
        .address(host)
        .port(at)
        .routing(served.routing())
        .directHandlers(served.errors())
        .connectionOptions(served.sockets())
        // One more than are served: it is accepted, and waits for the end of another.
        .maxTcpConnections(limits.connections() + 1)
        .idleConnectionTimeout(ConnectionLimits.TIMEOUTS.max().multipliedBy(2)) // ours is shorter
        .shutdownGracePeriod(GRACE)
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .protocolsDiscoverServices(false)
        .addConnectionSelector(new EverythingIsHttp(served.sockets()))
        .build();
  }

  /** Where it listens first, with the port that was found. */
  public URI uri() {
    return uri(hosts.getFirst());
  }

  /** Where it listens, with the port that was found. */
  public List<URI> uris() {
    return hosts.stream().map(this::uri).toList();
  }

  private URI uri(InetAddress host) {
    String name = address.host().equals(Hosts.LOOPBACK) ? Hosts.text(host) : address.host();
    return URI.create("http://" + Hosts.inUri(name) + ":" + port);
  }

  /** The port that was found. */
  public int port() {
    return port;
  }

  /**
   * Stops listening for a while: new connections are refused, open ones are reset. Keeps the port,
   * so that nobody else gets it meanwhile. Does nothing if it refuses already.
   */
  synchronized void refuse() {
    if (!keepers.isEmpty()) {
      return;
    }
    listening = false;
    // First, as a server that stops says goodbye to idle connections.
    served.sockets().refuse();
    holdAccepting();
    try {
      for (WebServer ending : servers) {
        // Requests in flight may take their time to notice; the outage is not to wait for them.
        Thread unused = Thread.ofVirtual().name("outage").start(ending::stop);
      }
      keepers =
          hosts.stream().map(host -> PortKeeper.of(new InetSocketAddress(host, port))).toList();
    } finally {
      served.sockets().letGo();
    }
  }

  /** So that nobody accepts while the server stops; a connection of our own brings each there. */
  private void holdAccepting() {
    try {
      boolean unused = served.sockets().hold(servers.size(), this::knock);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void knock() {
    for (InetAddress host : hosts) {
      try (Socket knock = new Socket()) {
        knock.connect(new InetSocketAddress(reachable(host), port), KNOCK_MILLIS);
      } catch (IOException e) {
        // Nobody accepts, or somebody was held already.
      }
    }
  }

  private static InetAddress reachable(InetAddress host) {
    return host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
  }

  /**
   * Listens again. Does nothing if it listens.
   *
   * @throws ListenException if that is not possible; it refuses still then
   */
  synchronized void accept() {
    if (listening) {
      return;
    }
    served.sockets().accept();
    List<PortKeeper> keeping = keepers;
    keepers = List.of();
    servers = listenInPlaceOf(keeping);
    listening = true;
  }

  /** Where a port that is kept can be had (Linux), nobody else gets it in between. */
  private List<WebServer> listenInPlaceOf(List<PortKeeper> keeping) {
    try {
      return listenEverywhere(port);
    } catch (ListenException stillKept) {
      keeping.forEach(PortKeeper::close);
      return listenEverywhere(port);
    } finally {
      keeping.forEach(PortKeeper::close);
    }
  }

  /** Has it listen or not, as rules of that world say, from now on. To be called once. */
  public void keepOutages(Simulation simulation, WallClock wall) {
    outages = Optional.of(OutageKeeper.start(this, simulation, wall, served.background()));
  }

  /** Refuses new connections at once, lets requests in flight end, then closes the others. */
  public void stop() {
    outages.ifPresent(OutageKeeper::close); // first, as it starts and stops, and waits for us
    stopListening();
  }

  private synchronized void stopListening() {
    end.release();
    if (listening) {
      holdAccepting();
    }
    listening = false;
    List<Thread> stopping =
        servers.stream().map(server -> Thread.ofVirtual().start(server::stop)).toList();
    try {
      for (Thread thread : stopping) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    keepers.forEach(PortKeeper::close);
    keepers = List.of();
  }

  private static String reason(InetSocketAddress at) {
    String where = Hosts.inUri(Hosts.text(at.getAddress())) + ":" + at.getPort();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(at);
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

  /** That the server cannot listen where it should; the message says why, in one line. */
  public static final class ListenException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public ListenException(String message) {
      super(message);
    }
  }
}
