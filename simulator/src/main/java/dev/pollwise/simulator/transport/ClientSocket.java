package dev.pollwise.simulator.transport;

import dev.pollwise.simulator.simulation.WallClock;
import io.helidon.http.HttpPrologue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket, and for what the server waits on it. The thread of the connection says so;
 * those that watch over all connections read it, and cut it.
 */
final class ClientSocket {

  /** What a connection is doing. */
  public enum Stage {
    /** Nothing was received yet. */
    NEW,
    /** A request was answered, and the next one has not begun. */
    IDLE,
    /** A request's head is being received. */
    HEAD,
    /** A request's body is being received. */
    BODY,
    /** The request is being served: the client is not waited for. */
    WORK,
    /** Events are being sent as they come; a reader who is cut off takes them up again. */
    STREAM,
    /** Something is being sent, and the client does not take it yet. */
    SEND,
    /** The last answer was sent, and what the client still sends is thrown away. */
    LINGER
  }

  /** How much is read at once of what does not fit in the first packet. */
  private static final int CHUNK = 8_192;

  private static final int LOOK_MILLIS = 250;

  private record At(Stage stage, long since) {}

  private final SocketChannel channel;
  private final WallClock wall;
  private volatile At at;
  private volatile boolean cut;
  private volatile boolean late;
  private volatile Optional<Thread> worker = Optional.empty();
  private Optional<HttpPrologue> prologue = Optional.empty();

  public ClientSocket(SocketChannel channel, WallClock wall) {
    this.channel = channel;
    this.wall = wall;
    this.at = new At(Stage.NEW, wall.nanoTime());
  }

  public SocketChannel channel() {
    return channel;
  }

  Stage stage() {
    return at.stage();
  }

  public void enter(Stage stage) {
    at = new At(stage, wall.nanoTime());
  }

  /** Bytes have come. */
  void received() {
    if (stage() == Stage.NEW || stage() == Stage.IDLE) {
      enter(Stage.HEAD);
    }
  }

  /**
   * The next request is waited for, unless one has begun.
   *
   * @return whether it is waited for from now on
   */
  boolean awaitsRequest() {
    if (stage() != Stage.WORK && stage() != Stage.STREAM) {
      return false;
    }
    prologue = Optional.empty();
    enter(Stage.IDLE);
    return true;
  }

  /** The first line of a request was read, by the calling thread. */
  public void begun(HttpPrologue line) {
    prologue = Optional.of(line);
    worker = Optional.of(Thread.currentThread());
  }

  /** That line; empty between requests. */
  Optional<HttpPrologue> prologue() {
    return prologue;
  }

  /** Sends something. */
  public void sending(Runnable send) {
    Stage before = stage();
    enter(Stage.SEND);
    try {
      send.run();
    } finally {
      enter(before);
    }
  }

  /** Whether the client keeps the server waiting. */
  public boolean isWaitedFor() {
    return !cut && stage() != Stage.WORK;
  }

  /** Since when it is in its stage, in steady nanoseconds. */
  long since() {
    return at.since();
  }

  /** Whether it waits for longer than it may in its stage. */
  public boolean isOverdue(ConnectionLimits limits, long now) {
    At here = at;
    long age = now - here.since();
    return switch (here.stage()) {
      case NEW, HEAD -> age > limits.headerTimeout().toNanos();
      case BODY, SEND -> age > limits.bodyTimeout().toNanos();
      case IDLE -> age > limits.idleTimeout().toNanos();
      case WORK, STREAM, LINGER -> false; // whoever lingers has limits of its own
    };
  }

  /**
   * Reads more of a request that has begun. Looks now and then whether the client has run out of
   * time: its connection is left open then, so that the server can go on reading, and throwing
   * away, what the client still sends while it is told why. A reset would take that from it.
   *
   * @return null at the end of what the client sends
   * @throws UncheckedIOException if the connection failed
   * @throws IllegalStateException if the client has run out of time
   */
  byte @Nullable [] more() {
    byte[] bytes = new byte[CHUNK];
    try {
      Socket socket = channel.socket();
      socket.setSoTimeout(LOOK_MILLIS);
      while (!late) {
        try {
          int count = socket.getInputStream().read(bytes);
          return count < 0 ? null : Arrays.copyOf(bytes, count);
        } catch (SocketTimeoutException e) {
          // Nothing came: look, and wait on.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the client has run out of time");
  }

  /** Ends it for a client that has kept the server waiting for too long. */
  void expire() {
    switch (stage()) {
      case HEAD, BODY -> late = true;
      case NEW, IDLE, SEND, WORK, STREAM, LINGER -> cut();
    }
  }

  /** Whether the client was too slow, or its connection had to make room. */
  boolean isGivenUp() {
    return cut || late;
  }

  /** Whether a request is being received. */
  boolean isReceiving() {
    return stage() == Stage.HEAD || stage() == Stage.BODY;
  }

  /**
   * Ends it at once. Where a request is being received, no more of it is, so that its thread can
   * still say why; where one is being served, the peer gets RST.
   */
  public void cut() {
    cut = true;
    switch (stage()) {
      case NEW, IDLE, HEAD, BODY -> shutdownInput();
      case SEND, LINGER, WORK, STREAM -> abort();
    }
  }

  /** Resets it, and has a request that is held back go on: nobody waits for its answer. */
  void abort() {
    Stage before = stage();
    reset();
    if (before == Stage.WORK || before == Stage.STREAM) {
      worker.ifPresent(Thread::interrupt);
    }
  }

  public boolean isCut() {
    return cut;
  }

  private void shutdownInput() {
    try {
      SocketChannel unused = channel.shutdownInput();
    } catch (IOException e) {
      // It ended by itself meanwhile, one way or another.
    }
  }

  /** The peer gets RST, and unsent bytes are discarded. */
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    } catch (IOException e) {
      // It ended by itself meanwhile, one way or another.
    }
  }

  /** Writes bytes past HTTP. */
  public void write(byte[] bytes) {
    sending(() -> {
      try {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          int unused = channel.write(buffer);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
