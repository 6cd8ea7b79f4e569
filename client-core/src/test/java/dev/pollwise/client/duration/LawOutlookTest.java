package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LawOutlookTest {

  private static final Duration HOUR = TheoryLaws.HOUR;

  /** The optimum is computed apart, on a grid ten times as fine and for the very price. */
  @Test
  void followingItCostsTheOptimumForEveryLawAndPrice() {
    TheoryLaws.all()
        .forEach((name, law) -> {
          for (double price : TheoryLaws.PRICES) {
            double cost =
                ExpectedCost.following(law, Outlook.of(law), Seconds.upward(price), HOUR).inCalls();

            assertThat(cost / finestOptimum(SecondsLaw.of(law), price))
                .as("%s, r = %s", name, price)
                .isBetween(0.9999, 1.003);
          }
        });
  }

  @Test
  void whateverHappenedBeforeTheNextPollIsTheOptimumOfWhatRemains() {
    Outlook outlook = Outlook.of(TheoryLaws.LOG_NORMAL);
    Random random = new Random(7);

    for (int i = 0; i < 30; i++) {
      double elapsed = 200 * random.nextDouble();
      SecondsLaw rest = remaining(SecondsLaw.of(TheoryLaws.LOG_NORMAL), elapsed);
      double next = Seconds.of(next(outlook, elapsed, 2));
      SecondsLaw law = SecondsLaw.of(TheoryLaws.LOG_NORMAL);
      Schedule followed =
          Schedule.following(
              x -> Seconds.of(next(outlook, elapsed + x, 2)) - elapsed, rest, 3_600 - elapsed);

      assertThat(next).isGreaterThan(elapsed);
      assertThat(followed.calls(rest) + followed.lateness(rest) / 2)
          .as("alive at %s with %s", elapsed, law.survivalAt(elapsed))
          .isLessThan(1.003 * finestOptimum(rest, 2));
    }
  }

  @Test
  void pollsASureEndOnceAndAtOnce() {
    Outlook outlook = Outlook.of(DurationLaw.fixed(ofSeconds(60)));

    assertThat(next(outlook, 0, 2)).isBetween(ofSeconds(60), Duration.ofMillis(60_020));
    assertThat(next(outlook, 59, 2)).isBetween(ofSeconds(60), Duration.ofMillis(60_020));
  }

  /** An average of expected costs: each schedule is drawn, its cost is not. */
  @Test
  void drawingFromTheLeewayCostsNextToNothingUnderEveryLawAndPrice() {
    Map<String, DurationLaw> laws = new LinkedHashMap<>(TheoryLaws.all());
    laws.put("always 60", DurationLaw.fixed(ofSeconds(60)));
    laws.forEach((name, law) -> {
      for (double price : new double[] {0.2, 2, 20}) {
        assertThat(jittered(law, price, 20) / optimum(law, price))
            .as("%s, r = %s", name, price)
            .isLessThan(1.012);
      }
    });
  }

  @Test
  void aSmoothLawLeavesAllTheRoomAndASureEndHardlyAnyAndOnlyAfterIt() {
    Outlook.Leeway smooth = leeway(Outlook.of(TheoryLaws.LOG_NORMAL), 5, 0.02);
    Duration best = next(Outlook.of(TheoryLaws.LOG_NORMAL), 0, 5);
    assertThat(smooth).isEqualTo(Jitter.defaults().around(best));

    Outlook.Leeway sure = leeway(Outlook.of(DurationLaw.fixed(ofSeconds(60))), 5, 0.02);
    assertThat(sure.least()).isBetween(ofSeconds(60), Duration.ofMillis(60_050));
    assertThat(sure.width()).isBetween(Duration.ofMillis(20), Duration.ofMillis(100));
  }

  @Test
  void theMoreItMayCostTheMoreRoomThereIsUpToTheWidest() {
    Outlook outlook = Outlook.of(DurationLaw.uniform(ofSeconds(55), ofSeconds(65)));
    Duration before = Duration.ofNanos(-1);
    for (double loss : new double[] {0, 0.01, 0.1, 1, 100}) {
      Duration width = leeway(outlook, 5, loss).width();

      assertThat(width).as("%s", loss).isGreaterThanOrEqualTo(before);
      before = width;
    }
    assertThat(leeway(outlook, 5, 100)).isEqualTo(Jitter.defaults().around(next(outlook, 0, 5)));
    assertThat(leeway(Outlook.of(TheoryLaws.LOG_NORMAL), 0.0001, 0))
        .as("a price for which there is no table")
        .isEqualTo(Jitter.defaults().around(next(Outlook.of(TheoryLaws.LOG_NORMAL), 0, 0.0001)));
  }

  private static Outlook.Leeway leeway(Outlook outlook, double price, double loss) {
    return outlook
        .leeway(Duration.ZERO, Seconds.upward(price), HOUR, Jitter.defaults().fraction(), loss)
        .orElseThrow();
  }

  private static double optimum(DurationLaw law, double price) {
    return ExpectedCost.optimum(law, Seconds.upward(price), HOUR).inCalls();
  }

  /** Seconds are rounded up on the way, so that the last moments before the horizon are the end. */
  private static double drawn(Outlook outlook, double elapsed, double price, double chance) {
    return elapsed >= 3_599.999
        ? 3_600
        : elapsed
            + Seconds.of(
                outlook
                    .leeway(
                        Seconds.upward(elapsed),
                        Seconds.upward(price),
                        HOUR,
                        Jitter.defaults().fraction(),
                        0.02)
                    .orElseThrow()
                    .drawn(chance));
  }

  private static double jittered(DurationLaw law, double price, int draws) {
    Outlook outlook = Outlook.of(law);
    SecondsLaw fast = SecondsLaw.of(law);
    Random random = new Random(5);
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      Schedule schedule =
          Schedule.following(x -> drawn(outlook, x, price, random.nextDouble()), fast, 3_600);
      sum += schedule.calls(fast) + schedule.lateness(fast) / price;
    }
    return sum / draws;
  }

  @Test
  void beginsTheScheduleOfIgnoranceWhereTheLawExpectsNobody() {
    Outlook outlook = Outlook.of(DurationLaw.fixed(ofSeconds(60)));

    assertThat(next(outlook, 60, 2)).isEqualTo(ofSeconds(61));
    assertThat(next(outlook, 60.5, 2)).isCloseTo(Duration.ofMillis(62_914), Duration.ofMillis(1));
    assertThat(next(outlook, 61, 2)).isEqualTo(ofSeconds(64));
    assertThat(next(outlook, 64, 2)).isEqualTo(ofSeconds(69));
  }

  @Test
  void neverAsksForAMomentThatIsNotLaterOrBeyondTheHorizon() {
    Random random = new Random(11);
    for (DurationLaw law : TheoryLaws.all().values()) {
      Outlook outlook = Outlook.of(law.withStuck(random.nextInt(2) * 0.02));
      for (int i = 0; i < 200; i++) {
        Duration elapsed = Duration.ofNanos(random.nextLong(400_000_000_000L));
        Duration horizon = elapsed.plusNanos(1 + random.nextLong(200_000_000_000L));
        Duration price = Duration.ofNanos((long) Math.pow(10, 8 + 3 * random.nextInt(2)));

        assertThat(outlook.next(elapsed, price, horizon).orElseThrow())
            .isGreaterThan(elapsed)
            .isLessThanOrEqualTo(horizon);
      }
    }
  }

  @Test
  void asksAtTheDeadlineOnlyWhereNothingCanEndBefore() {
    Outlook outlook = Outlook.of(DurationLaw.fixed(Duration.ofHours(3)));

    assertThat(outlook.next(Duration.ZERO, ofSeconds(5), HOUR)).contains(HOUR);
    assertThat(
            Outlook.of(TheoryLaws.LOG_NORMAL.withStuck(1)).next(ofSeconds(3), ofSeconds(5), HOUR))
        .contains(HOUR);
  }

  @Test
  void serviceableAtTheEdgesOfPriceAndHorizon() {
    Outlook outlook = Outlook.of(TheoryLaws.LOG_NORMAL.withStuck(0.001));
    Duration least = Duration.ofNanos(1);
    Duration most = Duration.ofDays(365);

    assertThat(outlook.next(Duration.ZERO, most, most).orElseThrow())
        .isBetween(Duration.ofMinutes(20), most);
    assertThat(outlook.next(Duration.ZERO, least, least)).contains(least);
    assertThat(outlook.next(most.minusNanos(1), least, most)).contains(most);
    assertThat(outlook.next(ofSeconds(60), least, most).orElseThrow())
        .isBetween(ofSeconds(60).plusNanos(1), ofSeconds(61));
  }

  @Test
  void takesALawOfTheUsersAndNamesItWhereItGivesNonsense() {
    Outlook mine = Outlook.of(law(0.5));

    assertThat(mine.next(ofSeconds(1), ofSeconds(5), HOUR)).isPresent();
    assertThat(mine.describe()).isEqualTo("mine");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outlook.of(law(1.5)).next(ofSeconds(1), ofSeconds(5), HOUR))
        .withMessage("survival at 1 s of mine 1.5: must be from 0.0 to 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outlook.of(law(Double.NaN)).next(ofSeconds(1), ofSeconds(5), HOUR));
  }

  @Test
  void refusesIllegalQuestionsByNameValueAndRule() {
    Outlook outlook = Outlook.of(TheoryLaws.LOG_NORMAL);
    Map.of(
            "elapsed -1 s: must be 0 to 365 days",
            new Duration[] {ofSeconds(-1), ofSeconds(1), HOUR},
            "callPrice 0 ms: must be more than 0 and at most 365 days",
            new Duration[] {ofSeconds(1), Duration.ZERO, HOUR},
            "horizon 8784 h: must be more than 0 and at most 365 days",
            new Duration[] {ofSeconds(1), ofSeconds(1), Duration.ofDays(366)},
            "horizon 3 s: must be later than elapsed 3 s",
            new Duration[] {ofSeconds(3), ofSeconds(1), ofSeconds(3)})
        .forEach((message, asked) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> outlook.next(asked[0], asked[1], asked[2]))
                .withMessage(message));
  }

  @Test
  void whoKnowsNothingSaysSo() {
    assertThat(Outlook.unknown().next(ofSeconds(1), ofSeconds(5), HOUR)).isEmpty();
    assertThat(Outlook.unknown().law()).isEmpty();
    assertThat(Outlook.unknown().describe()).isEqualTo("nothing known");
  }

  @Test
  void answersTheSameHoweverManyOtherPricesWereAskedBetween() {
    Outlook outlook = Outlook.of(TheoryLaws.BIMODAL);
    Duration first = next(outlook, 10, 2);

    for (int i = 1; i < 40; i++) {
      next(outlook, 10, 0.3 * i);
    }

    assertThat(next(outlook, 10, 2)).isEqualTo(first);
    assertThat(Seconds.of(first)).isCloseTo(Seconds.of(next(outlook, 10, 2.05)), within(1.0));
  }

  private static Duration next(Outlook outlook, double elapsed, double price) {
    return outlook.next(Seconds.upward(elapsed), Seconds.upward(price), HOUR).orElseThrow();
  }

  private static double finestOptimum(SecondsLaw law, double price) {
    SurvivalGrid grid = SurvivalGrid.lay(law, price, 3_600, 0.01, 65_000).orElseThrow();
    OptimalTable table = OptimalTable.on(grid, price);
    Schedule schedule = Schedule.following(x -> table.next(x, law.survivalAt(x)), law, table.end());
    return schedule.calls(law) + schedule.lateness(law) / price;
  }

  private static SecondsLaw remaining(SecondsLaw law, double elapsed) {
    double alive = law.survivalAt(elapsed);
    return SecondsLaw.of(
        new SecondsLaw() {
          @Override
          public double survivalAt(double seconds) {
            return law.survivalAt(elapsed + seconds) / alive;
          }

          @Override
          public String describe() {
            return "rest of " + law.describe();
          }
        });
  }

  private static DurationLaw law(double survival) {
    return new DurationLaw() {
      @Override
      public double survival(Duration time) {
        return survival;
      }

      @Override
      public String describe() {
        return "mine";
      }
    };
  }
}
