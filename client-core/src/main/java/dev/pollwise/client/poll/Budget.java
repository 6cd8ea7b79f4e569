package dev.pollwise.client.poll;

import dev.pollwise.client.pacing.CallBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands out the calls of a budget, first come, first served: a sliding window, so that no window of
 * its length ever holds more calls than it allows. Safe for any thread.
 *
 * <p>Who comes when there is no room gets the next moment at which there is, and keeps it; so
 * nobody is overtaken, and nobody tries in vain again and again.
 */
final class Budget {

  /** Calls of one moment reach {@link CallDesk} within half of the time it gathers them for. */
  private static final Duration ONE_MOMENT = CallDesk.GATHERING.dividedBy(2);

  private final int calls;
  private final Duration per;
  private final int riders;

  /** In the order of their moments. */
  private final List<Slot> slots = new ArrayList<>();

  /**
   * A budget.
   *
   * @param budget how many calls
   * @param riders how many waits may share a call, 1 or more
   */
  Budget(CallBudget budget, int riders) {
    this.calls = budget.calls();
    this.per = budget.per();
    this.riders = riders;
  }

  /** A call that is made, or will be. */
  private static final class Slot {
    private final Duration at;
    private final boolean isShareable;
    private int taken = 1;

    Slot(Duration at, boolean isShareable) {
      this.at = at;
      this.isShareable = isShareable;
    }
  }

  /**
   * Room for a call.
   *
   * @param now steady time
   * @param isShareable whether the call can be made together with others
   * @return when there is room, and it is kept: not before now, or, for a call that others make at
   *     this moment, just before
   */
  synchronized Duration claim(Duration now, boolean isShareable) {
    Slot last = slots.isEmpty() ? null : slots.getLast();
    if (last != null
        && isShareable
        && last.isShareable
        && last.taken < riders
        && last.at.compareTo(now.minus(ONE_MOMENT)) >= 0) {
      last.taken++;
      return last.at;
    }
    forget(now);
    Duration at = last == null || last.at.compareTo(now) < 0 ? now : last.at;
    if (slots.size() >= calls) {
      Duration room = slots.get(slots.size() - calls).at.plus(per);
      at = room.compareTo(at) > 0 ? room : at;
    }
    slots.add(new Slot(at, isShareable));
    return at;
  }

  /** Somebody will not make the call for which there is room at a moment still to come. */
  synchronized void giveBack(Duration at) {
    slots.removeIf(slot -> slot.at.equals(at) && --slot.taken == 0);
  }

  /** Drops what no window that can still matter contains, half of the list at a time. */
  private void forget(Duration now) {
    int half = slots.size() / 2;
    if (half > 0 && slots.get(half).at.compareTo(now.minus(per)) < 0) {
      slots.subList(0, half).clear();
    }
  }
}
