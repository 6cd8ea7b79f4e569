package dev.pollwise.simulator;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** Ends a server when the process is told to end. */
final class Signals {

  private Signals() {}

  /** Waits until then; the server is closed by the thread that the signal starts. */
  static void awaitEnd(SimulatorServer server, PrintStream out) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  out.println("stopping: finishing requests in flight");
                  server.close();
                  out.println("stopped");
                  out.flush();
                },
                "pollwise-stop"));
    try {
      // The process ends by a signal only, and the hook does the rest.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
