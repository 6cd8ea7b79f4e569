package dev.pollwise.client.request;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.Moment;
import dev.pollwise.client.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventDispatcherTest {

  private static final Duration LONG = ofSeconds(30);

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // nobody else holds the array
  private EventDispatcher<JobEvent> dispatcher(Consumer<JobEvent>... listeners) {
    return new EventDispatcher<>(List.of(listeners), event -> event.jobId().toString(), executor);
  }

  private static JobEvent event(int number) {
    return new JobEvent.Submitted(
        JobId.of("job-" + number), new Moment(Instant.EPOCH, Duration.ZERO), "title");
  }

  @Test
  void bringsEventsInOrderAndOneAtATime() throws InterruptedException {
    List<JobEvent> heard = new ArrayList<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    EventDispatcher<JobEvent> dispatcher =
        dispatcher(event -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          heard.add(event);
          inside.decrementAndGet();
        });
    List<JobEvent> told = new ArrayList<>();

    for (int i = 0; i < 10_000; i++) {
      told.add(event(i));
      dispatcher.publish(told.getLast(), null);
    }
    settle(dispatcher);

    assertThat(heard).isEqualTo(told);
    assertThat(most).hasValue(1);
  }

  @Test
  void losesNoEventThatSeveralThreadsTell() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    EventDispatcher<JobEvent> dispatcher = dispatcher(event -> heard.incrementAndGet());

    try (ExecutorService tellers = Executors.newFixedThreadPool(4)) {
      for (int teller = 0; teller < 4; teller++) {
        tellers.execute(() -> {
          for (int i = 0; i < 5_000; i++) {
            dispatcher.publish(event(i), null);
          }
        });
      }
    }
    settle(dispatcher);

    assertThat(heard).hasValue(20_000);
  }

  @Test
  void aThrowingListenerIsLoggedOncePerEventAndHurtsNobody() throws InterruptedException {
    List<JobEvent> heard = new ArrayList<>();
    EventDispatcher<JobEvent> dispatcher =
        dispatcher(
            event -> {
              throw new StackOverflowError("an Error, not an Exception");
            },
            heard::add);

    try (CapturedLog log = new CapturedLog()) {
      dispatcher.publish(event(1), null);
      dispatcher.publish(event(2), null);
      settle(dispatcher);

      assertThat(log.records)
          .extracting(LogRecord::getMessage)
          .containsExactlyInAnyOrder("a listener failed on job-1", "a listener failed on job-2");
      assertThat(log.records)
          .allSatisfy(
              record -> assertThat(record.getThrown()).isInstanceOf(StackOverflowError.class));
    }
    assertThat(heard).containsExactly(event(1), event(2));
  }

  @Test
  void aBlockedListenerDelaysNobodyElse() throws InterruptedException {
    CountDownLatch free = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(2);
    List<JobEvent> late = new ArrayList<>();
    EventDispatcher<JobEvent> dispatcher =
        dispatcher(
            event -> {
              awaitQuietly(free);
              late.add(event);
            },
            event -> heard.countDown());

    dispatcher.publish(event(1), null);
    dispatcher.publish(event(2), null);

    assertThat(heard.await(30, SECONDS)).isTrue();
    assertThat(late).isEmpty();
    free.countDown();
    settle(dispatcher);
    assertThat(late).containsExactly(event(1), event(2));
  }

  @Test
  void aListenerThatDoesNotComeBackHasNotHeard() {
    CountDownLatch never = new CountDownLatch(1);
    EventDispatcher<JobEvent> dispatcher = dispatcher(event -> awaitQuietly(never));
    dispatcher.publish(event(1), null);

    CompletableFuture<Void> heard = dispatcher.heard(List.of(), Thread.currentThread());

    assertThat(heard).isNotDone();
    never.countDown();
    assertThat(heard).succeedsWithin(LONG);
  }

  @Test
  void settlingWaitsForTheListenerOfASingleJobToo() throws InterruptedException {
    List<JobEvent> heard = new ArrayList<>();
    EventDispatcher<JobEvent> dispatcher = dispatcher();
    EventDispatcher<JobEvent>.Mailbox own = dispatcher.mailbox(heard::add);
    for (int i = 0; i < 1_000; i++) {
      dispatcher.publish(event(i), own);
    }

    settle(dispatcher, List.of(own));

    assertThat(heard).hasSize(1_000);
  }

  @Test
  void aListenerThatSettlesDoesNotWaitForItselfButForTheOthers() throws InterruptedException {
    AtomicReference<EventDispatcher<JobEvent>> itself = new AtomicReference<>();
    List<JobEvent> others = new ArrayList<>();
    AtomicInteger returned = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(1_000);
    EventDispatcher<JobEvent> dispatcher =
        dispatcher(
            event -> {
              settle(itself.get());
              returned.incrementAndGet();
              all.countDown();
            },
            others::add);
    itself.set(dispatcher);

    for (int i = 0; i < 1_000; i++) {
      dispatcher.publish(event(i), null);
    }

    assertThat(all.await(30, SECONDS))
        .as("a thousand times, although each would have lasted half a minute")
        .isTrue();
    settle(dispatcher);
    assertThat(returned).hasValue(1_000);
    assertThat(others).hasSize(1_000);
  }

  private static void settle(EventDispatcher<JobEvent> dispatcher) {
    settle(dispatcher, List.of());
  }

  private static void settle(
      EventDispatcher<JobEvent> dispatcher, List<EventDispatcher<JobEvent>.Mailbox> own) {
    assertThat(dispatcher.heard(own, Thread.currentThread())).succeedsWithin(LONG);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the platform's logging hears of the client. */
  private static final class CapturedLog extends Handler implements AutoCloseable {

    private final ConcurrentLinkedQueue<LogRecord> records = new ConcurrentLinkedQueue<>();
    private final Logger logger = Logger.getLogger("dev.pollwise.client");

    CapturedLog() {
      logger.addHandler(this);
      logger.setUseParentHandlers(false);
    }

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.setUseParentHandlers(true);
      logger.removeHandler(this);
    }
  }
}
