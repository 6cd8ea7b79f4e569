package dev.pollwise.client.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server on a bare loopback socket that does to each connection what a test scripts, byte for
 * byte, and remembers every request that reached it. A script runs on a thread of its connection;
 * the connection closes when it returns.
 */
final class FactsServer implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket listener;
  private final Script script;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  /** What happens on one connection. */
  @FunctionalInterface
  interface Script {
    void serve(Connection connection) throws IOException, InterruptedException;
  }

  private FactsServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  /** Starts a server on any free port. */
  static FactsServer start(Script script) throws IOException {
    FactsServer server =
        new FactsServer(new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK)), script);
    server.threads.add(Thread.ofVirtual().start(server::accept));
    return server;
  }

  /** The address of a path of this server. */
  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
  }

  /** Method and path of each request read so far, in order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Request line and header lines of each request read so far, in order, as they came. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.forEach(Thread::interrupt);
  }

  private void accept() {
    try {
      for (int number = 0; !listener.isClosed(); number++) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        int place = number;
        threads.add(Thread.ofVirtual().start(() -> serve(socket, place)));
      }
    } catch (IOException closed) {
      // The listener was closed: the test is over.
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      script.serve(new Connection(socket, number));
    } catch (IOException gone) {
      // The client went away first; what that means is for the test to say.
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection of a client. */
  final class Connection {
    private final Socket socket;
    private final InputStream in;
    private final int number;

    Connection(Socket socket, int number) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.number = number;
    }

    /** Its place in the order of arrival, from 0. */
    int number() {
      return number;
    }

    /** Reads one whole request and returns its path; fails if the client sends none. */
    String readRequest() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("the client closed the connection");
        }
        head.append((char) next);
      }
      List<String> lines = head.toString().lines().toList();
      in.skipNBytes(contentLength(lines));
      String[] request = lines.getFirst().split(" ", -1);
      requests.add(request[0] + " " + request[1]);
      heads.add(head.toString());
      return request[1];
    }

    /** Sends these bytes at once. */
    void write(String raw) throws IOException {
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** Sends a complete answer and keeps the connection open. */
    void answer(String body) throws IOException {
      write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Blocks until the client ends the connection, gently or by a reset. */
    void awaitEnd() {
      try {
        in.skip(Long.MAX_VALUE);
      } catch (IOException reset) {
        // A reset is an end as well.
      }
    }

    private static long contentLength(List<String> lines) {
      return lines.stream()
          .map(line -> line.toLowerCase(Locale.ROOT))
          .filter(line -> line.startsWith("content-length:"))
          .mapToLong(line -> Long.parseLong(line.substring("content-length:".length()).strip()))
          .findFirst()
          .orElse(0);
    }
  }
}
