package dev.pollwise.simulator.benchmark;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.http.Extensions;
import dev.pollwise.simulator.http.FaceSettings;
import dev.pollwise.simulator.http.HeyGenOptions;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The servers of one measurement, in a process of their own: a bare Helidon route and a simulator.
 * Prints their three addresses; answers each line {@code heap} with the megabytes in use; ends with
 * its input.
 */
public final class BenchmarkServer {

  /** Begins each line that is meant for who started it; Java machines print lines of their own. */
  static final String SAYS = "benchmark server: ";

  private static final Logger HELIDON = Logger.getLogger("io.helidon");
  private static final int REQUESTS_PER_SECOND = 100_000;

  private BenchmarkServer() {}

  /** What is measured. */
  public enum Kind {
    /** Requests per second: a limit is in force, but wide enough. */
    SPEED,
    /** Long polls: time stands still, connections are many. */
    WAITING,
    /** Jobs: as it comes. */
    SIZE
  }

  /** One argument: the name of a {@link Kind}. */
  public static void main(String[] args) throws IOException {
    HELIDON.setLevel(Level.WARNING);
    WebServer bare =
        WebServer.builder()
            .host("127.0.0.1")
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .routing(
                routing -> routing.get("/hello", (request, response) -> response.send("Hello")))
            .build()
            .start();
    try (SimulatorServer simulator = simulator(Kind.valueOf(args[0])).start()) {
      say("http://127.0.0.1:" + bare.port());
      say(simulator.uri());
      say(simulator.controlUri().orElseThrow());
      obey();
    } finally {
      WebServer unused = bare.stop();
    }
  }

  private static SimulatorServer simulator(Kind kind) {
    SimulatorServer.Builder builder = SimulatorServer.builder().port(0);
    return switch (kind) {
      case SPEED ->
          builder
              .scenario(
                  Scenario.happyPath()
                      .withRequestLimit(
                          new RequestLimit(REQUESTS_PER_SECOND, Duration.ofSeconds(1))))
              .build();
      case WAITING ->
          builder
              .frozen()
              .maxConnections(Waiting.POLLS + 1_000)
              .faces(
                  FaceSettings.defaults()
                      .withHeyGen(
                          HeyGenOptions.defaults()
                              .withExtensions(Extensions.none().withLongPoll(true))))
              .build();
      case SIZE -> builder.build();
    };
  }

  private static void obey() throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      say((runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
  }

  private static void say(Object what) {
    System.out.println(SAYS + what);
  }
}
