package dev.pollwise.benchmarks.wire;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
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
 * thought of patience and of failing calls: an interval of 5 s or the library's own backoff,
 * without a limit, and a call that fails counts as one that says nothing.
 */
final class BlockingPeers {

  private static final double INTERVAL = 5;
  private static final double AWAITILITY_INTERVAL = 0.1;
  private static final double AWAITILITY_AT_MOST = 10;
  private static final double RESILIENCE4J_INTERVAL = 0.5;

  private BlockingPeers() {}

  static List<WirePeer> all() {
    String aws = Contender.libraryOf(Waiter.class);
    String failsafe = Contender.libraryOf(Failsafe.class);
    String awaitility = Contender.libraryOf(Awaitility.class);
    String resilience4j = Contender.libraryOf(Retry.class);
    return List.of(
        new WirePeer(
            "AWS waiter, core default",
            aws,
            pace ->
                aws(
                    settings ->
                        settings.backoffStrategyV2(
                            BackoffStrategy.fixedDelayWithoutJitter(pace.seconds(INTERVAL))),
                    false)),
        new WirePeer(
            "AWS waiter, set up",
            aws,
            pace ->
                aws(
                    settings ->
                        settings
                            .maxAttempts(Integer.MAX_VALUE)
                            .backoffStrategyV2(
                                BackoffStrategy.fixedDelayWithoutJitter(pace.seconds(INTERVAL))),
                    true)),
        new WirePeer("Failsafe, defaults", failsafe, pace -> failsafe(RetryPolicy.builder())),
        new WirePeer(
            "Failsafe, set up",
            failsafe,
            pace ->
                failsafe(
                    RetryPolicy.<String>builder()
                        .withBackoff(pace.seconds(1), pace.seconds(30))
                        .withMaxRetries(-1))),
        new WirePeer(
            "Awaitility, defaults",
            awaitility,
            pace ->
                awaitility(
                    pace.seconds(AWAITILITY_INTERVAL), pace.seconds(AWAITILITY_AT_MOST), false)),
        new WirePeer(
            "Awaitility, set up",
            awaitility,
            pace -> awaitility(pace.seconds(INTERVAL), Duration.ofHours(1), true)),
        new WirePeer(
            "resilience4j, defaults",
            resilience4j,
            pace ->
                resilience4j(
                    RetryConfig.<String>custom()
                        .waitDuration(pace.seconds(RESILIENCE4J_INTERVAL)))),
        new WirePeer(
            "resilience4j, set up",
            resilience4j,
            pace ->
                resilience4j(
                    RetryConfig.<String>custom()
                        .maxAttempts(Integer.MAX_VALUE)
                        .waitDuration(pace.seconds(INTERVAL)))));
  }

  private static Watcher aws(
      Consumer<WaiterOverrideConfiguration.Builder> settings, boolean goesOnAfterErrors) {
    Waiter.Builder<String> builder =
        Waiter.<String>builder(String.class)
            .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(Watcher::goesOn))
            .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(status -> true))
            .overrideConfiguration(settings);
    if (goesOnAfterErrors) {
      builder.addAcceptor(WaiterAcceptor.retryOnExceptionAcceptor(error -> true));
    }
    Waiter<String> waiter = builder.build();
    return status -> waiter.run(() -> unchecked(status)).matched().response().orElseThrow();
  }

  private static Watcher failsafe(RetryPolicyBuilder<String> policy) {
    FailsafeExecutor<String> executor =
        Failsafe.with(policy.handle(Exception.class).handleResultIf(Watcher::goesOn).build());
    return status -> executor.get(status::call);
  }

  private static Watcher awaitility(Duration interval, Duration atMost, boolean goesOnAfterErrors) {
    ConditionFactory condition = Awaitility.await().pollInterval(interval).atMost(atMost);
    ConditionFactory patient = goesOnAfterErrors ? condition.ignoreExceptions() : condition;
    return status -> patient.until(status, answer -> !Watcher.goesOn(answer));
  }

  private static Watcher resilience4j(RetryConfig.Builder<String> config) {
    RetryConfig built = config.retryOnResult(Watcher::goesOn).build();
    return status -> Retry.of("wait", built).executeCallable(status);
  }

  private static String unchecked(Callable<String> status) {
    try {
      return status.call();
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
