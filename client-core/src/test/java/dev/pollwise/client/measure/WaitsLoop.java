package dev.pollwise.client.measure;

import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.http.HttpTransport;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.pacing.Jitter;
import dev.pollwise.client.pacing.Pacing;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.Attempt;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Waits as the front door makes them, each job asked about by a call of its own. */
final class WaitsLoop implements PollCost.Loop {

  private static final PollingPolicy EVERY_SECOND =
      PollingPolicy.defaults()
          .withPacing(Pacing.fixed(Duration.ofSeconds(1)))
          .withJitter(Jitter.none());

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder calls = new LongAdder();
  private final HttpTransport transport;
  private final Poller poller;

  WaitsLoop(URI server, int jobs) {
    transport =
        HttpTransport.to(server, executor, Credentials.apiKey("demo"), InstantSource.system());
    HeyGenApi api = new HeyGenApi(transport, server);
    poller = Poller.builder(new Single(api, calls)).policy(EVERY_SECOND).executor(executor).build();
    long begin = System.nanoTime();
    for (int i = 0; i < jobs; i++) {
      long left = begin + 1_000_000_000L * i / jobs - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
      var unused = poller.watch(JobId.of("job-" + i));
    }
  }

  /** Without calls about several jobs, of which the rival knows nothing. */
  private record Single(HeyGenApi api, LongAdder calls) implements StatusSource {
    @Override
    public CompletionStage<Answer> ask(JobId job) {
      return ask(job, Attempt.immediate());
    }

    @Override
    public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
      calls.increment();
      return api.ask(job, attempt);
    }
  }

  @Override
  public long polls() {
    return calls.sum();
  }

  @Override
  public void close() {
    poller.close();
    transport.close();
    executor.close();
  }
}
