package dev.pollwise.client.poll;

import static dev.pollwise.client.job.Durations.max;

import dev.pollwise.client.job.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the calls of a budget, first come, first served: a sliding window, so that no window of
 * its length ever holds more calls than it allows. Safe for any thread.
 *
 * <p>Who comes when there is no room gets a reservation: the next moment at which there will be
 * room. So nobody is overtaken, and nobody tries in vain again and again. What counts is when calls
 * are really made: reservations whose owners come late push back those behind them.
 */
final class Budget {

  /** Between two reservations, beyond what the window asks for: timers are not exact. */
  static final Duration LATENESS = Duration.ofMillis(20);

  private final int calls;
  private final int participants;

  /** How long a call counts: a shared one is made a little after its reservation was used. */
  private final Duration window;

  /** When the latest reservations were used, in order; those that can matter and a few more. */
  private final List<Duration> made = new ArrayList<>();

  /** The reservations that are still to be used, in the order of their moments. */
  private final LinkedHashSet<Reservation> waiting = new LinkedHashSet<>();

  /**
   * The moments of these reservations, in the same order, but for {@link #pushedBack}. Apart from
   * them, so that one who leaves moves up all behind it by taking the last moment away.
   */
  private final List<Duration> moments = new ArrayList<>();

  private Duration pushedBack = Duration.ZERO;

  private @Nullable Reservation latest;

  /**
   * A budget.
   *
   * @param limit how many calls
   * @param participants how many waits may share a call, 1 or more
   */
  Budget(Limit limit, int participants) {
    this.calls = limit.calls();
    this.participants = participants;
    this.window = participants > 1 ? limit.per().plus(CallCoalescer.WINDOW) : limit.per();
  }

  /**
   * What it allows: never more than so many calls in any window of a length.
   *
   * @param calls 1 to 1,000,000
   * @param per the length of the window, more than 0
   */
  record Limit(int calls, Duration per) {

    private static final int MOST = 1_000_000;

    /** Refuses values out of range. */
    Limit {
      if (calls < 1 || calls > MOST) {
        throw new IllegalArgumentException("calls " + calls + ": must be from 1 to " + MOST);
      }
      Durations.requirePositive("per", per);
    }
  }

  /** Hears that its reservation has moved up, and when there will be room now, in steady time. */
  interface Owner {
    void reservationMoved(Duration at);
  }

  /** A call that will be made, or is. Belongs to one wait, or to several that share it. */
  static final class Reservation {

    private final @Nullable SharedCall sharedCall;
    private final List<Owner> owners = new ArrayList<>(1);

    /** The moment that its owners know, but for what all were pushed back by. */
    private Duration told = Duration.ZERO;

    private boolean isAcquired;

    Reservation(@Nullable SharedCall sharedCall, Owner first) {
      this.sharedCall = sharedCall;
      owners.add(first);
    }

    /** Who makes the call together; null if it is about one job alone. */
    @Nullable SharedCall sharedCall() {
      return sharedCall;
    }
  }

  /**
   * The reservation for one more call, or a part in one that others will make.
   *
   * @param now steady time
   * @param isShareable whether the call can be made together with others
   * @param owner is told, on any thread, if the reservation moves up
   */
  synchronized Reservation reserve(Duration now, boolean isShareable, Owner owner) {
    Reservation open = isShareable ? open() : null;
    if (open != null) {
      open.owners.add(owner);
      return open;
    }
    Reservation reservation =
        new Reservation(isShareable ? new SharedCall(participants) : null, owner);
    queue(reservation, now);
    return reservation;
  }

  private @Nullable Reservation open() {
    if (isOpen(latest)) {
      return latest;
    }
    Reservation last = waiting.isEmpty() ? null : waiting.getLast();
    return isOpen(last) ? last : null;
  }

  private boolean isOpen(@Nullable Reservation reservation) {
    SharedCall sharedCall = reservation == null ? null : reservation.sharedCall;
    return reservation != null
        && sharedCall != null
        && reservation.owners.size() < participants
        && sharedCall.isOpen();
  }

  /**
   * Makes use of a reservation, if there is room by now.
   *
   * @param reservation made by {@link #reserve}
   * @param now steady time
   * @return when to come again; if that is not after now, the call is to be made at once
   */
  Duration acquire(Reservation reservation, Duration now) {
    Duration at = tryToAcquire(reservation, now);
    tellTheNext(now);
    return at;
  }

  private synchronized Duration tryToAcquire(Reservation reservation, Duration now) {
    if (reservation.isAcquired) {
      return now;
    }
    Duration room = room();
    Duration told = reservation.told.plus(pushedBack);
    if (told.compareTo(now) > 0) {
      pushBack(told, room);
      return reservation.told.plus(pushedBack);
    }
    int rank = rank(reservation);
    if (room.compareTo(now) <= 0) {
      remove(reservation, rank);
      made.add(made.isEmpty() ? now : max(now, made.getLast()));
      reservation.isAcquired = true;
      latest = reservation;
      forget();
      return now;
    }
    if (moment(rank).plus(window).compareTo(now) < 0) {
      remove(reservation, rank);
      queue(reservation, now);
    } else {
      pushBack(moment(rank), room);
      reservation.told = moments.get(rank);
    }
    return reservation.told.plus(pushedBack);
  }

  /**
   * How many calls could be made now, if nobody else were to make any.
   *
   * @param now steady time
   */
  synchronized int left(Duration now) {
    int counting = 0;
    for (Duration at : made.reversed()) {
      if (counting == calls || at.plus(window).compareTo(now) <= 0) {
        break;
      }
      counting++;
    }
    return calls - counting;
  }

  private void queue(Reservation reservation, Duration now) {
    reservation.told = next(now).minus(pushedBack);
    waiting.add(reservation);
    moments.add(reservation.told);
  }

  private void remove(Reservation reservation, int rank) {
    waiting.remove(reservation);
    moments.remove(rank);
  }

  /** How many are before a reservation: few, once its moment has come. */
  private int rank(Reservation reservation) {
    int rank = 0;
    for (Reservation other : waiting) {
      if (other.equals(reservation)) {
        break;
      }
      rank++;
    }
    return rank;
  }

  private Duration moment(int rank) {
    return moments.get(rank).plus(pushedBack);
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
      at = max(at, moment(waiting.size() - 1));
    }
    int earlier = waiting.size() - calls;
    if (earlier >= 0) {
      return max(at, moment(earlier).plus(window).plus(LATENESS));
    }
    return made.size() + earlier < 0 ? at : max(at, made.get(made.size() + earlier).plus(window));
  }

  /** All together, so that nobody comes nearer to whom it follows. */
  private void pushBack(Duration from, Duration to) {
    if (to.compareTo(from) > 0) {
      pushedBack = pushedBack.plus(to.minus(from));
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
  void release(Reservation reservation, Owner owner, Duration now) {
    leave(reservation, owner);
    tellTheNext(now);
  }

  private synchronized void leave(Reservation reservation, Owner owner) {
    reservation.owners.remove(owner);
    if (reservation.owners.isEmpty() && waiting.remove(reservation)) {
      moments.removeLast();
    }
  }

  /** One after the other, as their turn comes: of a long queue nobody else needs to know. */
  private void tellTheNext(Duration now) {
    Duration at;
    List<Owner> owners;
    synchronized (this) {
      Optional<Reservation> next = nextMovedUp(now);
      if (next.isEmpty()) {
        return;
      }
      at = next.get().told.plus(pushedBack);
      owners = List.copyOf(next.get().owners);
    }
    owners.forEach(owner -> owner.reservationMoved(at));
  }

  /** The first, or the first behind those who let their moment pass; knows its moment now. */
  private Optional<Reservation> nextMovedUp(Duration now) {
    int rank = 0;
    for (Reservation reservation : waiting) {
      Duration moment = moments.get(rank);
      if (moment.compareTo(reservation.told) < 0) {
        reservation.told = moment;
        return Optional.of(reservation);
      }
      if (moment(rank++).compareTo(now) > 0) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
