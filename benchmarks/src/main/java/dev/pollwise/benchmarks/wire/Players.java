package dev.pollwise.benchmarks.wire;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.peers.BulkLoop;
import dev.pollwise.benchmarks.peers.HeyGenCalls;
import dev.pollwise.benchmarks.peers.Pace;
import dev.pollwise.benchmarks.peers.Peer;
import dev.pollwise.benchmarks.peers.Watcher;
import dev.pollwise.benchmarks.wire.Attempt.Entry;
import dev.pollwise.benchmarks.wire.Attempt.Known;
import dev.pollwise.benchmarks.wire.Attempt.Player;
import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.request.ServerContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everybody who takes part. */
final class Players {

  static final String OURS = "Pollwise";

  /** That of Pollwise. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final URI VIDEO = URI.create("https://example.com/a.mp4");

  private Players() {}

  /**
   * Who takes part.
   *
   * @param name as the tables call it
   * @param library what does the waiting, with its version
   * @param entry makes a player
   */
  record Entrant(String name, String library, Entry entry) {}

  static List<Entrant> all() {
    List<Entrant> all = new ArrayList<>();
    all.add(
        new Entrant(
            OURS,
            Contender.libraryOf(TranslationClient.class),
            (simulator, pace) -> new Ours(simulator.uri(), pace)));
    all.add(
        new Entrant(
            "Pollwise, a call for each job",
            Contender.libraryOf(TranslationClient.class),
            (simulator, pace) -> new OneByOne(simulator.uri(), pace)));
    all.add(
        new Entrant(
            "a loop about all jobs, every 5 s",
            Contender.libraryOf(String.class),
            (simulator, pace) -> new AllAtOnce(new HeyGenCalls(simulator.uri(), pace), pace)));
    for (Peer peer : Peer.all()) {
      all.add(
          new Entrant(
              peer.title(),
              peer.library(),
              (simulator, pace) ->
                  new Theirs(
                      new HeyGenCalls(simulator.uri(), pace), peer.watcher(pace, PATIENCE))));
    }
    return all;
  }

  /** A library around a plain HTTP client. */
  private record Theirs(HeyGenCalls calls, Watcher watcher) implements Player {

    @Override
    public Known play(String name) throws Exception {
      String id = calls.submitted(name);
      return new Known(id, watcher.await(() -> calls.status(id)));
    }

    @Override
    public void close() {
      watcher.close();
      calls.close();
    }
  }

  /** What asking about many jobs in one call brings by itself. */
  private static final class AllAtOnce implements Player {

    private final HeyGenCalls calls;
    private final BulkLoop loop;

    AllAtOnce(HeyGenCalls calls, Pace pace) {
      this.calls = calls;
      this.loop = new BulkLoop(calls, pace);
    }

    @Override
    public Known play(String name) throws Exception {
      String id = calls.submitted(name);
      return new Known(id, loop.await(id));
    }

    @Override
    public void close() {
      loop.close();
      calls.close();
    }
  }

  /** What Pollwise brings without that: it does not know that the server has such a call. */
  private static final class OneByOne implements Player {

    private final HeyGenCalls calls;
    private final HeyGenApi api;
    private final Poller poller;

    OneByOne(URI server, Pace pace) {
      ServerContext context =
          new ServerContext(server, null, ServerContext.virtualThreads(), new Random(1));
      calls = new HeyGenCalls(server, pace);
      api = HeyGenApi.at(server, Credentials.apiKey("benchmark"), context, null);
      poller = Poller.builder(job -> api.ask(job)).server(server).policy(policy(pace)).build();
    }

    @Override
    public Known play(String name) throws InterruptedException {
      String id = calls.submitted(name);
      return known(poller.watchSubmitted(JobId.of(id), name).outcome().join());
    }

    @Override
    public void close() {
      poller.close();
      api.close();
      calls.close();
    }
  }

  private static PollingPolicy policy(Pace pace) {
    PollingPolicy defaults = PollingPolicy.defaults();
    return defaults
        .withCallPrice(pace.shortened(defaults.callPrice()))
        .withAttemptTimeout(pace.shortened(defaults.attemptTimeout()));
  }

  private static Known known(JobOutcome outcome) {
    String id = outcome.jobId().value();
    return switch (outcome) {
      case JobOutcome.Ended ended -> new Known(id, ended.status().word());
      case JobOutcome.TimedOut late -> new Known(id, "running");
      case JobOutcome.GaveUp lost -> new Known(id, "running");
      case JobOutcome.Cancelled cancelled -> new Known(id, "running");
    };
  }

  /**
   * The client of Pollwise, which submits as well. It knows nothing of the jobs in the beginning.
   */
  private static final class Ours implements Player {

    private final TranslationClient client;

    Ours(URI server, Pace pace) {
      this.client =
          TranslationClient.builder(server).apiKey("benchmark").policy(policy(pace)).build();
    }

    @Override
    public Known play(String name) throws InterruptedException {
      TranslationJob job =
          client
              .translate(
                  TranslationRequest.of(VIDEO, "Spanish (Spain)")
                      .withCallbackId(name)
                      .withIdempotencyKey(name))
              .getFirst();
      return known(job.await());
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
