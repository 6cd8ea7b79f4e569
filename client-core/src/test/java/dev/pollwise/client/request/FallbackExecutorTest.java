package dev.pollwise.client.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.testing.VirtualClock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class FallbackExecutorTest {

  private static ThreadPoolExecutor pool(int threads, int places, RejectedExecutionHandler full) {
    return new ThreadPoolExecutor(
        threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(places), full);
  }

  static Stream<RejectedExecutionHandler> waysToRefuse() {
    return Stream.of(
        new ThreadPoolExecutor.AbortPolicy(),
        new ThreadPoolExecutor.CallerRunsPolicy(),
        new ThreadPoolExecutor.DiscardPolicy(),
        new ThreadPoolExecutor.DiscardOldestPolicy(),
        (task, full) -> awaitRoom(full.getQueue(), task));
  }

  @ParameterizedTest
  @MethodSource("waysToRefuse")
  void everyTaskRunsOnceWhateverAFullPoolDoesWithIt(RejectedExecutionHandler full) {
    Thread caller = Thread.currentThread();
    List<Integer> ran = new CopyOnWriteArrayList<>();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    try (Logged log = new Logged();
        ThreadPoolExecutor pool = pool(1, 2, full)) {
      Executor safe = FallbackExecutor.of(pool);
      CountDownLatch busy = new CountDownLatch(1);
      pool.execute(() -> awaitQuietly(busy));

      IntStream.range(0, 20)
          .forEach(i ->
              safe.execute(() -> {
                ran.add(i);
                threads.add(Thread.currentThread());
              }));

      await().until(() -> ran.size() == 20);
      busy.countDown();
      assertThat(log.warnings()).singleElement().asString().contains("the executor ");
    }
    assertThat(ran).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20).boxed().toList());
    assertThat(threads).doesNotContain(caller);
  }

  private static void awaitRoom(BlockingQueue<Runnable> queue, Runnable task) {
    try {
      queue.put(task);
    } catch (InterruptedException interrupted) {
      throw new RejectedExecutionException(interrupted);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatRunsOnTheCallersThreadIsTakenFromIt() {
    CompletableFuture<Thread> ranOn = new CompletableFuture<>();

    FallbackExecutor.of(Runnable::run).execute(() -> ranOn.complete(Thread.currentThread()));

    assertThat(ranOn.join()).isNotEqualTo(Thread.currentThread());
  }

  @Test
  void whatAPoolLeavesBehindWhenItIsShutDownRunsAllTheSame() {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Executor safe = FallbackExecutor.of(pool);
    CompletableFuture<Void> left = new CompletableFuture<>();
    CompletableFuture<Void> later = new CompletableFuture<>();
    pool.execute(() -> awaitQuietly(new CountDownLatch(1)));

    safe.execute(() -> left.complete(null));
    pool.shutdownNow();
    safe.execute(() -> later.complete(null));

    await().until(() -> left.isDone() && later.isDone());
  }

  @Test
  void aTaskMayWaitForAnotherThoughThereIsOneThread() {
    AtomicInteger pieces = new AtomicInteger();
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Executor safe = FallbackExecutor.of(pool);
      CompletableFuture<Integer> all = new CompletableFuture<>();
      safe.execute(() -> {
        for (int i = 0; i < 100; i++) {
          CompletableFuture<Integer> piece = new CompletableFuture<>();
          safe.execute(() -> piece.complete(pieces.incrementAndGet()));
          piece.join();
        }
        all.complete(pieces.get());
      });

      assertThat(all.join()).isEqualTo(100);
      assertThat(pool).matches(unharmed -> !unharmed.isShutdown());
    }
  }

  @Test
  void aPoolThatIsFreeAgainIsUsedAgain() {
    try (ExecutorService pool =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"))) {
      Executor safe = FallbackExecutor.of(pool);
      CountDownLatch busy = new CountDownLatch(1);
      CompletableFuture<Void> taken = new CompletableFuture<>();
      pool.execute(() -> awaitQuietly(busy));
      safe.execute(() -> taken.complete(null));
      taken.join();

      busy.countDown();

      await()
          .until(() -> {
            CompletableFuture<String> name = new CompletableFuture<>();
            safe.execute(() -> name.complete(Thread.currentThread().getName()));
            return name.join().equals("mine");
          });
    }
  }

  @Test
  void safeOnesAreTakenAsTheyAre() {
    VirtualClock clock = new VirtualClock();
    Executor safe = FallbackExecutor.of(Runnable::run);

    assertThat(FallbackExecutor.of(clock)).isSameAs(clock);
    assertThat(FallbackExecutor.of(safe)).isSameAs(safe);
    assertThat(FallbackExecutor.of(FallbackExecutor.virtualThreads()))
        .isSameAs(FallbackExecutor.virtualThreads());
  }
}
