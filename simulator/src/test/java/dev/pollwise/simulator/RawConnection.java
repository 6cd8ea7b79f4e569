package dev.pollwise.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection on which a test sees every byte and how it ends. */
public final class RawConnection implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final int patienceMillis;

  /** What happened after a request was sent. */
  public sealed interface Seen {

    /** A whole answer; the connection stays usable. */
    record Answer(String text) implements Seen {}

    /** FIN before the first byte. */
    record Closed() implements Seen {}

    /** RST before the first byte. */
    record Reset() implements Seen {}

    /** Not a byte, and the connection is still open. */
    record Silence() implements Seen {}
  }

  public RawConnection(URI uri) throws IOException {
    this(uri, PATIENCE_MILLIS);
  }

  /** Takes it for silence when nothing comes for so long. */
  public RawConnection(URI uri, int patienceMillis) throws IOException {
    this.socket = new Socket(uri.getHost(), uri.getPort());
    this.patienceMillis = patienceMillis;
  }

  public Seen get(String path, String... headers) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
  }

  public Seen post(String path, String body, String... headers) throws IOException {
    return send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n"
            + lines(headers)
            + "\r\n"
            + body);
  }

  public Seen send(String bytes) throws IOException {
    return send(bytes, patienceMillis);
  }

  /** Sends and looks; silence is only sure after the time has passed. */
  public Seen send(String bytes, int patienceMillis) throws IOException {
    write(bytes);
    return look(patienceMillis);
  }

  public void write(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  public Seen look(int patienceMillis) throws IOException {
    socket.setSoTimeout(patienceMillis);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return head.size() == 0 ? new Seen.Closed() : new Seen.Answer(text(head, ""));
        }
        head.write(next);
      }
      Matcher length = LENGTH.matcher(head.toString(StandardCharsets.ISO_8859_1));
      int count = length.find() ? Integer.parseInt(length.group(1)) : 0;
      return new Seen.Answer(text(head, new String(in.readNBytes(count), StandardCharsets.UTF_8)));
    } catch (SocketTimeoutException e) {
      return new Seen.Silence();
    } catch (SocketException e) {
      return new Seen.Reset();
    }
  }

  /**
   * Everything that arrives until the connection ends or falls silent.
   *
   * @param text one character per byte
   */
  public record All(String text, End end) {

    public String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  /** How a connection was left. */
  public enum End {
    FIN,
    RST,
    OPEN
  }

  /** Reads all there is; that it stays open is only sure after the time has passed. */
  public All all(int patienceMillis) throws IOException {
    socket.setSoTimeout(patienceMillis);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    End end = End.FIN;
    try {
      for (int next = socket.getInputStream().read(); next >= 0; ) {
        text.write(next);
        next = socket.getInputStream().read();
      }
    } catch (SocketTimeoutException e) {
      end = End.OPEN;
    } catch (SocketException e) {
      end = End.RST;
    }
    return new All(text.toString(StandardCharsets.ISO_8859_1), end);
  }

  /** Everything until the connection is closed. */
  public String readAll() throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream head, String body) {
    return head.toString(StandardCharsets.ISO_8859_1) + body;
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
