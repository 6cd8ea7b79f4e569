package dev.pollwise.dashboard.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/**
 * The newest elements of a stream, up to a number. Adding costs by what is added, however much
 * there already is: nothing ever moves.
 */
class RingBuffer<E> extends ObservableListBase<E> {

  private final @Nullable Object[] ring;
  private final int block;
  private int head;
  private int size;

  /**
   * An empty list.
   *
   * @param capacity the most elements kept, 1 or more
   * @param block how many of the oldest go at once when there is no room, 1 to capacity
   */
  RingBuffer(int capacity, int block) {
    if (block < 1 || block > capacity) {
      throw new IllegalArgumentException(
          "block " + block + ": must be from 1 to capacity " + capacity);
    }
    this.ring = new Object[capacity];
    this.block = block;
  }

  /** Adds at the end, and drops the oldest where that needs room; one change. */
  void append(List<? extends E> fresh) {
    int skipped = Math.max(0, fresh.size() - ring.length);
    List<? extends E> kept = fresh.subList(skipped, fresh.size());
    int missing = size + kept.size() - ring.length;
    beginChange();
    if (missing > 0) {
      drop(Math.min(size, Math.max(missing, block)));
    }
    int from = size;
    for (E element : kept) {
      ring[slot(size)] = element;
      size++;
    }
    nextAdd(from, size);
    endChange();
  }

  private void drop(int count) {
    List<E> dropped = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      dropped.add(element(i));
      ring[slot(i)] = null;
    }
    head = slot(count);
    size -= count;
    nextRemove(0, dropped);
  }

  @Override
  public void clear() {
    beginChange();
    if (size > 0) {
      drop(size);
    }
    endChange();
  }

  private int slot(int index) {
    int slot = head + index;
    return slot < ring.length ? slot : slot - ring.length;
  }

  @SuppressWarnings("unchecked") // only elements are ever put in
  private E element(int index) {
    return (E) Objects.requireNonNull(ring[slot(index)]);
  }

  @Override
  public E get(int index) {
    return element(Objects.checkIndex(index, size));
  }

  @Override
  public int size() {
    return size;
  }
}
