package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Where a wait goes on after a call, and what is left of a call that was given up. */
@SuppressWarnings("FutureReturnValueIgnored") // what hangs on a call is looked at when it has run
class TimedCallThreadsTest {

  private final List<Runnable> atWorker = new ArrayList<>();
  private final Executor worker = atWorker::add;
  private final AtomicBoolean wentOn = new AtomicBoolean();

  private void goOnAfter(TimedCall<String> call) {
    call.handleAsync(
        (answer, error) -> {
          wentOn.set(true);
          return answer;
        },
        TimedCall.goingOn(call, worker));
  }

  @Test
  void goesOnOnTheThreadThatAskedIfTheAnswerIsThere() {
    TimedCall<String> call = new TimedCall<>(() -> CompletableFuture.completedFuture("yes"));
    goOnAfter(call);

    call.asking().run();

    assertThat(wentOn).isTrue();
    assertThat(atWorker).isEmpty();
  }

  @Test
  void goesOnOnTheThreadThatAskedIfTheCallThrows() {
    TimedCall<String> call =
        new TimedCall<>(() -> {
          throw new IllegalStateException("cable pulled");
        });
    goOnAfter(call);

    call.asking().run();

    assertThat(wentOn).isTrue();
    assertThat(atWorker).isEmpty();
  }

  @Test
  void goesOnAtAWorkerIfSomebodyElseAnswers() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    TimedCall<String> call = new TimedCall<>(() -> answer);
    goOnAfter(call);
    call.asking().run();

    answer.complete("yes");

    assertThat(wentOn).as("whoever answers may hold a lock").isFalse();
    assertThat(atWorker).hasSize(1);
  }

  @Test
  void goesOnAtAWorkerIfTheSourceAnswersItselfWithinTheCall() {
    List<TimedCall<String>> self = new ArrayList<>();
    TimedCall<String> call =
        new TimedCall<>(() -> {
          self.getFirst().complete("yes");
          return new CompletableFuture<>();
        });
    self.add(call);
    goOnAfter(call);

    call.asking().run();

    assertThat(wentOn).as("the call is not left yet").isFalse();
    assertThat(atWorker).hasSize(1);
  }

  @Test
  void aStageThatComesAfterTheCallWasGivenUpIsAborted() {
    CompletableFuture<String> late = new CompletableFuture<>();
    List<TimedCall<String>> self = new ArrayList<>();
    TimedCall<String> call =
        new TimedCall<>(() -> {
          self.getFirst().cancel(true);
          return late;
        });
    self.add(call);

    call.asking().run();

    assertThat(late).isCancelled();
    assertThat(Thread.currentThread().isInterrupted())
        .as("the thread goes back to its pool as it came")
        .isFalse();
  }
}
