package dev.pollwise.client.measure;

import static dev.pollwise.client.measure.ClientBenchmark.say;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.pacing.Jitter;
import dev.pollwise.client.pacing.Pacing;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;

/**
 * Very many waits at one poller, each asking about once a minute: threads, heap per wait beyond the
 * ids that are the user's, and how late the calls are. The source answers out of memory.
 */
final class ManyWaits {

  private static final PollingPolicy EVERY_MINUTE =
      PollingPolicy.defaults()
          .withPacing(Pacing.fixed(Duration.ofSeconds(60)))
          .withJitter(new Jitter(0.5));

  private static final Duration WARM_UP = Duration.ofSeconds(95);
  private static final Duration MEASURED = Duration.ofSeconds(60);

  private final JobId[] ids;
  private final AtomicLongArray due;
  private final TimerErrors errors = new TimerErrors();
  private volatile boolean isMeasuring;

  ManyWaits(int count) {
    ids = new JobId[count];
    due = new AtomicLongArray(count);
  }

  void run() throws InterruptedException {
    for (int i = 0; i < ids.length; i++) {
      ids[i] = JobId.of("job-" + i);
    }
    CompletableFuture<Answer> running =
        CompletableFuture.completedFuture(new Answer.Seen(new JobStatus.Running()));
    StatusSource source = job -> running;
    Set<String> threads = threads();
    long before = heap();
    try (Poller poller =
        Poller.builder(source).policy(EVERY_MINUTE).listener(this::heard).build()) {
      long begin = System.nanoTime();
      for (JobId id : ids) {
        var unused = poller.watchSubmitted(id, id.value());
      }
      double begun = (System.nanoTime() - begin) / 1e9;
      Thread.sleep(WARM_UP);
      Set<String> now = threads();
      now.removeAll(threads);
      TimerErrors bare = measured();
      double perWait = (heap() - before) / (double) ids.length;
      say(
          "%,d waits: %.0f bytes of heap each, %d platform threads %s beside the machine's own %d;"
              + " begun in %.1f s",
          ids.length, perWait, now.size(), now, threads.size(), begun);
      errors.show("waits");
      bare.show("bare timer");
    }
  }

  private TimerErrors measured() throws InterruptedException {
    try (BareTimer beside = new BareTimer()) {
      isMeasuring = true;
      Thread.sleep(MEASURED);
      isMeasuring = false;
      return beside.errors();
    }
  }

  private static int number(JobId id) {
    return Integer.parseInt(id.value().substring("job-".length()));
  }

  /** One event of a job after the other. */
  private void heard(JobEvent event) {
    Duration elapsed = event.moment().elapsed();
    if (event instanceof JobEvent.Waiting waiting) {
      due.set(number(event.jobId()), elapsed.plus(waiting.delay()).toNanos());
    } else if (event instanceof JobEvent.Polled polled && isMeasuring) {
      Duration askedAt = elapsed.minus(polled.took());
      errors.add(askedAt.toNanos() - due.get(number(event.jobId())));
    }
  }

  private static Set<String> threads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .map(ThreadInfo::getThreadName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
