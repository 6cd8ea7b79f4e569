package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Mangling;
import dev.pollwise.simulator.transport.Parking;
import dev.pollwise.simulator.transport.Sockets;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * Sends answers spoilt. To a {@code HEAD} request there is no body to spoil: the head arrives, and
 * what happens to the connection happens.
 */
final class BodyCorruptor {

  // Long enough for what was sent to arrive before the reset, which may overtake it.
  private static final Duration ARRIVAL = Duration.ofMillis(50);
  private static final byte[] NOTHING = new byte[0];

  private final Parking parking;
  private final Sockets sockets;

  BodyCorruptor(ServerContext bench) {
    this.parking = bench.parking();
    this.sockets = bench.sockets();
  }

  /**
   * Sends it.
   *
   * @param last whether to close the connection then, where the fault leaves it open
   */
  void send(
      Mangling fault, Response answer, RequestContext call, ServerResponse response, boolean last) {
    byte[] body = call.method().equals("HEAD") ? NOTHING : answer.body();
    byte[] half = Arrays.copyOf(body, body.length / 2);
    switch (fault) {
      case Mangling.WrongType(String type) ->
          answer.with("Content-Type", type).send(call, response, last);
      case Mangling.Gzip gzip ->
          answer
              .withBody(zipped(answer.body()))
              .with("Content-Encoding", "gzip")
              .with("Vary", "Accept-Encoding")
              .send(call, response, last);
      case Mangling.BadJson broken ->
          answer.withBody(cut(answer.body())).send(call, response, last);
      case Mangling.Truncate(Mangling.Framing framing) -> {
        begin(answer, call, response, framing, half);
        throw over(fault);
      }
      case Mangling.Stall(Duration atMost) -> {
        begin(answer, call, response, Mangling.Framing.LENGTH, half);
        parking.park(atMost);
        throw over(fault);
      }
      case Mangling.ResetAmid reset -> {
        begin(answer, call, response, Mangling.Framing.LENGTH, half);
        parking.park(ARRIVAL);
        sockets.reset(call.request().remotePeer().address());
        throw over(fault);
      }
      case Mangling.Dribble(int pieces, Duration over) -> {
        dribble(answer, call, response, new Pieces(body, pieces, over));
        end(fault, last);
      }
      case Mangling.WrongLength length -> {
        int told = answer.body().length / 2;
        answer.withBody(Arrays.copyOf(answer.body(), told)).send(call, response, false);
        byte[] rest = Arrays.copyOfRange(body, half.length, body.length);
        sockets.write(call.request().remotePeer().address(), rest);
        end(fault, last);
      }
      case Mangling.HugeBody(int bytes) -> {
        pad(answer, call, response, body, bytes);
        end(fault, last);
      }
    }
  }

  /** A body, how many pieces it is cut in, and how long they take. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Pieces(byte[] body, int wanted, Duration over) {

    int count() {
      return Math.min(wanted, body.length);
    }

    /** Where the nth piece begins, and the one before it ends. */
    int start(int piece) {
      return (int) ((long) body.length * piece / count());
    }

    Duration pause() {
      return over.dividedBy(Math.max(1, count() - 1));
    }
  }

  private static byte[] zipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A JSON text without its second half is none, whatever it was. */
  private static byte[] cut(byte[] body) {
    return body.length < 2
        ? "{\"".getBytes(StandardCharsets.UTF_8)
        : Arrays.copyOf(body, body.length / 2);
  }

  private static void begin(
      Response answer,
      RequestContext call,
      ServerResponse response,
      Mangling.Framing framing,
      byte[] part) {
    answer.head(call, response);
    if (framing == Mangling.Framing.LENGTH) {
      response.contentLength(answer.body().length);
    }
    try {
      // Not closed: that would complete the answer.
      OutputStream out = response.outputStream();
      // Two pieces, as a single one would be taken for the whole body and given a length.
      int first = part.length / 2;
      out.write(part, 0, first);
      out.flush();
      out.write(part, first, part.length - first);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void dribble(
      Response answer, RequestContext call, ServerResponse response, Pieces pieces) {
    answer.head(call, response);
    response.contentLength(answer.body().length);
    try (OutputStream out = response.outputStream()) {
      for (int i = 0; i < pieces.count(); i++) {
        if (i > 0) {
          parking.park(pieces.pause());
        }
        out.write(pieces.body(), pieces.start(i), pieces.start(i + 1) - pieces.start(i));
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pad(
      Response answer, RequestContext call, ServerResponse response, byte[] body, int size) {
    int length = Math.max(size, answer.body().length);
    answer.head(call, response);
    response.contentLength(length);
    byte[] spaces = new byte[8_192];
    Arrays.fill(spaces, (byte) ' ');
    try (OutputStream out = response.outputStream()) {
      if (call.method().equals("HEAD")) {
        return;
      }
      out.write(body);
      for (int left = length - body.length; left > 0; left -= spaces.length) {
        out.write(spaces, 0, Math.min(left, spaces.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Mangling fault, boolean last) {
    if (last) {
      throw over(fault);
    }
  }

  private static CloseConnectionException over(Mangling fault) {
    return new CloseConnectionException("fault: " + fault.word());
  }
}
