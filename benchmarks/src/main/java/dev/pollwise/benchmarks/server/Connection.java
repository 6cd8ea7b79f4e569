package dev.pollwise.benchmarks.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive connection that never waits for its answers. Belongs to one thread. */
final class Connection implements AutoCloseable {

  /** As many as a measurement opens at a time. */
  static final int MOST = 10_000;

  private static final int LONGEST_ANSWER = 4_096;
  private static final String OK = "HTTP/1.1 200";
  private static final String LENGTH = "\r\ncontent-length:";

  private final SocketChannel channel;
  private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
  private long dueAt;
  private int seen;
  private int end;

  /** Connects, and has the selector tell of answers; the connection is the key's attachment. */
  Connection(URI server, Selector selector) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    SelectionKey _ = channel.register(selector, SelectionKey.OP_READ, this);
  }

  static Connection of(SelectionKey key) {
    return (Connection) key.attachment();
  }

  static byte[] get(String path, String... headers) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: demo\r\n"
            + "User-Agent: load/1\r\n"
            + String.join("", headers)
            + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Sends a request; the answer to the one before must have been read.
   *
   * @param due when it should have been sent, as {@link System#nanoTime} has it
   */
  void send(byte[] request, long due) throws IOException {
    answer.clear();
    seen = 0;
    end = 0;
    dueAt = due;
    ByteBuffer bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes);
    }
  }

  /** When the last request should have been sent, as {@link System#nanoTime} has it. */
  long dueAt() {
    return dueAt;
  }

  /** How long the last answer was, with its head, in bytes. */
  int answerBytes() {
    return end;
  }

  /**
   * Reads what is there.
   *
   * @return whether the answer is complete
   * @throws IOException if the connection ended, or the answer is not 200
   */
  boolean read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new IOException("the server closed the connection");
    }
    for (; end == 0 && seen < answer.position(); seen++) {
      if (seen >= 3 && answer.get(seen) == '\n' && answer.get(seen - 2) == '\n') {
        end = seen + 1 + contentLength(seen);
      }
    }
    return end > 0 && answer.position() >= end;
  }

  private int contentLength(int headEnd) throws IOException {
    String head = new String(answer.array(), 0, headEnd, StandardCharsets.ISO_8859_1);
    if (!head.startsWith(OK)) {
      throw new IOException("unexpected answer: " + head);
    }
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("an answer without its length: " + head);
    }
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
