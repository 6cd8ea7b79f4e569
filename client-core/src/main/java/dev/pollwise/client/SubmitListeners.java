package dev.pollwise.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Brings events to listeners, to each of them in order, so that a slow one hurts nobody else. */
final class SubmitListeners {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private final List<Mailbox> mailboxes;
  private final Executor executor;

  SubmitListeners(List<SubmitEvent.Listener> listeners, Executor executor) {
    this.executor = executor;
    this.mailboxes = listeners.stream().map(Mailbox::new).toList();
  }

  void tell(SubmitEvent event) {
    mailboxes.forEach(mailbox -> mailbox.add(event));
  }

  /**
   * Done when all that was told so far has been heard; does not wait for a listener that is itself
   * at work on a thread.
   */
  CompletableFuture<Void> heard(Thread besides) {
    return CompletableFuture.allOf(
        mailboxes.stream()
            .filter(mailbox -> !besides.equals(mailbox.reader))
            .map(Mailbox::last)
            .toArray(CompletableFuture<?>[]::new));
  }

  private final class Mailbox {

    private final SubmitEvent.Listener listener;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private volatile @Nullable Thread reader;

    private Mailbox(SubmitEvent.Listener listener) {
      this.listener = listener;
    }

    synchronized void add(SubmitEvent event) {
      last = last.thenRunAsync(() -> deliver(event), executor);
    }

    synchronized CompletableFuture<?> last() {
      return last;
    }

    /**
     * Whatever a listener throws ends here, an {@code Error} too: the submit goes on without it.
     */
    private void deliver(SubmitEvent event) {
      reader = Thread.currentThread();
      try {
        listener.onEvent(event);
      } catch (Throwable broken) {
        String key = event.attempt().idempotencyKey();
        LOG.log(System.Logger.Level.WARNING, "a submit listener failed on " + key, broken);
      } finally {
        reader = null;
      }
    }
  }
}
