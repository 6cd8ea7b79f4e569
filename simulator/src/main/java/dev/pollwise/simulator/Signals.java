package dev.pollwise.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Ends a server when the process is told to end, or cannot go on. */
final class Signals {

  /** More than a server needs that can still do anything. */
  private static final Duration LONGEST = Duration.ofSeconds(12);

  private static final Duration TO_SAY = Duration.ofSeconds(1);

  private static final Logger LOG = System.getLogger(Signals.class.getName());

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

  /**
   * From now on ends the process at once when a thread dies for want of memory: nobody knows what
   * it left undone, and others may wait for it for ever. Says so in one line.
   */
  static void endWithoutMemory() {
    // All that it takes is made now, and the thread begun, as there is no memory for them then.
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    byte[] line = "pollwise-simulator: out of memory: -Xmx gives it more\n".getBytes(UTF_8);
    CountDownLatch lacking = new CountDownLatch(1);
    Thread last =
        Thread.ofPlatform()
            .daemon()
            .name("pollwise-last")
            .start(() -> {
              try {
                lacking.await();
                err.write(line);
              } catch (InterruptedException | IOException e) {
                // Nobody is left to be told.
              }
            });
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
      if (failure instanceof OutOfMemoryError) {
        lacking.countDown();
        end(last);
      }
      LOG.log(Level.ERROR, "thread " + thread.getName() + " failed", failure);
    });
  }

  private static void end(Thread last) {
    try {
      last.join(TO_SAY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(SimulatorCommand.OUT_OF_MEMORY);
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
