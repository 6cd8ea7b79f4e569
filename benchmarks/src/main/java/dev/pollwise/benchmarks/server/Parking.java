package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Long polls, each about a job of its own where the server knows jobs: what they take of memory,
 * what they do to other requests, and how long it takes until all are answered once the jobs have
 * ended.
 */
final class Parking {

  static final String HEAP = "heap per long poll, kB";
  static final String WAKE = "until the last is answered, s";
  static final String PROCESSOR = "processor time to answer them, s";
  static final String IDLE = "p99 of others before, ms";
  static final String CROWDED = "p99 of others meanwhile, ms";

  private static final String WAIT = "Prefer: wait=60\r\n";
  private static final int OTHERS = 4;
  private static final int OTHERS_PER_SECOND = 1_000;

  private final Fleet fleet;
  private final String job;
  private final int polls;
  private final Duration time;

  /**
   * For one fleet.
   *
   * @param job path of a job that all servers know
   * @param polls how many are parked
   * @param time how long others are asked meanwhile
   */
  Parking(Fleet fleet, String job, int polls, Duration time) {
    this.fleet = fleet;
    this.job = job;
    this.polls = polls;
    this.time = time;
  }

  Trial park(Rival rival) throws IOException, InterruptedException {
    Fleet.Running server = fleet.of(rival);
    List<String> paths = paths(rival);
    Load others = new Load(server.uri(), Served.STATUS, OTHERS);
    double idle = others.pace(time, OTHERS_PER_SECOND).p99();
    long heap = server.heap();
    try (Connections parked = new Connections(server.uri(), polls)) {
      for (int i = 0; i < polls; i++) {
        parked.all().get(i).send(Connection.get(paths.get(i), WAIT), System.nanoTime());
      }
      // Until the last of them is parked; then what counts.
      Load.Result _ = others.pace(time, OTHERS_PER_SECOND);
      double crowded = others.pace(time, OTHERS_PER_SECOND).p99();
      double taken = (double) server.heap() - heap;
      Duration processor = server.child().processorTime();
      long begin = System.nanoTime();
      String _ = server.child().ask("wake");
      parked.awaitAnswers();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put(WAKE, (System.nanoTime() - begin) / 1e9);
      figures.put(PROCESSOR, server.child().processorTime().minus(processor).toMillis() / 1_000.0);
      figures.put(HEAP, taken / polls / 1_000);
      figures.put(IDLE, idle);
      figures.put(CROWDED, crowded);
      return new Trial(figures);
    }
  }

  /** Whom to ask about: of the simulator jobs that have just begun. */
  private List<String> paths(Rival rival) throws IOException, InterruptedException {
    if (rival != Rival.SIMULATOR) {
      return Collections.nCopies(polls, job);
    }
    try (Api api = new Api(fleet.of(rival).uri())) {
      List<String> languages = api.languages();
      List<String> paths = new ArrayList<>();
      while (paths.size() < polls) {
        api.create("demo", languages).forEach(id -> paths.add(Api.pathOf(id)));
      }
      return paths.subList(0, polls);
    }
  }
}
