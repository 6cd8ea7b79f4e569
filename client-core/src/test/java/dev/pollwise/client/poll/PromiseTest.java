package dev.pollwise.client.poll;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PromiseTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicInteger cancelled = new AtomicInteger();
  private final Promise<String> promise =
      new Promise<>(worker, () -> cancelled.incrementAndGet() > 0);
  private final CompletableFuture<String> future = promise.future();

  @AfterEach
  void close() {
    never.countDown();
    worker.shutdownNow();
  }

  private void block() {
    try {
      never.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void isCompletedByItsOwnerOnly() {
    List<Consumer<CompletableFuture<String>>> deeds =
        List.of(
            it -> assertThat(it.complete("mine")).isFalse(),
            it -> assertThat(it.completeExceptionally(new IllegalStateException())).isFalse(),
            it -> assertThat(it.completeAsync(() -> "mine").join()).isEqualTo("mine"),
            it -> assertThat(it.completeAsync(() -> "mine", worker).join()).isEqualTo("mine"),
            it ->
                assertThat(it.completeOnTimeout("mine", 1, MILLISECONDS).join()).isEqualTo("mine"),
            it ->
                assertThat(it.orTimeout(1, MILLISECONDS))
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(TimeoutException.class),
            it -> assertThat(it.copy().complete("mine")).isTrue(),
            it -> assertThat(it.thenApply(value -> value).cancel(true)).isTrue(),
            it -> assertThat(it.toCompletableFuture().complete("mine")).isFalse(),
            it -> assertThatThrownBy(() -> it.obtrudeValue("mine")).isNotNull(),
            it -> assertThatThrownBy(() -> it.obtrudeException(new Error("mine"))).isNotNull());
    for (Consumer<CompletableFuture<String>> deed : deeds) {
      deed.accept(future);
      assertThat(future).isNotDone();
    }

    promise.settle("true");

    assertThat(future).isCompletedWithValue("true");
    assertThat(future.orTimeout(1, DAYS)).isCompletedWithValue("true");
    assertThat(cancelled).hasValue(0);
  }

  @Test
  void cancellingAsksTheOwnerWhoSaysHowItEnds() {
    assertThat(future.cancel(true)).isTrue();
    assertThat(cancelled).hasValue(1);
    assertThat(future).isNotDone();

    promise.settle("stopped");

    assertThat(future.cancel(true)).as("too late").isFalse();
    assertThat(cancelled).hasValue(1);
    assertThat(future).isNotCancelled().isCompletedWithValue("stopped");
  }

  @Test
  void failsForEverybodyWhoHangsOnIt() {
    CompletableFuture<Void> both = CompletableFuture.allOf(future, new CompletableFuture<>());
    CompletableFuture<String> own = future.orTimeout(1, DAYS);

    promise.fail(new IllegalStateException("broken"));

    assertThat(future).failsWithin(LONG).withThrowableThat().withMessageContaining("broken");
    assertThat(own).failsWithin(LONG).withThrowableThat().withMessageContaining("broken");
    assertThat(both).isNotDone();
  }

  @Test
  void aStageThatBlocksHoldsUpNoOther() throws Exception {
    List<CompletableFuture<?>> heard = new ArrayList<>();
    List<CompletableFuture<?>> blocked = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      CompletableFuture<Void> mine = future.thenRun(() -> {});
      CompletableFuture<Void> all = CompletableFuture.allOf(future, mine);
      heard.add(mine);
      blocked.add(all.thenRun(this::block));
      blocked.add(future.thenAccept(value -> block()));
      blocked.add(all.thenRun(this::block));
    }
    CompletableFuture<String> reader = CompletableFuture.supplyAsync(future::join, worker);

    worker.execute(() -> promise.settle("true"));

    assertThat(reader.get(60, SECONDS)).isEqualTo("true");
    // Each by itself: what hangs on one of them belongs to who has derived it, as anywhere.
    await().atMost(LONG).until(() -> heard.stream().allMatch(CompletableFuture::isDone));
    assertThat(blocked).noneMatch(CompletableFuture::isDone);
    assertThat(future.thenApply(value -> "later")).isCompletedWithValue("later");
  }

  @Test
  void whatACallerWasGivenLeavesNothingBehindOnceItIsOver() {
    for (int i = 0; i < 1_000; i++) {
      CompletableFuture<String> own =
          switch (i % 3) {
            case 0 -> future.orTimeout(1, NANOSECONDS);
            case 1 -> future.completeOnTimeout("mine", 1, NANOSECONDS);
            default -> future.completeAsync(() -> "mine", worker);
          };
      assertThat(own.handle((value, error) -> true)).succeedsWithin(LONG);
    }

    assertThat(future.getNumberOfDependents()).isZero();
    await().until(() -> promise.openFutures() == 0);
  }

  @Test
  void aCallersOwnFutureIsNotHeldUpByAStageThatBlocksAndEndsAsTheOthersDo() {
    CompletableFuture<String> own = future.orTimeout(1, DAYS);
    CompletableFuture<Void> blocked = future.thenAccept(value -> block());
    CompletableFuture<Void> blockedToo = own.thenAccept(value -> block());
    CompletableFuture<String> other = future.completeOnTimeout("mine", 1, DAYS);

    worker.execute(() -> promise.settle("true"));

    assertThat(other).succeedsWithin(LONG).isEqualTo("true");
    assertThat(own).succeedsWithin(LONG).isEqualTo("true");
    assertThat(blocked).isNotDone();
    assertThat(blockedToo).isNotDone();
    assertThat(promise.openFutures()).isZero();
  }
}
