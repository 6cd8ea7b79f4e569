package dev.pollwise.simulator.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends one request again and again, over kept-alive connections, each as fast as it is answered.
 */
final class Load {

  private static final int MOST = 4_000_000;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final URI target;
  private final byte[] request;
  private final int connections;

  Load(URI target, String path, int connections) {
    this.target = target;
    this.connections = connections;
    this.request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: demo\r\nUser-Agent: load/1\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * What a round showed.
   *
   * @param perSecond answers
   * @param cpu processor time of this process per answer, the load's own share included
   * @param p50 of the time to an answer
   * @param p99 likewise
   */
  record Result(double perSecond, Duration cpu, Duration p50, Duration p99) {}

  Result run(Duration time) throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    long cpu = PROCESS.getProcessCpuTime();
    List<Callable<long[]>> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(() -> one(begin + time.toNanos()));
    }
    List<long[]> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (Future<long[]> each : threads.invokeAll(clients)) {
        all.add(each.get());
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    Duration each = Duration.ofNanos((PROCESS.getProcessCpuTime() - cpu) / sorted.length);
    return new Result(sorted.length / seconds, each, at(sorted, 0.5), at(sorted, 0.99));
  }

  private static Duration at(long[] sorted, double quantile) {
    return Duration.ofNanos(sorted[(int) (quantile * (sorted.length - 1))]);
  }

  private long[] one(long until) throws IOException {
    long[] took = new long[MOST / connections];
    int count = 0;
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 8_192);
      OutputStream out = socket.getOutputStream();
      for (long now = System.nanoTime(); now < until && count < took.length; count++) {
        out.write(request);
        readAnswer(in);
        long then = System.nanoTime();
        took[count] = then - now;
        now = then;
      }
    }
    return Arrays.copyOf(took, count);
  }

  private static void readAnswer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("unexpected answer: " + status);
    }
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
