package dev.pollwise.simulator.transport;

import dev.pollwise.simulator.simulation.WallClock;
import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sockets behind the connections of one face, for limits, faults and farewells that HTTP cannot
 * express. Given to the listener as its socket options, it is handed every connection that is
 * accepted, and makes room for it. Safe for use by many threads.
 */
public final class Sockets implements SocketOptions {

  /** How long a new connection waits for room where few could be closed for it. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  /** How long to wait for those who accept, and how long they are held at most. */
  private static final Duration HOLD = Duration.ofSeconds(2);

  /** What becomes of a connection that comes. */
  private enum State {
    /** It is served. */
    OPEN,
    /** It is reset, and the thread that accepted it held. */
    HOLDING,
    /** It is reset. */
    REFUSING
  }

  private final SocketOptions delegate = SocketOptions.builder().tcpNoDelay(true).build();
  private final WallClock wall;
  private final BodyMemory memory;
  private final Linger linger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<SocketAddress, ClientSocket> open = new HashMap<>();
  private ConnectionLimits limits = ConnectionLimits.defaults();
  private State state = State.OPEN;
  private int held;

  /** Those of one listener. */
  public Sockets(WallClock wall) {
    this(wall, BodyMemory.ofHeap());
  }

  Sockets(WallClock wall, BodyMemory memory) {
    this.wall = wall;
    this.memory = memory;
    this.linger = new Linger(wall);
  }

  /** Those of another listener, which share the memory for bodies and nothing else. */
  public Sockets beside() {
    return new Sockets(wall, memory);
  }

  /** Where the bodies of their requests are. */
  BodyMemory memory() {
    return memory;
  }

  /** How they end. */
  Linger linger() {
    return linger;
  }

  /** What connections are held to from now on. */
  void limits(ConnectionLimits others) {
    lock.lock();
    try {
      limits = others;
    } finally {
      lock.unlock();
    }
  }

  /** Cuts those that have kept the server waiting for too long. */
  void cutOverdue() {
    lock.lock();
    try {
      long now = wall.nanoTime();
      open.values().removeIf(each -> !each.channel().isOpen());
      for (ClientSocket socket : List.copyOf(open.values())) {
        if (!socket.isCut() && socket.isOverdue(limits, now)) {
          socket.expire();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes room for a connection, and remembers it. Waits as long as all others are being served.
   *
   * @throws RuntimeException if it is refused; the caller closes it
   */
  @Override
  public void configureSocket(SocketChannel channel) {
    delegate.configureSocket(channel);
    lock.lock();
    try {
      SocketAddress peer = channel.getRemoteAddress();
      makeRoom();
      ClientSocket socket = new ClientSocket(channel, wall);
      if (state != State.OPEN) {
        socket.reset();
        beHeld();
        throw new IOException("connections are refused");
      }
      open.put(peer, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the server stops", e);
    } finally {
      lock.unlock();
    }
  }

  private void beHeld() throws InterruptedException {
    held++;
    changed.signalAll();
    try {
      long left = HOLD.toNanos();
      while (state == State.HOLDING && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      held--;
    }
  }

  /**
   * Resets every connection that comes, and holds the thread that accepted it until {@link #letGo}.
   * For a JDK channel that is closed while a thread accepts on it can lose a connection without
   * closing it, and its client would wait for ever.
   *
   * @param threads how many accept
   * @param knock connects to each
   * @return whether all are held now; some may have ended before
   */
  boolean hold(int threads, Runnable knock) throws InterruptedException {
    lock.lock();
    try {
      state = State.HOLDING;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    knock.run();
    lock.lock();
    try {
      long left = HOLD.toNanos();
      while (held < threads && left > 0) {
        left = changed.awaitNanos(left);
      }
      return held >= threads;
    } finally {
      lock.unlock();
    }
  }

  /** Lets those go who are held; connections are refused still. */
  void letGo() {
    lock.lock();
    try {
      state = State.REFUSING;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** So that service goes on: slow clients, idle ones and silent ones are many, and all wait. */
  private void makeRoom() throws InterruptedException {
    long left = PATIENCE.toNanos();
    while (state == State.OPEN && inUse() >= limits.connections()) {
      List<ClientSocket> waitedFor =
          open.values().stream().filter(ClientSocket::isWaitedFor).toList();
      if (!waitedFor.isEmpty() && (left <= 0 || waitedFor.size() > limits.connections() / 4)) {
        waitedFor.stream().min(Comparator.comparingLong(ClientSocket::since)).get().cut();
      } else {
        left = changed.awaitNanos(left > 0 ? left : PATIENCE.toNanos());
      }
    }
  }

  private long inUse() {
    return open.values().stream().filter(each -> !each.isCut() && each.channel().isOpen()).count();
  }

  /** The connection from that address; empty if there is none, or it is over. */
  Optional<ClientSocket> find(SocketAddress peer) {
    lock.lock();
    try {
      return Optional.ofNullable(open.get(peer));
    } finally {
      lock.unlock();
    }
  }

  /** A connection from that address is over. */
  void over(SocketAddress peer, ClientSocket socket) {
    lock.lock();
    try {
      boolean unused = open.remove(peer, socket);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Resets the connection from that address: the peer gets RST, and unsent bytes are discarded.
   * Does nothing if there is no such connection.
   */
  public void reset(SocketAddress peer) {
    find(peer).ifPresent(ClientSocket::reset);
  }

  /** Resets all connections, and every one that comes, until told otherwise. */
  void refuse() {
    lock.lock();
    try {
      state = State.REFUSING;
      open.values().forEach(ClientSocket::abort);
      open.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes connections again. */
  void accept() {
    lock.lock();
    try {
      state = State.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /** Writes bytes past HTTP to the connection from that address, if there is one. */
  public void write(SocketAddress peer, byte[] bytes) {
    find(peer).ifPresent(socket -> socket.write(bytes));
  }

  @Override
  public void configureSocket(Socket socket) {
    delegate.configureSocket(socket);
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return delegate.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return delegate.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return delegate.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return delegate.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return delegate.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return delegate.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return delegate.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return delegate.tcpNoDelay();
  }
}
