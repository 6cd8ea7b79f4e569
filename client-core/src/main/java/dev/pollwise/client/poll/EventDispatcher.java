package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings events to listeners: in order, one at a time for each, so that a slow or broken one hurts
 * nobody else.
 */
final class EventDispatcher {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private final List<Mailbox> everybody;
  private final Executor executor;

  EventDispatcher(List<JobEvent.Listener> listeners, Executor executor) {
    this.executor = executor;
    this.everybody = listeners.stream().map(this::mailbox).toList();
  }

  Mailbox mailbox(JobEvent.Listener listener) {
    return new Mailbox(listener);
  }

  /** Delivers to all listeners of the poller and to the one of the job, if it has one. */
  void publish(JobEvent event, @Nullable Mailbox own) {
    everybody.forEach(mailbox -> mailbox.add(event));
    if (own != null) {
      own.add(event);
    }
  }

  /**
   * Waits until what was published so far has been heard, by the listeners of the poller and by
   * some of single jobs. Does not wait for one that is itself the caller, nor longer than a time.
   */
  void settle(Collection<Mailbox> own, Duration atMost) throws InterruptedException {
    List<Mailbox> readers =
        Stream.concat(everybody.stream(), own.stream())
            .filter(mailbox -> !mailbox.isReadBy(Thread.currentThread()))
            .toList();
    CountDownLatch heard = new CountDownLatch(readers.size());
    readers.forEach(mailbox -> mailbox.afterwards(heard::countDown));
    heard.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The events that one listener has still to hear. */
  final class Mailbox {

    private final JobEvent.Listener listener;
    private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unread = new AtomicInteger();
    private volatile @Nullable Thread reader;

    private Mailbox(JobEvent.Listener listener) {
      this.listener = listener;
    }

    private void add(JobEvent event) {
      afterwards(() -> deliver(event));
    }

    private void afterwards(Runnable letter) {
      letters.add(letter);
      if (unread.getAndIncrement() == 0) {
        executor.execute(this::read);
      }
    }

    private void read() {
      do {
        reader = Thread.currentThread();
        Runnable letter = letters.poll();
        if (letter != null) {
          letter.run();
        }
        if (unread.get() == 1) {
          reader = null;
        }
      } while (unread.decrementAndGet() > 0);
    }

    private boolean isReadBy(Thread thread) {
      return thread.equals(reader);
    }

    /** Whatever a listener throws ends here, an {@code Error} too: the wait must go on. */
    @SuppressWarnings("CatchingUnchecked")
    private void deliver(JobEvent event) {
      try {
        listener.onEvent(event);
      } catch (Throwable broken) {
        LOG.log(System.Logger.Level.WARNING, "a listener failed on " + event.jobId(), broken);
      }
    }
  }
}
