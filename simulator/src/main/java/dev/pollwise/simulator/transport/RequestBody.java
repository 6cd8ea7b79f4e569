package dev.pollwise.simulator.transport;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bodies of the requests on one connection, as RFC 9112 sections 6 and 7 frame them. Belongs to
 * the thread of the connection.
 */
final class RequestBody {

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST = 8_192;

  /** Bytes of the line before a chunk. */
  private static final int LONGEST_LINE = 4_096;

  /** Bytes of what a body may have around its chunks' data, beyond what they need. */
  private static final int MOST_AROUND = 65_536;

  private static final Pattern SIZE = Pattern.compile("0*([0-9A-Fa-f]{1,15})(?:[ \t]*;.*)?");
  private static final int LONGEST_SIZE = 24;

  private final RequestReader reader;
  private final DataWriter writer;
  private final ClientSocket socket;
  private final BodyMemory memory;
  private byte[] bytes = NOTHING;
  private int length;
  private int limit;

  RequestBody(RequestReader reader, DataWriter writer, ClientSocket socket, BodyMemory memory) {
    this.reader = reader;
    this.writer = writer;
    this.socket = socket;
    this.memory = memory;
  }

  /**
   * Reads the body of the present request; empty if it has none. Its memory is kept until the next
   * request is waited for.
   *
   * @throws KnownPeer.BodyException if it is longer than {@code most} bytes, not framed as HTTP
   *     wants it, not all there in time or has to make room for others; the connection can serve no
   *     further request
   */
  byte[] read(int most) {
    bytes = NOTHING;
    length = 0;
    limit = (int) Math.min(most, memory.most());
    try {
      switch (reader.unread()) {
        case Framing.None none -> {}
        case Framing.Length(long declared) -> readLength(declared);
        case Framing.Chunked chunked -> readChunks();
      }
    } catch (KnownPeer.BodyException e) {
      throw e;
    } catch (RuntimeException e) {
      // The client's end, malformed framing and a cut connection have no exception in common.
      throw socket.isGivenUp()
          ? new KnownPeer.BodyException(408, "The request's body was not all there in time")
          : new KnownPeer.BodyException(400, "The request's body is not valid HTTP");
    }
    byte[] whole = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    bytes = NOTHING;
    reader.bodyRead();
    return whole;
  }

  void streams() {
    socket.enter(ClientSocket.Stage.STREAM);
  }

  private void readLength(long declared) {
    requireRoom(declared);
    sendContinue();
    read(declared, declared);
  }

  private void readChunks() {
    sendContinue();
    int around = 0;
    while (true) {
      String line = reader.line(LONGEST_LINE);
      Matcher size = SIZE.matcher(line);
      if (!size.matches() || (around += Math.max(0, line.length() - LONGEST_SIZE)) > MOST_AROUND) {
        throw new IllegalArgumentException("no size of a chunk");
      }
      long chunk = Long.parseLong(size.group(1), 16);
      if (chunk == 0) {
        break;
      }
      requireRoom(length + chunk);
      read(chunk, limit);
      requireEmpty(reader.line(0));
    }
    // Trailers, which nobody asks for.
    for (String line = reader.line(LONGEST_LINE); !line.isEmpty(); ) {
      if ((around += line.length()) > MOST_AROUND || !Framing.isToken(line.split(":", 2)[0])) {
        throw new IllegalArgumentException("no trailer");
      }
      line = reader.line(LONGEST_LINE);
    }
  }

  private static void requireEmpty(String line) {
    if (!line.isEmpty()) {
      throw new IllegalArgumentException("more than the chunk's size said");
    }
  }

  private void requireRoom(long wanted) {
    if (wanted > limit) {
      throw KnownPeer.BodyException.tooLong(limit);
    }
  }

  /** Reads so many bytes more, of a body that will have at most {@code expected}. */
  private void read(long more, long expected) {
    int end = (int) (length + more);
    while (length < end) {
      if (length == bytes.length) {
        grow((int) Math.min(expected, Math.max(FIRST, 2L * bytes.length)));
      }
      length += reader.readInto(bytes, length, Math.min(end, bytes.length) - length);
    }
  }

  /** Only as bytes come: a length that is told costs nothing. */
  private void grow(int size) {
    if (!memory.take(socket, size - bytes.length)) {
      throw new IllegalStateException("no memory is left for this body");
    }
    bytes = Arrays.copyOf(bytes, size);
  }

  private void sendContinue() {
    if (reader.isContinueExpected()) {
      writer.writeNow(BufferData.create(CONTINUE));
    }
  }
}
