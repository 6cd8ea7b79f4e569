package dev.pollwise.simulator.transport;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectTransportRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends on one connection. Helidon reads the heads of requests from it, but no body:
 * it takes lengths and chunks for valid that others read in another way. Belongs to the thread of
 * the connection.
 */
final class RequestReader extends DataReader {

  private final ClientSocket socket;
  private final BodyMemory memory;
  private Framing unread = new Framing.None();
  private boolean continueExpected;
  private boolean bodyKept;

  @SuppressWarnings("removal") // create() gives a reader of which nobody can override a thing
  public RequestReader(DataReader all, ClientSocket socket, BodyMemory memory) {
    super(() -> bytes(all, socket));
    this.socket = socket;
    this.memory = memory;
  }

  private static byte @Nullable [] bytes(DataReader all, ClientSocket socket) {
    try {
      if (all.available() == 0 && socket.isReceiving()) {
        return socket.more();
      }
      all.ensureAvailable();
    } catch (RuntimeException e) {
      throw socket.isGivenUp() && socket.stage() == ClientSocket.Stage.HEAD
          ? refused(socket.prologue(), Status.REQUEST_TIMEOUT_408, EventType.OTHER)
          : e;
    }
    socket.received();
    return all.readBytes(all.available());
  }

  private static RequestException refused(
      Optional<HttpPrologue> prologue, Status status, EventType type) {
    RequestException.Builder refusal =
        RequestException.builder()
            .type(type)
            .status(status)
            .message(status.reasonPhrase())
            .setKeepAlive(false);
    prologue.ifPresent(
        line -> refusal.request(DirectTransportRequest.create(line, WritableHeaders.create())));
    return refusal.build();
  }

  /**
   * The head of a request was read.
   *
   * @throws RequestException if it does not tell in one way where its body ends, or asks for what
   *     has no path
   */
  public void headRead(WritableHeaders<?> headers, boolean expectsContinue) {
    try {
      requirePath();
      unread = Framing.takeFrom(headers);
    } catch (IllegalArgumentException e) {
      throw refused(socket.prologue(), Status.BAD_REQUEST_400, EventType.BAD_REQUEST);
    }
    continueExpected = expectsContinue;
    socket.enter(
        unread instanceof Framing.None ? ClientSocket.Stage.WORK : ClientSocket.Stage.BODY);
  }

  /** In {@code http:://host/path} Java sees none, and Helidon gives it null to route by. */
  private void requirePath() {
    if (socket.prologue().filter(line -> line.uriPath().path() == null).isPresent()) {
      throw new IllegalArgumentException("a target without a path");
    }
  }

  /** How the body is framed that was not read yet. */
  Framing unread() {
    return unread;
  }

  /** Whether the client waits for leave to send its body. */
  boolean isContinueExpected() {
    return continueExpected;
  }

  /** The body was read to its end. */
  void bodyRead() {
    if (!(unread instanceof Framing.None)) {
      unread = new Framing.None();
      bodyKept = true;
      socket.enter(ClientSocket.Stage.WORK);
    }
  }

  /**
   * Copies what there is, at least a byte, and waits for it.
   *
   * @return how many bytes, at most {@code most}
   */
  int readInto(byte[] bytes, int at, int most) {
    ensureAvailable();
    BufferData data = readBuffer(Math.min(available(), most));
    return data.read(bytes, at, data.available());
  }

  /**
   * A line without its end.
   *
   * @throws IllegalArgumentException if it has more than so many bytes, or control characters
   */
  String line(int longest) {
    int length = super.findNewLine(longest + 1);
    if (length > longest) {
      throw new IllegalArgumentException("a line of more than " + longest + " bytes");
    }
    String line = readAsciiString(length);
    skip("\r\n".length());
    if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c >= 0x7f)) {
      throw new IllegalArgumentException("a line with control characters");
    }
    return line;
  }

  /** Asked by Helidon for the end of each line of a head, the first of which begins a request. */
  @Override
  public int findNewLine(int max) {
    if (!(unread instanceof Framing.None)) {
      throw new CloseConnectionException("a body was not read: what follows is no request");
    }
    if (socket.awaitsRequest() && bodyKept) {
      memory.release(socket);
      bodyKept = false;
    }
    return super.findNewLine(max);
  }
}
