package dev.pollwise.benchmarks.peers;

import com.azure.core.util.polling.AsyncPollResponse;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.PollerFlux;
import dev.pollwise.benchmarks.Contender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Azure's {@code PollerFlux}. */
final class AzurePoller {

  private static final String NAME = "Azure poller";
  private static final Optional<Duration> UNLIMITED = Optional.empty();

  private AzurePoller() {}

  /** With the interval of the generated data plane clients; and set up as the others are. */
  static List<Peer> all() {
    String library = Contender.libraryOf(PollerFlux.class);
    return List.of(
        new Peer(NAME, "data plane (1 s)", library, (pace, limit) -> watcher(pace, 1, UNLIMITED)),
        new Peer(
            NAME,
            Peer.SET_UP,
            library,
            (pace, limit) -> watcher(pace, 5, Optional.of(pace.shortened(limit)))));
  }

  /** Who sets a limit goes on after errors as well. */
  private static Watcher watcher(Pace pace, double seconds, Optional<Duration> limit) {
    return (call, again) -> {
      PollerFlux<String, String> poller =
          PollerFlux.create(
              pace.seconds(seconds),
              context -> Mono.just(response("pending", true)),
              context -> asked(call, again, limit.isPresent()),
              (context, answer) -> Mono.empty(),
              context -> Mono.empty());
      @Nullable AsyncPollResponse<String, String> last =
          limit.isPresent() ? poller.blockLast(limit.get()) : poller.blockLast();
      return last == null ? "pending" : last.getValue();
    };
  }

  private static Mono<PollResponse<String>> asked(
      Callable<String> call, Predicate<String> again, boolean goesOnAfterErrors) {
    Mono<PollResponse<String>> answer =
        Mono.fromCallable(call)
            .subscribeOn(Schedulers.boundedElastic())
            .map(said -> response(said, again.test(said)));
    return goesOnAfterErrors ? answer.onErrorReturn(response("pending", true)) : answer;
  }

  private static PollResponse<String> response(String said, boolean again) {
    return new PollResponse<>(
        again
            ? LongRunningOperationStatus.IN_PROGRESS
            : LongRunningOperationStatus.SUCCESSFULLY_COMPLETED,
        said);
  }
}
