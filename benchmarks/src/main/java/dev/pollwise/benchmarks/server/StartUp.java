package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.child.Child;
import dev.pollwise.benchmarks.server.ServerMachine.Kind;
import dev.pollwise.simulator.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** From the start of the process to the first answer; each time a process of its own. */
final class StartUp {

  static final String FIRST = "first answer after, s";
  static final String RESIDENT = "resident memory then, MB";

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);
  private static final int NAP_MILLIS = 2;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final String OK = "HTTP/1.1 200";

  private final Optional<Express> express;

  StartUp(Optional<Express> express) {
    this.express = express;
  }

  Trial start(Rival rival) throws IOException, InterruptedException {
    int port = freePort();
    long begin = System.nanoTime();
    Child child = child(rival, port);
    try {
      while (!answers(port)) {
        Thread.sleep(NAP_MILLIS);
        if (System.nanoTime() - begin > LONGEST) {
          throw new IOException(rival.title() + " does not answer");
        }
      }
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put(FIRST, (System.nanoTime() - begin) / 1e9);
      figures.put(RESIDENT, child.residentBytes().orElse(0) / 1e6);
      return new Trial(figures);
    } finally {
      child.stop();
    }
  }

  private Child child(Rival rival, int port) throws IOException {
    return switch (rival) {
      case BARE -> machine(Kind.BARE, port);
      case WIREMOCK -> machine(Kind.STUB, port);
      case SIMULATOR ->
          Child.java(
              List.of(Fleet.HEAP),
              Main.class,
              "--port",
              Integer.toString(port),
              "--control-port",
              "0");
      case EXPRESS -> express.orElseThrow().start(port);
    };
  }

  private static Child machine(Kind kind, int port) throws IOException {
    return Child.java(
        List.of(Fleet.HEAP), ServerMachine.class, kind.name(), Integer.toString(port));
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(Connection.get(Served.STATUS));
      byte[] first = socket.getInputStream().readNBytes(OK.length());
      return new String(first, StandardCharsets.ISO_8859_1).equals(OK);
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
