package dev.pollwise.client.poll;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.pacing.CallBudget;
import dev.pollwise.client.poll.Budget.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Never more calls in any window than allowed, first come, first served. */
class BudgetTest {

  private static final Duration SPACING = ofSeconds(10).plus(Budget.LATENESS);

  private static Budget perTenSeconds(int calls, int riders) {
    return new Budget(new CallBudget(calls, ofSeconds(10)), riders);
  }

  /** When a new claim may be made a call, or is told to come again. */
  private static Duration grant(Budget budget, Duration now) {
    return budget.takeUp(budget.claim(now, false), now);
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
    Place first = budget.claim(ofSeconds(1), false);

    Place second = budget.claim(ofSeconds(10), false);

    assertThat(budget.takeUp(second, ofSeconds(10))).isGreaterThan(ofSeconds(10));
    assertThat(budget.takeUp(first, ofSeconds(10))).isEqualTo(ofSeconds(10));
  }

  @Test
  void whoComesLateToHisPlacePushesBackThoseBehindHim() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    Place first = budget.claim(ofSeconds(1), false);
    Place second = budget.claim(ofSeconds(1), false);
    Place third = budget.claim(ofSeconds(1), false);
    assertThat(budget.takeUp(first, ofSeconds(15))).isEqualTo(ofSeconds(15));

    assertThat(budget.takeUp(second, ofSeconds(10).plus(SPACING))).isEqualTo(ofSeconds(25));
    assertThat(budget.takeUp(third, ofSeconds(25))).isEqualTo(ofSeconds(25).plus(SPACING));
    assertThat(budget.takeUp(second, ofSeconds(25))).isEqualTo(ofSeconds(25));
  }

  @Test
  void placesThatWereLeftUnusedDoNotAddUpToABurst() {
    Budget budget = perTenSeconds(1, 1);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      places.add(budget.claim(ofSeconds(0), false));
    }

    Duration muchLater = ofSeconds(1_000);
    List<Duration> due = places.stream().map(place -> budget.takeUp(place, muchLater)).toList();

    assertThat(due.getFirst()).isEqualTo(muchLater);
    for (int i = 1; i < due.size(); i++) {
      assertThat(due.get(i).minus(due.get(i - 1))).isGreaterThanOrEqualTo(ofSeconds(10));
    }
  }

  @Test
  void givingBackTheLastPlaceMakesRoomForTheNextWhoComes() {
    Budget budget = perTenSeconds(1, 1);
    grant(budget, ofSeconds(0));
    Place stopped = budget.claim(ofSeconds(1), false);

    budget.giveBack(stopped);

    assertThat(grant(budget, ofSeconds(2))).isEqualTo(ofSeconds(10));
  }

  @Test
  void givingBackOnePlaceLeavesTheOthersOfThatMomentAlone() {
    Budget budget = perTenSeconds(3, 1);
    for (int i = 0; i < 3; i++) {
      grant(budget, ofSeconds(0));
    }
    Place stopped = budget.claim(ofSeconds(1), false);
    budget.claim(ofSeconds(1), false);
    budget.claim(ofSeconds(1), false);

    budget.giveBack(stopped);

    assertThat(grant(budget, ofSeconds(1))).as("the one place").isEqualTo(ofSeconds(10));
    assertThat(grant(budget, ofSeconds(1))).isEqualTo(ofSeconds(10).plus(SPACING));
  }

  @Test
  void aPlaceThatIsSharedIsGoneOnlyWhenTheLastOwnerGivesItBack() {
    Budget budget = perTenSeconds(1, 2);
    budget.takeUp(budget.claim(ofSeconds(0), false), ofSeconds(0));
    Place place = budget.claim(ofSeconds(1), true);
    assertThat(budget.claim(ofSeconds(1), true)).isSameAs(place);

    budget.giveBack(place);
    assertThat(grant(budget, ofSeconds(1))).isGreaterThan(ofSeconds(20));
  }

  @Test
  void callsOfOneMomentShareAPlaceUpToTheNumberOfRiders() {
    Budget budget = perTenSeconds(1, 3);
    Place first = budget.claim(ofSeconds(0), true);
    budget.takeUp(first, ofSeconds(0));

    assertThat(budget.claim(ofMillis(5), true)).isSameAs(first);
    assertThat(budget.claim(ofMillis(5), true)).isSameAs(first);
    Place second = budget.claim(ofMillis(5), true);
    assertThat(second).as("full").isNotSameAs(first);
    assertThat(budget.claim(ofMillis(6), true)).isSameAs(second);
  }

  @Test
  void aCallAboutOneJobAloneSharesNothing() {
    Budget budget = perTenSeconds(1, 3);
    Place alone = budget.claim(ofSeconds(0), false);
    Place shared = budget.claim(ofSeconds(0), true);

    assertThat(shared).isNotSameAs(alone);
    assertThat(budget.claim(ofSeconds(0), false)).isNotSameAs(shared);
    assertThat(alone.gathering()).isNull();
    assertThat(shared.gathering()).isNotNull();
  }

  @Test
  void nobodyJoinsACallThatHasLeft() {
    Budget budget = perTenSeconds(1, 3);
    Place gone = budget.claim(ofSeconds(0), true);
    budget.takeUp(gone, ofSeconds(0));
    Gathering gathering = requireNonNull(gone.gathering());
    gathering.add(new Gathering.Ride(JobId.of("job-1"), gathering));
    gathering.depart((jobs, attempt) -> new CompletableFuture<>(), task -> {});

    assertThat(budget.claim(ofSeconds(0), true)).isNotSameAs(gone);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noWindowEverHoldsMoreThanItMayWhoeverComesLateLeavesOrShares(long seed) {
    Random random = new Random(seed);
    var allowed = new CallBudget(1 + random.nextInt(8), ofMillis(1 + random.nextInt(5_000)));
    int riders = random.nextInt(3) == 0 ? 5 : 1;
    Budget budget = new Budget(allowed, riders);
    PriorityQueue<Owner> owners = new PriorityQueue<>();
    Map<Place, Duration> made = new HashMap<>();
    Duration now = Duration.ZERO;

    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(3) == 0 || owners.isEmpty()) {
        now =
            now.plusMillis(random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(300));
        owners.add(new Owner(now, budget.claim(now, random.nextBoolean())));
        continue;
      }
      Owner next = owners.remove();
      now = next.at().compareTo(now) > 0 ? next.at() : now;
      if (random.nextInt(10) == 0) {
        budget.giveBack(next.place());
        continue;
      }
      Duration due = budget.takeUp(next.place(), now);
      if (due.compareTo(now) <= 0) {
        made.putIfAbsent(next.place(), now);
      } else {
        owners.add(
            new Owner(
                due.plusMillis(random.nextInt(4) == 0 ? random.nextInt(9_000) : 0), next.place()));
      }
    }

    assertThat(made).hasSizeGreaterThan(100);
    WindowLaw.assertHolds(allowed, made.values().stream().sorted().toList());
  }

  /** Comes back at a moment for a place. */
  private record Owner(Duration at, Place place) implements Comparable<Owner> {
    @Override
    public int compareTo(Owner other) {
      return at.compareTo(other.at);
    }
  }
}
