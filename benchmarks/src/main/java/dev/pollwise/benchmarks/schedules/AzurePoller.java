package dev.pollwise.benchmarks.schedules;

import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.PollerFlux;
import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.schedules.Peer.Family;
import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * The poller of Azure SDK for Java: {@code PollerFlux} itself, on Reactor's virtual time. That is
 * one for the whole program, so only one thread at a time may ask.
 */
final class AzurePoller {

  private static final String LIBRARY = Contender.libraryOf(PollerFlux.class);

  private AzurePoller() {}

  /** What users get from the generated clients; the core has no default. */
  static List<Peer> shipped() {
    return List.of(
        new Peer("Azure poller, data plane (1 s)", LIBRARY, run(Duration.ofSeconds(1))),
        new Peer("Azure poller, ARM (30 s)", LIBRARY, run(Duration.ofSeconds(30))));
  }

  /** The one thing that can be set. */
  static Family tunable() {
    return new Family(
        "Azure poller, tuned", LIBRARY, TuningGrid.every("every ", AzurePoller::run).toList());
  }

  private static synchronized Schedule run(Duration interval) {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    try {
      Recorder recorder = new Recorder();
      PollerFlux<String, String> poller =
          PollerFlux.create(
              interval,
              context -> Mono.just(response()),
              context ->
                  Mono.fromSupplier(() -> {
                    recorder.called(time.now(TimeUnit.MICROSECONDS) / 1e6);
                    return response();
                  }),
              (context, answer) -> Mono.empty(),
              context -> Mono.empty());
      Disposable wait = poller.subscribe();
      time.advanceTimeBy(Duration.ofMillis((long) (Polls.HORIZON * 1000)));
      wait.dispose();
      return new Schedule.Same(recorder.polls(false));
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  private static PollResponse<String> response() {
    return new PollResponse<>(LongRunningOperationStatus.IN_PROGRESS, "running");
  }
}
