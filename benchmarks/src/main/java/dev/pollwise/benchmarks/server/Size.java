package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.child.Child;
import dev.pollwise.benchmarks.server.ServerMachine.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Very many jobs created and listed to the last page. Beside them a client with three jobs of its
 * own, older than all others, whose list must not take longer for them. No rival knows jobs.
 */
final class Size {

  private static final int SAMPLE = 200;

  private final int jobs;

  Size(int jobs) {
    this.jobs = jobs;
  }

  Table measure() throws IOException, InterruptedException {
    try (Child child = Fleet.java(Kind.PLAIN_SIMULATOR)) {
      Fleet.Running server = Fleet.Running.of(child);
      try (Api api = new Api(server.uri())) {
        return table(server, api);
      }
    }
  }

  private Table table(Fleet.Running server, Api api) throws IOException, InterruptedException {
    List<String> languages = api.languages();
    List<String> own = api.create("other", languages.subList(0, 3));
    long begin = System.nanoTime();
    for (int made = own.size(); made < jobs; made += languages.size()) {
      List<String> _ =
          api.create("demo", languages.subList(0, Math.min(languages.size(), jobs - made)));
    }
    double created = (System.nanoTime() - begin) / 1e9;
    double heap = server.heap();

    long[] pages = new long[jobs / 100 + 1];
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
    if (listed + own.size() != jobs) {
      throw new IOException("%d jobs are listed of %d".formatted(listed, jobs - own.size()));
    }
    return new Table(
        "size",
        "%,d jobs in one simulator".formatted(jobs),
        List.of(
            "what",
            "jobs created, s",
            "heap per job, bytes",
            "jobs listed, s",
            "a page of the last, of one in the middle",
            "list of another client's 3 jobs, ms"),
        List.of(
            List.of(
                Rival.SIMULATOR.title(),
                Numbers.text(created),
                Numbers.text(heap / jobs),
                Numbers.text(Arrays.stream(pages, 0, count).sum() / 1e9),
                Numbers.times(
                    median(pages, count - SAMPLE, count)
                        / median(pages, count / 2, count / 2 + SAMPLE)),
                Numbers.text(ownList(api, own.size())))));
  }

  private static double ownList(Api api, int jobs) throws IOException, InterruptedException {
    long[] times = new long[SAMPLE];
    for (int i = 0; i < SAMPLE; i++) {
      long before = System.nanoTime();
      Api.Page page = api.page("other", "");
      times[i] = System.nanoTime() - before;
      if (page.jobs() != jobs) {
        throw new IOException("the other client has " + page.jobs() + " jobs");
      }
    }
    return median(times, 0, SAMPLE) / 1e6;
  }

  private static double median(long[] nanos, int from, int to) {
    long[] sorted = Arrays.copyOfRange(nanos, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
