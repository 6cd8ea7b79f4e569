package dev.pollwise.client.poll;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.Budget.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Never more calls in any window than allowed, first come, first served. */
class BudgetTest {

  private static final Duration SPACING = ofSeconds(10).plus(Budget.LATENESS);

  /** Does not care whether its place moves up. */
  private static final Budget.Owner ANYBODY = at -> {};

  private static Budget perTenSeconds(int calls, int participants) {
    return new Budget(new Budget.Limit(calls, ofSeconds(10)), participants);
  }

  /** When a new claim may be made a call, or is told to come again. */
  private static Duration grant(Budget budget, Duration now) {
    return budget.acquire(budget.reserve(now, false, ANYBODY), now);
  }

  @Test
  void grantsAtOnceWhileThereIsRoom() {
    Budget budget = perTenSeconds(3, 1);

    for (int i = 0; i < 3; i++) {
      assertThat(grant(budget, ofSeconds(i))).isEqualTo(ofSeconds(i));
    }
    assertThat(grant(budget, ofSeconds(3))).isEqualTo(ofSeconds(10));
  }

  @Test
  void whatACallBringsWithItTakesTheRoomOfLaterCalls() {
    Budget roomy = perTenSeconds(3, 1);
    grant(roomy, ofSeconds(0));
    roomy.overdraw(ofSeconds(1));
    Budget tight = perTenSeconds(1, 1);
    grant(tight, ofSeconds(0));
    tight.overdraw(ofSeconds(1));
    tight.overdraw(ofSeconds(1));

    assertThat(roomy.left(ofSeconds(2))).isEqualTo(1);
    assertThat(grant(roomy, ofSeconds(2))).isEqualTo(ofSeconds(2));
    assertThat(roomy.left(ofSeconds(9))).isZero();
    assertThat(roomy.left(ofSeconds(10))).isEqualTo(1);
    assertThat(tight.left(ofSeconds(29))).isZero();
    assertThat(tight.left(ofSeconds(30))).isEqualTo(1);
    assertThat(grant(roomy, ofSeconds(2))).isEqualTo(ofSeconds(10));
    assertThat(grant(tight, ofSeconds(2))).isEqualTo(ofSeconds(30));
  }

  @Test
  void anOverdraftPushesBackWhoWaitsAlready() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    Budget.Reservation waiting = budget.reserve(ofSeconds(1), false, ANYBODY);

    budget.overdraw(ofSeconds(2));

    assertThat(budget.acquire(waiting, ofSeconds(10))).isEqualTo(ofSeconds(20));
    assertThat(budget.acquire(waiting, ofSeconds(20))).isEqualTo(ofSeconds(20));
  }

  @Test
  void anIdleTimeSavesNothingUp() {
    Budget budget = perTenSeconds(2, 1);
    grant(budget, ofSeconds(0));

    Duration later = ofSeconds(1_000);
    grant(budget, later);
    grant(budget, later);

    assertThat(grant(budget, later)).isEqualTo(later.plusSeconds(10));
  }

  @Test
  void whoComesWhenThereIsNoRoomIsServedInTheOrderOfComing() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));

    assertThat(grant(budget, ofSeconds(1))).isEqualTo(ofSeconds(10));
    assertThat(grant(budget, ofSeconds(2))).isEqualTo(ofSeconds(10).plus(SPACING));
    assertThat(grant(budget, ofSeconds(3))).isEqualTo(ofSeconds(10).plus(SPACING.multipliedBy(2)));
  }

  @Test
  void aPlaceIsKeptAgainstWhoeverComesLater() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    Reservation first = budget.reserve(ofSeconds(1), false, ANYBODY);

    Reservation second = budget.reserve(ofSeconds(10), false, ANYBODY);

    assertThat(budget.acquire(second, ofSeconds(10))).isGreaterThan(ofSeconds(10));
    assertThat(budget.acquire(first, ofSeconds(10))).isEqualTo(ofSeconds(10));
  }

  @Test
  void whoComesLateToHisPlacePushesBackThoseBehindHim() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    Reservation first = budget.reserve(ofSeconds(1), false, ANYBODY);
    Reservation second = budget.reserve(ofSeconds(1), false, ANYBODY);
    Reservation third = budget.reserve(ofSeconds(1), false, ANYBODY);
    assertThat(budget.acquire(first, ofSeconds(15))).isEqualTo(ofSeconds(15));

    assertThat(budget.acquire(second, ofSeconds(10).plus(SPACING))).isEqualTo(ofSeconds(25));
    assertThat(budget.acquire(third, ofSeconds(25))).isEqualTo(ofSeconds(25).plus(SPACING));
    assertThat(budget.acquire(second, ofSeconds(25))).isEqualTo(ofSeconds(25));
  }

  @Test
  void placesThatWereLeftUnusedDoNotAddUpToABurst() {
    Budget budget = perTenSeconds(1, 1);
    List<Reservation> places = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      places.add(budget.reserve(ofSeconds(0), false, ANYBODY));
    }

    Duration muchLater = ofSeconds(1_000);
    List<Duration> due = places.stream().map(place -> budget.acquire(place, muchLater)).toList();

    assertThat(due.getFirst()).isEqualTo(muchLater);
    for (int i = 1; i < due.size(); i++) {
      assertThat(due.get(i).minus(due.get(i - 1))).isGreaterThanOrEqualTo(ofSeconds(10));
    }
  }

  @Test
  void givingBackTheLastPlaceMakesRoomForTheNextWhoComes() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    Reservation stopped = budget.reserve(ofSeconds(1), false, ANYBODY);

    budget.release(stopped, ANYBODY, ofSeconds(1));

    assertThat(grant(budget, ofSeconds(2))).isEqualTo(ofSeconds(10));
  }

  @Test
  void givingBackOnePlaceLeavesTheOthersOfThatMomentAlone() {
    Budget budget = perTenSeconds(3, 1);
    for (int i = 0; i < 3; i++) {
      grant(budget, ofSeconds(0));
    }
    Reservation stopped = budget.reserve(ofSeconds(1), false, ANYBODY);
    budget.reserve(ofSeconds(1), false, ANYBODY);
    budget.reserve(ofSeconds(1), false, ANYBODY);

    budget.release(stopped, ANYBODY, ofSeconds(1));

    assertThat(grant(budget, ofSeconds(1))).as("the one place").isEqualTo(ofSeconds(10));
    assertThat(grant(budget, ofSeconds(1))).isEqualTo(ofSeconds(10).plus(SPACING));
  }

  @Test
  void whoIsBehindAPlaceThatIsGivenBackMovesUpAndHearsOfItWhenItsTurnComes() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    Reservation stopped = budget.reserve(ofSeconds(1), false, ANYBODY);
    List<String> told = new ArrayList<>();
    Reservation second = budget.reserve(ofSeconds(1), false, at -> told.add("second " + at));
    Reservation third = budget.reserve(ofSeconds(1), false, at -> told.add("third " + at));

    budget.release(stopped, ANYBODY, ofSeconds(2));
    assertThat(told).containsExactly("second PT10S");

    assertThat(budget.acquire(second, ofSeconds(10))).isEqualTo(ofSeconds(10));
    assertThat(told).containsExactly("second PT10S", "third " + ofSeconds(10).plus(SPACING));
    assertThat(budget.acquire(third, ofSeconds(10).plus(SPACING)))
        .isEqualTo(ofSeconds(10).plus(SPACING));
  }

  @Test
  void whoLetsItsMomentPassDoesNotKeepTheNewsFromThoseBehind() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    budget.reserve(ofSeconds(1), false, ANYBODY);
    Reservation stopped = budget.reserve(ofSeconds(1), false, ANYBODY);
    List<Duration> told = new ArrayList<>();
    budget.reserve(ofSeconds(1), false, told::add);

    budget.release(stopped, ANYBODY, ofSeconds(12));

    assertThat(told).containsExactly(ofSeconds(10).plus(SPACING));
  }

  @Test
  void aPlaceThatIsSharedIsGoneOnlyWhenTheLastOwnerGivesItBack() {
    Budget budget = perTenSeconds(1, 2);
    budget.acquire(budget.reserve(ofSeconds(0), false, ANYBODY), ofSeconds(0));
    Reservation place = budget.reserve(ofSeconds(1), true, ANYBODY);
    assertThat(budget.reserve(ofSeconds(1), true, ANYBODY)).isSameAs(place);

    budget.release(place, ANYBODY, ofSeconds(1));
    assertThat(grant(budget, ofSeconds(1))).isGreaterThan(ofSeconds(20));
  }

  @Test
  void callsOfOneMomentShareAPlaceUpToTheNumberOfParticipants() {
    Budget budget = perTenSeconds(1, 3);
    Reservation first = budget.reserve(ofSeconds(0), true, ANYBODY);
    budget.acquire(first, ofSeconds(0));

    assertThat(budget.reserve(ofMillis(5), true, ANYBODY)).isSameAs(first);
    assertThat(budget.reserve(ofMillis(5), true, ANYBODY)).isSameAs(first);
    Reservation second = budget.reserve(ofMillis(5), true, ANYBODY);
    assertThat(second).as("full").isNotSameAs(first);
    assertThat(budget.reserve(ofMillis(6), true, ANYBODY)).isSameAs(second);
  }

  @Test
  void aCallAboutOneJobAloneSharesNothing() {
    Budget budget = perTenSeconds(1, 3);
    Reservation alone = budget.reserve(ofSeconds(0), false, ANYBODY);
    Reservation shared = budget.reserve(ofSeconds(0), true, ANYBODY);

    assertThat(shared).isNotSameAs(alone);
    assertThat(budget.reserve(ofSeconds(0), false, ANYBODY)).isNotSameAs(shared);
    assertThat(alone.sharedCall()).isNull();
    assertThat(shared.sharedCall()).isNotNull();
  }

  @Test
  void nobodyJoinsACallThatHasLeft() {
    Budget budget = perTenSeconds(1, 3);
    Reservation gone = budget.reserve(ofSeconds(0), true, ANYBODY);
    budget.acquire(gone, ofSeconds(0));
    SharedCall sharedCall = requireNonNull(gone.sharedCall());
    sharedCall.add(new SharedCall.Participant(JobId.of("job-1"), sharedCall));
    sharedCall.make((jobs, attempt) -> new CompletableFuture<>(), task -> {});

    assertThat(budget.reserve(ofSeconds(0), true, ANYBODY)).isNotSameAs(gone);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noWindowEverHoldsMoreThanItMayWhoeverComesLateLeavesOrShares(long seed) {
    Random random = new Random(seed);
    var allowed = new Budget.Limit(1 + random.nextInt(8), ofMillis(1 + random.nextInt(5_000)));
    int participants = random.nextInt(3) == 0 ? 5 : 1;
    Budget budget = new Budget(allowed, participants);
    NavigableSet<Owner> owners = new TreeSet<>();
    Map<Reservation, Duration> made = new HashMap<>();
    Duration now = Duration.ZERO;

    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(3) == 0 || owners.isEmpty()) {
        now =
            now.plusMillis(random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(300));
        Owner owner = new Owner(i, owners, now);
        owner.place = budget.reserve(now, random.nextBoolean(), owner);
        owner.comesAt(now);
        continue;
      }
      Owner next = requireNonNull(owners.pollFirst());
      Reservation place = requireNonNull(next.place);
      now = next.at.compareTo(now) > 0 ? next.at : now;
      if (random.nextInt(10) == 0) {
        next.place = null;
        budget.release(place, next, now);
        continue;
      }
      Duration due = budget.acquire(place, now);
      if (due.compareTo(now) <= 0) {
        next.place = null;
        made.putIfAbsent(place, now);
      } else {
        next.comesAt(due.plusMillis(random.nextInt(4) == 0 ? random.nextInt(9_000) : 0));
      }
    }

    assertThat(made).hasSizeGreaterThan(100);
    WindowLaw.assertHolds(allowed, made.values().stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavingCostsTheSameHoweverManyWait(boolean firstToLast) {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    List<Reservation> places =
        Stream.generate(() -> budget.reserve(ofSeconds(1), false, ANYBODY)).limit(300_000).toList();
    Reservation last = places.getLast();

    // Were each to move all behind it, this would take minutes.
    (firstToLast ? places : places.reversed())
        .stream()
            .filter(place -> place != last)
            .forEach(place -> budget.release(place, ANYBODY, ofSeconds(1)));

    assertThat(budget.acquire(last, ofSeconds(10))).isEqualTo(ofSeconds(10));
  }

  /** Comes back at a moment for a place, or earlier if told. */
  private static final class Owner implements Budget.Owner, Comparable<Owner> {

    private final int number;
    private final NavigableSet<Owner> queue;
    private @Nullable Reservation place;
    private Duration at;

    Owner(int number, NavigableSet<Owner> queue, Duration at) {
      this.number = number;
      this.queue = queue;
      this.at = at;
    }

    void comesAt(Duration moment) {
      queue.remove(this);
      at = moment;
      queue.add(this);
    }

    @Override
    public void reservationMoved(Duration moment) {
      if (place != null) {
        comesAt(moment);
      }
    }

    @Override
    public int compareTo(Owner other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Integer.compare(number, other.number);
    }
  }
}
