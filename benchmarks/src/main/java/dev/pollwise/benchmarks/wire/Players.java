package dev.pollwise.benchmarks.wire;

import dev.pollwise.benchmarks.Contender;
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
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.PollingPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * The client of Pollwise, which submits as well. It knows nothing of the jobs in the beginning.
   */
  private static final class Ours implements Player {

    private final TranslationClient client;

    Ours(URI server, Pace pace) {
      PollingPolicy defaults = PollingPolicy.defaults();
      this.client =
          TranslationClient.builder(server)
              .apiKey("benchmark")
              .policy(
                  defaults
                      .withCallPrice(pace.shortened(defaults.callPrice()))
                      .withAttemptTimeout(pace.shortened(defaults.attemptTimeout())))
              .build();
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
      return switch (job.await()) {
        case JobOutcome.Ended ended -> new Known(job.id().value(), ended.status().word());
        case JobOutcome.TimedOut late -> new Known(job.id().value(), "running");
        case JobOutcome.GaveUp lost -> new Known(job.id().value(), "running");
        case JobOutcome.Cancelled cancelled -> new Known(job.id().value(), "running");
      };
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
