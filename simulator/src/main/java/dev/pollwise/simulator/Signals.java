package dev.pollwise.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Ends a server when the process is told to end. */
final class Signals {

  /** More than a server needs that can still do anything. */
  private static final Duration LONGEST = Duration.ofSeconds(12);

  private static final Duration TO_SAY = Duration.ofSeconds(1);

  private Signals() {}

  /**
   * Waits until then; the server is closed by a thread that the signal starts. The process ends
   * then, whether or not the server does: its output may be a pipe that nobody reads, its heap
   * full.
   */
  static void awaitEnd(SimulatorServer server, PrintStream out) {
    // Made now, as there may be no memory for them later.
    Thread begin = thread(() -> say(out, "stopping: finishing requests in flight"));
    Thread close = thread(server::close);
    Thread end = thread(() -> say(out, "stopped"));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  run(begin, TO_SAY);
                  run(close, LONGEST);
                  run(end, TO_SAY);
                },
                "pollwise-stop"));
    try {
      // The process ends by a signal only, and the hook does the rest.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().name("pollwise-stop").unstarted(work);
  }

  private static void say(PrintStream out, String line) {
    out.println(line);
    out.flush();
  }

  private static void run(Thread thread, Duration atMost) {
    try {
      thread.start();
      boolean unused = thread.join(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
