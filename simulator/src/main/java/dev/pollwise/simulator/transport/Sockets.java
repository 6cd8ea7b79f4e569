package dev.pollwise.simulator.transport;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets behind the connections, for faults and farewells that HTTP cannot express. Given to
 * the listener as its socket options, it is handed every connection that is accepted.
 */
public final class Sockets implements SocketOptions {

  private static final int PRUNE_AT = 1_000;

  private final SocketOptions delegate = SocketOptions.builder().tcpNoDelay(true).build();
  private final Map<SocketAddress, SocketChannel> channels = new ConcurrentHashMap<>();
  private volatile int pruneAt = PRUNE_AT;

  @Override
  public void configureSocket(SocketChannel channel) {
    delegate.configureSocket(channel);
    try {
      channels.put(channel.getRemoteAddress(), channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (channels.size() >= pruneAt) {
      channels.values().removeIf(each -> !each.isOpen());
      pruneAt = Math.max(PRUNE_AT, 2 * channels.size());
    }
  }

  /** The connection from that address; empty if there is none, or it was reset. */
  Optional<SocketChannel> find(SocketAddress peer) {
    return Optional.ofNullable(channels.get(peer));
  }

  /**
   * Resets the connection from that address: the peer gets RST, and unsent bytes are discarded.
   * Does nothing if there is no such connection.
   */
  public void reset(SocketAddress peer) {
    SocketChannel channel = channels.remove(peer);
    if (channel == null) {
      return;
    }
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    } catch (ClosedChannelException e) {
      // It ended by itself meanwhile.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resets all connections. */
  void resetAll() {
    channels.keySet().forEach(this::reset);
  }

  /** Writes bytes past HTTP to the connection from that address, if there is one. */
  public void write(SocketAddress peer, byte[] bytes) {
    SocketChannel channel = channels.get(peer);
    if (channel == null) {
      return;
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        int unused = channel.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
