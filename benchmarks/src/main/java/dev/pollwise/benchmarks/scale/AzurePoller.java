package dev.pollwise.benchmarks.scale;

import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.PollerFlux;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * {@link PollerFlux} of the Azure SDK; the operation that begins the work is the first question.
 */
final class AzurePoller implements Waits {

  private final Setting setting;
  private final Question question;
  private final Disposable.Composite subscriptions = Disposables.composite();

  AzurePoller(Setting setting) {
    this.setting = setting;
    question = new Question(setting);
  }

  @Override
  public void begin(int job) {
    PollerFlux<String, String> poller =
        PollerFlux.create(
            setting.interval(),
            context -> response(job),
            context -> response(job),
            (context, activation) -> Mono.empty(),
            context -> Mono.empty());
    boolean _ = subscriptions.add(poller.subscribe());
  }

  private Mono<PollResponse<String>> response(int job) {
    return Mono.fromFuture(() -> question.ask(job))
        .map(status ->
            new PollResponse<>(
                status.equals("running")
                    ? LongRunningOperationStatus.IN_PROGRESS
                    : LongRunningOperationStatus.SUCCESSFULLY_COMPLETED,
                status));
  }

  @Override
  public void close() {
    subscriptions.dispose();
    question.close();
  }
}
