package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings events to listeners: in order, one at a time for each, so that a slow or broken one hurts
 * nobody else.
 *
 * @param <E> what they hear of
 */
public final class EventDispatcher<E> {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private final List<Mailbox> everybody;
  private final Function<E, String> subject;
  private final Executor executor;

  /**
   * Nothing was told yet.
   *
   * @param listeners hear everything; whatever one throws is logged and goes no further
   * @param subject what an event is about, for the log
   * @param executor runs the listeners; never on the thread that hands a task over
   */
  public EventDispatcher(
      List<Consumer<E>> listeners, Function<E, String> subject, Executor executor) {
    this.subject = requireNonNull(subject, "subject");
    this.executor = requireNonNull(executor, "executor");
    this.everybody = listeners.stream().map(this::mailbox).toList();
  }

  /** That of a listener who hears only what is delivered to him. */
  public Mailbox mailbox(Consumer<E> listener) {
    return new Mailbox(requireNonNull(listener, "listener"));
  }

  /** Delivers to everybody, and to one more if there is one. */
  public void publish(E event, @Nullable Mailbox own) {
    requireNonNull(event, "event");
    everybody.forEach(mailbox -> mailbox.add(event));
    if (own != null) {
      own.add(event);
    }
  }

  /**
   * Done when what was published so far has been heard, by everybody and by some others; does not
   * wait for a listener that is itself at work on a thread.
   */
  public CompletableFuture<Void> heard(Collection<Mailbox> others, Thread besides) {
    requireNonNull(besides, "besides");
    return CompletableFuture.allOf(
        Stream.concat(everybody.stream(), others.stream())
            .filter(mailbox -> !besides.equals(mailbox.reader))
            .map(Mailbox::read)
            .toArray(CompletableFuture<?>[]::new));
  }

  /** The events that one listener has still to hear. */
  public final class Mailbox {

    private final Consumer<E> listener;
    private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unread = new AtomicInteger();
    private volatile @Nullable Thread reader;

    private Mailbox(Consumer<E> listener) {
      this.listener = listener;
    }

    private void add(E event) {
      add(() -> deliver(event));
    }

    private CompletableFuture<?> read() {
      CompletableFuture<?> read = new CompletableFuture<>();
      add(() -> read.complete(null));
      return read;
    }

    private void add(Runnable letter) {
      letters.add(letter);
      if (unread.getAndIncrement() == 0) {
        executor.execute(this::readAll);
      }
    }

    private void readAll() {
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

    /** Whatever a listener throws ends here, an {@code Error} too: the work must go on. */
    @SuppressWarnings("CatchingUnchecked")
    private void deliver(E event) {
      try {
        listener.accept(event);
      } catch (Throwable broken) {
        LOG.log(
            System.Logger.Level.WARNING, "a listener failed on " + subject.apply(event), broken);
      }
    }
  }
}
