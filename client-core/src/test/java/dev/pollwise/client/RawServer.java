package dev.pollwise.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server that says, and leaves unsaid, exactly what a test wants: one request per connection, and
 * a script that has the socket. Remembers all requests.
 */
final class RawServer implements AutoCloseable {

  /** What becomes of a request. */
  interface Script {
    void serve(Exchange exchange) throws IOException;
  }

  private final ServerSocket listening;
  private final Script script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Starts on a free port. */
  RawServer(Script script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://localhost:" + listening.getLocalPort());
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The connections that neither side has closed. */
  int connections() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Optional<Request> request = Request.read(new BufferedInputStream(socket.getInputStream()));
      if (request.isPresent()) {
        requests.add(request.get());
        script.serve(new Exchange(request.get(), requests.size(), socket));
      }
    } catch (IOException gone) {
      // The client went away, as clients may.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** A request, read to its end; header names in any case. */
  record Request(String line, Map<String, String> headers, String body) {

    static Optional<Request> read(InputStream in) throws IOException {
      String line = line(in);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        int colon = header.indexOf(':');
        headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      return Optional.of(new Request(line, headers, body));
    }

    private static String line(InputStream in) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
        if (next != '\r') {
          line.write(next);
        }
      }
      return line.toString(StandardCharsets.ISO_8859_1);
    }

    boolean isSubmit() {
      return line.startsWith("POST ");
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** A request and the socket it came by; closed, politely, when the script returns. */
  static final class Exchange {

    private final Request request;
    private final int number;
    private final Socket socket;

    private Exchange(Request request, int number, Socket socket) {
      this.request = request;
      this.number = number;
      this.socket = socket;
    }

    Request request() {
      return request;
    }

    /** Which request of all it is, from 1. */
    int number() {
      return number;
    }

    /** A complete answer in JSON; headers as whole lines. */
    void answer(int status, String body, String... headers) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" x\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      head.append("Content-Type: application/json\r\nConnection: close\r\nContent-Length: ")
          .append(bytes.length)
          .append("\r\n\r\n");
      write(head.toString());
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    void write(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Ends the connection so that the other side gets an error. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the client has gone; throws what a test then sees as that. */
    void awaitClose() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // Whatever else it says.
      }
    }

    /** Keeps the connection, saying nothing, until a latch opens. */
    void hold(CountDownLatch until) {
      try {
        until.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
