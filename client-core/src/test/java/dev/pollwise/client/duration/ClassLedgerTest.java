package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassLedgerTest {

  private static final Duration TWO = ofSeconds(2);

  @Test
  void addsUpCallsAndTheBoundsOfLateness() {
    ClassReport.Ledger ledger =
        ClassReport.Ledger.empty()
            .with(3, ofSeconds(1), ofSeconds(5))
            .with(5, ofSeconds(0), ofSeconds(7));

    assertThat(ledger).isEqualTo(new ClassReport.Ledger(2, 8, ofSeconds(1), ofSeconds(12)));
    assertThat(ledger.leastCost(TWO)).isEqualTo((8 + 0.5) / 2);
    assertThat(ledger.mostCost(TWO)).isEqualTo((8 + 6.0) / 2);
  }

  @Test
  void whoFollowsTheOptimumHasNextToNoRegret() {
    Outlook outlook = Outlook.of(TheoryLaws.LOG_NORMAL);
    Random random = new Random(1);
    ClassReport.Ledger ledger = ClassReport.Ledger.empty();
    for (int job = 0; job < 2_000; job++) {
      Duration end = TheoryLaws.LOG_NORMAL.sample(random).orElseThrow();
      Duration at = Duration.ZERO;
      int calls = 0;
      while (at.compareTo(end) < 0) {
        at = outlook.next(at, TWO, TheoryLaws.HOUR).orElseThrow();
        calls++;
      }
      ledger = ledger.with(calls, at.minus(end), at.minus(end));
    }

    ClassReport.Ledger.Regret regret = ledger.regret(TheoryLaws.LOG_NORMAL, TWO, TheoryLaws.HOUR);

    assertThat(regret.optimum()).isCloseTo(7.28, within(0.01));
    assertThat(regret.lowerBound()).isCloseTo(3.65, within(0.01));
    assertThat(regret.least()).isCloseTo(0, within(0.3));
    assertThat(regret.most()).isEqualTo(regret.least());
  }

  @Test
  void anEmptyLedgerCostsNothing() {
    assertThat(ClassReport.Ledger.empty().mostCost(TWO)).isZero();
  }

  @Test
  void refusesIllegalValuesByNameValueAndRule() {
    ClassReport.Ledger empty = ClassReport.Ledger.empty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.with(-1, ofSeconds(1), ofSeconds(2)))
        .withMessageStartingWith("callsMade -1.0: must be 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.with(1, ofSeconds(3), ofSeconds(2)))
        .withMessage("most 2 s: must not be less than least 3 s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> empty.mostCost(Duration.ZERO))
        .withMessageStartingWith("callPrice 0 ms: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassReport.Ledger(-1, 0, Duration.ZERO, Duration.ZERO))
        .withMessageStartingWith("jobs -1: must be 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassReport.Ledger(1, 1, ofSeconds(2), ofSeconds(1)))
        .withMessageStartingWith("mostLateness ");
  }
}
