package dev.pollwise.simulator.benchmark;

import static dev.pollwise.simulator.benchmark.ServingBenchmark.say;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A million jobs in a heap of 1 GB, created and listed to the last page. Beside them a client with
 * three jobs of its own, older than all others, whose list must not take longer for them.
 */
final class Size {

  private static final int JOBS = 1_000_000;
  private static final int SAMPLE = 200;

  void run() throws IOException, InterruptedException {
    try (ServerJvm server = ServerJvm.start("1g", BenchmarkServer.Kind.SIZE);
        Api api = new Api(server)) {
      List<String> languages = api.languages();
      List<String> own = api.create("other", languages.subList(0, 3));
      long begin = System.nanoTime();
      for (int made = own.size(); made < JOBS; made += languages.size()) {
        List<String> unused =
            api.create("demo", languages.subList(0, Math.min(languages.size(), JOBS - made)));
      }
      double created = (System.nanoTime() - begin) / 1e9;
      say("%,d jobs created in %.1f s, heap in use %d MB of 1024", JOBS, created, server.heap());

      long[] pages = new long[JOBS / 100 + 1];
      int listed = 0;
      int count = 0;
      String token = "";
      do {
        long before = System.nanoTime();
        Api.Page page = api.page("demo", token);
        pages[count] = System.nanoTime() - before;
        count++;
        listed += page.jobs();
        token = page.next();
      } while (!token.isEmpty());
      say(
          "  %,d of them listed in %.1f s; a page of the last %d took %.1f times one of the middle",
          listed,
          Arrays.stream(pages).sum() / 1e9,
          SAMPLE,
          median(pages, count - SAMPLE, count) / median(pages, count / 2, count / 2 + SAMPLE));

      long[] small = new long[SAMPLE];
      for (int i = 0; i < SAMPLE; i++) {
        long before = System.nanoTime();
        Api.Page page = api.page("other", "");
        small[i] = System.nanoTime() - before;
        if (page.jobs() != own.size()) {
          throw new IOException("the other client has " + page.jobs() + " jobs");
        }
      }
      say(
          "  the list of a client with %d jobs among them took %.2f ms",
          own.size(), median(small, 0, SAMPLE) / 1e6);
    }
  }

  private static double median(long[] nanos, int from, int to) {
    long[] sorted = Arrays.copyOfRange(nanos, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
