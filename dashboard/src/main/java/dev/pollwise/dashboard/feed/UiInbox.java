package dev.pollwise.dashboard.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The one hop from any thread to the thread of the window: a queue and at most one pending drain,
 * so that nothing is lost, order is kept, and the toolkit is not flooded.
 *
 * @param <T> what is handed over
 */
public final class UiInbox<T> {

  /** The most items handed over at once; the rest follows in the next turn of the thread. */
  static final int LARGEST_BATCH = 500;

  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean drainPending = new AtomicBoolean();
  private final Executor ui;
  private final Consumer<List<T>> sink;

  /**
   * Connects two sides.
   *
   * @param ui runs a task on the thread of the window, later
   * @param sink takes what has come, on that thread; never an empty list
   */
  public UiInbox(Executor ui, Consumer<List<T>> sink) {
    this.ui = ui;
    this.sink = sink;
  }

  /** Hands an item over; any thread, returns at once. */
  public void put(T item) {
    waiting.add(item);
    scheduleDrain();
  }

  private void scheduleDrain() {
    if (drainPending.compareAndSet(false, true)) {
      ui.execute(this::drain);
    }
  }

  private void drain() {
    // Before the queue is read: whatever is put from here on schedules a drain of its own.
    drainPending.set(false);
    List<T> batch = new ArrayList<>();
    while (batch.size() < LARGEST_BATCH) {
      T item = waiting.poll();
      if (item == null) {
        break;
      }
      batch.add(item);
    }
    if (!waiting.isEmpty()) {
      scheduleDrain();
    }
    if (!batch.isEmpty()) {
      sink.accept(batch);
    }
  }
}
