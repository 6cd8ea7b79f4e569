package dev.pollwise.benchmarks.peers;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.pollwise.benchmarks.Contender;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Libraries that block the thread which waits. Each as it comes, and as somebody sets it up who
 * thought of patience and of failing calls: an interval of 5 s or the library's own backoff, a
 * limit of choice, and a call that fails counts as one that says nothing.
 */
final class BlockingPeers {

  private static final String AWS = "AWS waiter";
  private static final String FAILSAFE = "Failsafe";
  private static final String AWAITILITY = "Awaitility";
  private static final String RESILIENCE4J = "resilience4j";
  private static final double INTERVAL = 5;
  private static final double AWAITILITY_INTERVAL = 0.1;
  private static final Duration AWAITILITY_AT_MOST = Duration.ofSeconds(10);
  private static final double RESILIENCE4J_INTERVAL = 0.5;

  private BlockingPeers() {}

  static List<Peer> all() {
    String aws = Contender.libraryOf(Waiter.class);
    String failsafe = Contender.libraryOf(Failsafe.class);
    String awaitility = Contender.libraryOf(Awaitility.class);
    String resilience4j = Contender.libraryOf(Retry.class);
    return List.of(
        new Peer(
            AWS,
            "core default",
            aws,
            (pace, limit) -> aws(settings -> settings.backoffStrategyV2(every(pace)), false)),
        new Peer(
            AWS,
            Peer.SET_UP,
            aws,
            (pace, limit) ->
                aws(
                    settings ->
                        settings
                            .maxAttempts(Integer.MAX_VALUE)
                            .waitTimeout(pace.shortened(limit))
                            .backoffStrategyV2(every(pace)),
                    true)),
        new Peer(FAILSAFE, "defaults", failsafe, (pace, limit) -> failsafe(RetryPolicy.builder())),
        new Peer(
            FAILSAFE,
            Peer.SET_UP,
            failsafe,
            (pace, limit) ->
                failsafe(
                    RetryPolicy.<String>builder()
                        .withBackoff(pace.seconds(1), pace.seconds(30))
                        .withMaxRetries(-1)
                        .withMaxDuration(pace.shortened(limit)))),
        new Peer(
            AWAITILITY,
            "defaults",
            awaitility,
            (pace, limit) -> awaitility(pace, AWAITILITY_INTERVAL, AWAITILITY_AT_MOST, false)),
        new Peer(
            AWAITILITY,
            Peer.SET_UP,
            awaitility,
            (pace, limit) -> awaitility(pace, INTERVAL, limit, true)),
        new Peer(
            RESILIENCE4J,
            "defaults",
            resilience4j,
            (pace, limit) -> resilience4j(pace, RESILIENCE4J_INTERVAL, 3)),
        new Peer(
            RESILIENCE4J,
            Peer.SET_UP,
            resilience4j,
            (pace, limit) ->
                resilience4j(pace, INTERVAL, (int) (limit.toSeconds() / INTERVAL) + 1)));
  }

  private static BackoffStrategy every(Pace pace) {
    return BackoffStrategy.fixedDelayWithoutJitter(pace.seconds(INTERVAL));
  }

  private static Watcher aws(
      Consumer<WaiterOverrideConfiguration.Builder> settings, boolean goesOnAfterErrors) {
    return (call, again) -> {
      Waiter.Builder<String> builder =
          Waiter.<String>builder(String.class)
              .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(again))
              .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(said -> true))
              .overrideConfiguration(settings);
      if (goesOnAfterErrors) {
        builder.addAcceptor(WaiterAcceptor.retryOnExceptionAcceptor(error -> true));
      }
      return builder.build().run(() -> unchecked(call)).matched().response().orElseThrow();
    };
  }

  private static Watcher failsafe(RetryPolicyBuilder<String> settings) {
    RetryPolicyBuilder<String> policy = settings.handle(Exception.class);
    return (call, again) ->
        Failsafe.with(
                RetryPolicy.builder(policy.build().getConfig()).handleResultIf(again::test).build())
            .get(call::call);
  }

  private static Watcher awaitility(
      Pace pace, double interval, Duration atMost, boolean goesOnAfterErrors) {
    ConditionFactory condition =
        Awaitility.await().pollInterval(pace.seconds(interval)).atMost(pace.shortened(atMost));
    ConditionFactory patient = goesOnAfterErrors ? condition.ignoreExceptions() : condition;
    return (call, again) -> patient.until(call, said -> !again.test(said));
  }

  private static Watcher resilience4j(Pace pace, double interval, int attempts) {
    return (call, again) ->
        Retry.of(
                "wait",
                RetryConfig.<String>custom()
                    .waitDuration(pace.seconds(interval))
                    .maxAttempts(attempts)
                    .retryOnResult(again)
                    .build())
            .executeCallable(call);
  }

  private static String unchecked(Callable<String> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new NoAnswerException(e);
    }
  }

  /** What a call throws where a library takes no checked exceptions. */
  private static final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoAnswerException(Exception cause) {
      super(cause);
    }
  }
}
