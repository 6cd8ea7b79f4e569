package dev.pollwise.simulator.webhook;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection to a receiver, for one request of HTTP/1.1. It goes to the very addresses that were
 * checked, without looking a name up again and past all proxies, and it holds a bounded part of
 * what the receiver sends. Blocks; in a virtual thread an interrupt ends it.
 */
final class ReceiverConnection implements Closeable {

  private static final int LONGEST_HEAD = 16 * 1_024;
  private static final int LONGEST_BODY = 64 * 1_024;
  private static final int BODY_PATIENCE_MILLIS = 1_000;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})( .*)?");

  private final Socket socket;
  private final URI url;
  private int headLeft = LONGEST_HEAD;

  /**
   * The head of an answer, as far as it matters.
   *
   * @param location where a redirect leads, as it was sent
   */
  record Answer(int status, Optional<String> location) {}

  private ReceiverConnection(Socket socket, URI url) {
    this.socket = socket;
    this.url = url;
  }

  /**
   * Connects to the first address that takes it.
   *
   * @param patience for all addresses together
   * @param tls makes secure connections
   */
  static ReceiverConnection open(
      URI url, List<InetAddress> addresses, Duration patience, SSLSocketFactory tls)
      throws IOException {
    int each = Math.clamp(patience.toMillis() / addresses.size(), 1, Integer.MAX_VALUE);
    IOException trouble = new IOException("no address");
    for (InetAddress address : addresses) {
      Socket socket = new Socket(Proxy.NO_PROXY);
      try {
        socket.connect(new InetSocketAddress(address, port(url)), each);
        return new ReceiverConnection(isSecure(url) ? secured(socket, url, tls) : socket, url);
      } catch (IOException | RuntimeException e) {
        socket.close();
        trouble = new IOException(e);
      }
    }
    throw trouble;
  }

  private static boolean isSecure(URI url) {
    return url.getScheme().equals("https");
  }

  /** The port that it leads to, named or not. */
  static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return isSecure(url) ? 443 : 80;
  }

  private static Socket secured(Socket socket, URI url, SSLSocketFactory tls) throws IOException {
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port(url), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /**
   * Posts, and reads the answer's head; of its body no more than lets the receiver end in peace.
   */
  Answer post(Map<String, String> headers, byte[] body) throws IOException {
    StringBuilder head = new StringBuilder("POST ").append(target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(url.getRawAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    request.writeTo(socket.getOutputStream());

    InputStream in = new BufferedInputStream(socket.getInputStream());
    int status = status(in);
    Optional<String> location = Optional.empty();
    long length = status == 204 || status == 304 ? 0 : LONGEST_BODY;
    for (String line = line(in); !line.isEmpty() || status < 200; line = line(in)) {
      if (line.isEmpty()) {
        status = status(in); // what came before was a word in between, such as 100
      }
      String name = line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
      String value = line.substring(line.indexOf(':') + 1).strip();
      switch (name) {
        case "location" -> location = Optional.of(value);
        case "content-length" -> length = Math.min(length, lengthOf(value));
        default -> {}
      }
    }
    passOver(in, length);
    return new Answer(status, location);
  }

  private String target() {
    URI ascii = URI.create(url.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }

  private int status(InputStream in) throws IOException {
    Matcher line = STATUS_LINE.matcher(line(in));
    if (!line.matches()) {
      throw new IOException("not an answer of HTTP/1");
    }
    return Integer.parseInt(line.group(1));
  }

  private String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the answer ends amid its head");
      }
      headLeft--;
      if (headLeft < 0) {
        throw new IOException("the head of the answer is too long");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static long lengthOf(String digits) {
    return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : LONGEST_BODY;
  }

  private void passOver(InputStream in, long length) {
    try {
      byte[] part = new byte[8_192];
      int patience = BODY_PATIENCE_MILLIS;
      for (long left = length; left > 0; ) {
        // Half as long each time, so that one who sends a byte now and then is not waited for.
        patience = Math.max(1, patience / 2);
        socket.setSoTimeout(patience);
        int count = in.read(part, 0, (int) Math.min(left, part.length));
        left = count < 0 ? 0 : left - count;
      }
    } catch (IOException e) {
      // The head has said what there is to know.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
