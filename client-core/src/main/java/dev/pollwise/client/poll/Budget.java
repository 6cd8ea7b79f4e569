package dev.pollwise.client.poll;

import dev.pollwise.client.pacing.CallBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the calls of a budget, first come, first served: a sliding window, so that no window of
 * its length ever holds more calls than it allows. Safe for any thread.
 *
 * <p>Who comes when there is no room gets a place: the next moment at which there will be room. So
 * nobody is overtaken, and nobody tries in vain again and again. What counts is when calls are
 * really made: places whose owners come late push back those behind them.
 */
final class Budget {

  /** Between two places, beyond what the window asks for: timers are not exact. */
  static final Duration LATENESS = Duration.ofMillis(20);

  private final int calls;
  private final int riders;

  /** How long a call counts: a shared one is made a little after its place was taken up. */
  private final Duration window;

  /** When the latest places were taken up, in order; those that can matter and a few more. */
  private final List<Duration> made = new ArrayList<>();

  /** The places that are still to be taken up, in the order of their moments. */
  private final List<Place> waiting = new ArrayList<>();

  private @Nullable Place latest;

  /**
   * A budget.
   *
   * @param budget how many calls
   * @param riders how many waits may share a call, 1 or more
   */
  Budget(CallBudget budget, int riders) {
    this.calls = budget.calls();
    this.riders = riders;
    this.window = riders > 1 ? budget.per().plus(CallDesk.GATHERING) : budget.per();
  }

  /** Hears that its place has moved up, and when there will be room now, in steady time. */
  interface Owner {
    void placeMoved(Duration at);
  }

  /** A call that will be made, or is. Belongs to one wait, or to several that share it. */
  static final class Place {

    private final @Nullable Gathering gathering;
    private final List<Owner> owners = new ArrayList<>(1);
    private Duration at;
    private boolean isTakenUp;

    /** Its owners have still to be told that it has moved up. */
    private boolean isMovedUp;

    Place(Duration at, @Nullable Gathering gathering, Owner first) {
      this.at = at;
      this.gathering = gathering;
      owners.add(first);
    }

    /** Who makes the call together; null if it is about one job alone. */
    @Nullable Gathering gathering() {
      return gathering;
    }
  }

  /**
   * The place for one more call, or a part in one that others will make.
   *
   * @param now steady time
   * @param isShareable whether the call can be made together with others
   * @param owner is told, on any thread, if the place moves up
   */
  synchronized Place claim(Duration now, boolean isShareable, Owner owner) {
    Place open = isShareable ? open() : null;
    if (open != null) {
      open.owners.add(owner);
      return open;
    }
    Place place = new Place(next(now), isShareable ? new Gathering(riders) : null, owner);
    waiting.add(place);
    return place;
  }

  private @Nullable Place open() {
    if (isOpen(latest)) {
      return latest;
    }
    Place last = waiting.isEmpty() ? null : waiting.getLast();
    return isOpen(last) ? last : null;
  }

  private boolean isOpen(@Nullable Place place) {
    Gathering gathering = place == null ? null : place.gathering;
    return place != null && gathering != null && place.owners.size() < riders && gathering.isOpen();
  }

  /**
   * Takes a place up, if there is room by now.
   *
   * @param place of a claim
   * @param now steady time
   * @return when to come again; if that is not after now, the call is to be made at once
   */
  Duration takeUp(Place place, Duration now) {
    Duration at = tryToTakeUp(place, now);
    tellTheNext(now);
    return at;
  }

  private synchronized Duration tryToTakeUp(Place place, Duration now) {
    if (place.isTakenUp) {
      return now;
    }
    Duration room = room();
    if (room.compareTo(now) <= 0 && place.at.compareTo(now) <= 0) {
      waiting.remove(place);
      made.add(made.isEmpty() ? now : max(now, made.getLast()));
      place.isTakenUp = true;
      latest = place;
      forget();
      return now;
    }
    if (place.at.plus(window).compareTo(now) < 0) {
      waiting.remove(place);
      place.at = next(now);
      waiting.add(place);
    } else if (room.compareTo(place.at) > 0) {
      pushBack(place, room.minus(place.at));
    }
    return place.at;
  }

  /**
   * A call brought a further request with it, which nobody could hold back: the next page of an
   * answer, or a repeat. It takes the next room there is, so that in the long run no more is asked
   * than allowed.
   *
   * @param now steady time
   */
  synchronized void overdraw(Duration now) {
    Duration last = made.isEmpty() ? now : max(now, made.getLast());
    made.add(max(last, room()));
    forget();
  }

  /** When the calls that were made leave room for one more; long ago if they do already. */
  private Duration room() {
    return made.size() < calls
        ? Duration.ofSeconds(Long.MIN_VALUE)
        : made.get(made.size() - calls).plus(window);
  }

  /** The first moment behind everybody; after all calls that were made, however late. */
  private Duration next(Duration now) {
    Duration at = max(now, room());
    if (!waiting.isEmpty()) {
      at = max(at, waiting.getLast().at);
    }
    int earlier = waiting.size() - calls;
    if (earlier >= 0) {
      return max(at, waiting.get(earlier).at.plus(window).plus(LATENESS));
    }
    return made.size() + earlier < 0 ? at : max(at, made.get(made.size() + earlier).plus(window));
  }

  private void pushBack(Place first, Duration by) {
    for (Place place : waiting.subList(waiting.indexOf(first), waiting.size())) {
      place.at = place.at.plus(by);
    }
  }

  /** Half of the list at a time. */
  private void forget() {
    if (made.size() >= 2L * calls) {
      made.subList(0, made.size() - calls).clear();
    }
  }

  /**
   * An owner will not make the call; those behind move up if nobody else will.
   *
   * @param now steady time
   */
  void giveBack(Place place, Owner owner, Duration now) {
    leave(place, owner);
    tellTheNext(now);
  }

  private synchronized void leave(Place place, Owner owner) {
    place.owners.remove(owner);
    int index = place.owners.isEmpty() ? waiting.indexOf(place) : -1;
    if (index >= 0) {
      waiting.remove(index);
      moveUp(index, place.at);
    }
  }

  /** Each takes the moment of the one before. */
  private void moveUp(int from, Duration to) {
    Duration free = to;
    for (Place place : waiting.subList(from, waiting.size())) {
      Duration left = place.at;
      place.at = free;
      place.isMovedUp |= free.compareTo(left) < 0;
      free = left;
    }
  }

  /** One after the other, as their turn comes: of a long queue nobody else needs to know. */
  private void tellTheNext(Duration now) {
    Duration at;
    List<Owner> owners;
    synchronized (this) {
      Place next = nextMovedUp(now);
      if (next == null) {
        return;
      }
      next.isMovedUp = false;
      at = next.at;
      owners = List.copyOf(next.owners);
    }
    owners.forEach(owner -> owner.placeMoved(at));
  }

  /** The first, or the first behind those who let their moment pass. */
  private @Nullable Place nextMovedUp(Duration now) {
    for (Place place : waiting) {
      if (place.isMovedUp) {
        return place;
      }
      if (place.at.compareTo(now) > 0) {
        return null;
      }
    }
    return null;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
