package dev.pollwise.benchmarks.scale;

import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Waits at our {@link Poller}, as the front door makes them. The ids are the user's. */
final class Pollwise implements Waits {

  /** So that no wait ends while it is measured. */
  private static final Duration DEADLINE = Duration.ofDays(1);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final JobId[] ids;
  private final HeyGenApi api;
  private final Poller poller;

  private Pollwise(Setting setting, Function<HeyGenApi, StatusSource> source) {
    ids = new JobId[setting.jobs()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = JobId.of("job-" + i);
    }
    ServerContext context = new ServerContext(setting.server(), null, executor, new Random(1));
    api = HeyGenApi.at(setting.server(), Credentials.apiKey("demo"), context, null);
    poller =
        Poller.builder(source.apply(api))
            .policy(
                PollingPolicy.defaults()
                    .withPacing(Pacing.fixed(setting.interval()))
                    .withJitter(Jitter.none())
                    .withDeadline(DEADLINE))
            .executor(executor)
            .build();
  }

  /** A call for each poll, as the others make them. */
  static Waits single(Setting setting) {
    return new Pollwise(setting, api -> new SingleSource(api, setting.punctuality()));
  }

  /** Calls about many jobs at once, as the client makes them where the server knows such calls. */
  static Waits bulk(Setting setting) {
    return new Pollwise(setting, api -> new ManySource(api, setting.punctuality()));
  }

  @Override
  public void begin(int job) {
    var _ = poller.watch(ids[job]);
  }

  @Override
  public void close() {
    poller.close();
    api.close();
    executor.close();
  }
}
