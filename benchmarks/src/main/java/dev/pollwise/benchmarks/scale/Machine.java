package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.Trial;
import dev.pollwise.benchmarks.child.Child;
import java.io.IOException;
import java.util.List;

/**
 * The Java machine of one way to wait.
 *
 * @param child runs a {@link WaitingMachine}
 */
record Machine(Child child) implements AutoCloseable {

  /**
   * Starts one.
   *
   * @param heap for instance {@code 1g}; touched from the beginning, so that what the process grows
   *     by is the rest
   * @param server where it is to ask
   */
  static Machine start(Way way, String heap, String server) throws IOException {
    List<String> options =
        List.of(
            "-XX:+UseG1GC",
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "-XX:+AlwaysPreTouch",
            "-Xms" + heap,
            "-Xmx" + heap,
            "-Djdk.httpclient.connectionPoolSize=32");
    return new Machine(Child.java(options, WaitingMachine.class, way.name(), server));
  }

  /** The server that all of them ask. */
  static Child server() throws IOException {
    return Child.java(List.of("-Xmx256m"), PendingServer.class);
  }

  /**
   * Waits, measured once each has asked.
   *
   * @param rate polls per second of all of them together
   * @param millis how long it is measured
   */
  Trial measure(int waits, int rate, int millis) throws IOException {
    String _ = child.ask("begin " + waits + " " + rate);
    Reading reading = Reading.of(child.ask("measure " + millis));
    String _ = child.ask("end");
    return reading.trial(waits);
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
