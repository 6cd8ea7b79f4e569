package dev.pollwise.benchmarks.child;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** A {@link Child} seen from inside, where it is a Java machine. */
public final class Self {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int COLLECTIONS = 3;

  private Self() {}

  /** Carries out an order. */
  @FunctionalInterface
  public interface Work {
    /** Returns the answer, in one line. */
    String answer(String order) throws Exception;
  }

  /** Says something to who started it. */
  public static void say(Object what) {
    System.out.println(Child.SAYS + what);
  }

  /** Carries out orders until there are no more. */
  public static void obey(Work work) throws Exception {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      say(work.answer(order));
    }
  }

  /** Processor time so far, of all threads. */
  public static Duration processorTime() {
    return Duration.ofNanos(PROCESS.getProcessCpuTime());
  }

  /**
   * Processor time so far of the threads that compile Java code; zero where the system does not
   * tell by {@code /proc}. Run with {@code -XX:-UseDynamicNumberOfCompilerThreads}, so that none of
   * them ends.
   */
  public static Duration compilerTime() throws IOException {
    Path threads = Path.of("/proc/self/task");
    if (!Files.isDirectory(threads)) {
      return Duration.ZERO;
    }
    long nanos = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        nanos += compilerNanos(thread);
      }
    }
    return Duration.ofNanos(nanos);
  }

  /** The kernel cuts names after 15 characters. */
  private static long compilerNanos(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("comm")).matches("C[12] CompilerThre\\s*")
          ? Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0])
          : 0;
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }

  /** Heap in use after a collection, in bytes. */
  public static long heap() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Thread.sleep(100); // what was handed to a cleaner goes with the next collection
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Memory that the process occupies, in bytes; 0 where the system does not tell. */
  public static long resident() throws IOException {
    return Child.resident("self").orElse(0);
  }

  /** Platform threads that live. */
  public static int platformThreads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }
}
