package dev.pollwise.benchmarks.wire;

import com.azure.core.util.polling.AsyncPollResponse;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.PollerFlux;
import dev.pollwise.benchmarks.Contender;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Azure's {@code PollerFlux}. */
final class AzurePoller {

  private AzurePoller() {}

  /** With the interval of the generated data plane clients; and set up as the others are. */
  static List<WirePeer> all() {
    String library = Contender.libraryOf(PollerFlux.class);
    return List.of(
        new WirePeer("Azure poller, data plane (1 s)", library, pace -> watcher(pace, 1, false)),
        new WirePeer("Azure poller, set up", library, pace -> watcher(pace, 5, true)));
  }

  private static Watcher watcher(Pace pace, double seconds, boolean goesOnAfterErrors) {
    return status -> {
      PollerFlux<String, String> poller =
          PollerFlux.create(
              pace.seconds(seconds),
              context -> Mono.just(response("pending")),
              context -> asked(status, goesOnAfterErrors),
              (context, answer) -> Mono.empty(),
              context -> Mono.empty());
      @Nullable AsyncPollResponse<String, String> last = poller.blockLast();
      return last == null ? "pending" : last.getValue();
    };
  }

  private static Mono<PollResponse<String>> asked(
      Callable<String> status, boolean goesOnAfterErrors) {
    Mono<PollResponse<String>> answer =
        Mono.fromCallable(status)
            .subscribeOn(Schedulers.boundedElastic())
            .map(AzurePoller::response);
    return goesOnAfterErrors ? answer.onErrorReturn(response("pending")) : answer;
  }

  private static PollResponse<String> response(String status) {
    return new PollResponse<>(
        Watcher.goesOn(status)
            ? LongRunningOperationStatus.IN_PROGRESS
            : LongRunningOperationStatus.SUCCESSFULLY_COMPLETED,
        status);
  }
}
