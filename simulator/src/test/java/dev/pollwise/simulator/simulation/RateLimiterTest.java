package dev.pollwise.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.simulation.RateLimiter.Held;
import dev.pollwise.simulator.simulation.RateLimiter.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

  private static final RequestLimit SIX_A_MINUTE = new RequestLimit(6, Duration.ofMinutes(1), 3);

  private Duration time = Duration.ZERO;
  private final RateLimiter limiter = new RateLimiter(() -> time);

  private Verdict ask(String client, RequestLimit limit, Duration now) {
    time = now;
    return limiter.admit(List.of(new Held(client, limit)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noSpanEverSeesMoreThanBurstAndRateAllow(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> admitted = new ArrayList<>();
    Duration now = Duration.ZERO;
    for (int i = 0; i < 1_000; i++) {
      // Mostly a crowd, now and then a long silence.
      now = now.plusMillis(random.nextInt(100) == 0 ? 300_000 : random.nextInt(3_000));
      if (ask("a", SIX_A_MINUTE, now).admitted()) {
        admitted.add(now.toMillis() / 1e3);
      }
    }

    assertThat(admitted).hasSizeGreaterThan(100);
    for (int from = 0; from < admitted.size(); from++) {
      for (int to = from; to < admitted.size(); to++) {
        double span = admitted.get(to) - admitted.get(from);
        assertThat((double) (to - from + 1))
            .as("seed %d, requests in %f s", seed, span)
            .isLessThanOrEqualTo(3 + span / 10 + 1e-6);
      }
    }
  }

  @Test
  void whoWaitsAsToldIsAdmittedAndWhoComesEarlierIsNot() {
    for (int i = 0; i < 3; i++) {
      assertThat(ask("a", SIX_A_MINUTE, Duration.ZERO).admitted()).isTrue();
    }
    Verdict refused = ask("a", SIX_A_MINUTE, Duration.ofSeconds(4));

    assertThat(refused)
        .isEqualTo(new Verdict(false, new Held("a", SIX_A_MINUTE), 0, Duration.ofSeconds(6)));
    assertThat(ask("a", SIX_A_MINUTE, Duration.ofSeconds(10).minusNanos(1)).admitted()).isFalse();
    assertThat(ask("a", SIX_A_MINUTE, Duration.ofSeconds(10)).admitted()).isTrue();
    assertThat(ask("a", SIX_A_MINUTE, Duration.ofSeconds(10)).admitted()).isFalse();
  }

  @Test
  void idleTimeFillsTheBucketAndNoMore() {
    Duration late = Duration.ofDays(300);

    assertThat(ask("a", SIX_A_MINUTE, Duration.ZERO).remaining()).isEqualTo(2);
    assertThat(ask("a", SIX_A_MINUTE, late).remaining()).isEqualTo(2);
    assertThat(ask("a", SIX_A_MINUTE, late).remaining()).isEqualTo(1);
    assertThat(ask("a", SIX_A_MINUTE, late).remaining()).isZero();
    assertThat(ask("a", SIX_A_MINUTE, late).admitted()).isFalse();
  }

  @Test
  void clientsDoNotSpendEachOthersTokens() {
    RequestLimit one = new RequestLimit(1, Duration.ofMinutes(1));

    assertThat(ask("a", one, Duration.ZERO).admitted()).isTrue();
    assertThat(ask("b", one, Duration.ZERO).admitted()).isTrue();
    assertThat(ask("a", one, Duration.ZERO).admitted()).isFalse();
  }

  @Test
  void aRequestThatOneLimitRefusesCostsTheOtherNothing() {
    Held key = new Held("key", new RequestLimit(1, Duration.ofMinutes(1)));
    Held address = new Held("address", new RequestLimit(2, Duration.ofMinutes(1)));

    assertThat(limiter.admit(List.of(key, address)).admitted()).isTrue();
    Verdict refused = limiter.admit(List.of(key, address));
    Verdict other = limiter.admit(List.of(new Held("another", key.limit()), address));

    assertThat(refused.admitted()).isFalse();
    assertThat(refused.untilMore()).isEqualTo(Duration.ofMinutes(1));
    assertThat(other.admitted()).isTrue();
  }

  @Test
  void withoutALimitEverybodyIsAdmitted() {
    Verdict verdict = ask("a", RequestLimit.none(), Duration.ZERO);

    assertThat(verdict.admitted()).isTrue();
    assertThat(verdict.held().limit()).isEqualTo(RequestLimit.none());
  }

  @Test
  void aRequestThatArrivesOutOfOrderDoesNotTurnTimeBack() {
    RequestLimit one = new RequestLimit(1, Duration.ofMinutes(1));

    assertThat(ask("a", one, Duration.ofSeconds(5)).admitted()).isTrue();
    assertThat(ask("a", one, Duration.ofSeconds(4)).admitted()).isFalse();
    assertThat(ask("a", one, Duration.ofSeconds(65)).admitted()).isTrue();
  }

  @Test
  void aClockThatBeginsAnewFillsTheBucketsAgain() {
    RequestLimit one = new RequestLimit(1, Duration.ofMinutes(1));
    assertThat(ask("a", one, Duration.ofDays(36_500)).admitted()).isTrue();

    limiter.clear();

    assertThat(ask("a", one, Duration.ZERO).admitted()).isTrue();
    assertThat(ask("a", one, Duration.ofSeconds(59)).admitted()).isFalse();
    assertThat(ask("a", one, Duration.ofSeconds(60)).admitted()).isTrue();
  }

  @Test
  void remembersTheTwentyThousandClientsSeenLast() {
    RequestLimit one = new RequestLimit(1, Duration.ofDays(1));
    for (int i = 0; i <= 20_000; i++) {
      assertThat(ask("client " + i, one, Duration.ZERO).admitted()).isTrue();
    }

    assertThat(ask("client 1", one, Duration.ZERO).admitted()).isFalse();
    assertThat(ask("client 20000", one, Duration.ZERO).admitted()).isFalse();
    assertThat(ask("client 0", one, Duration.ZERO).admitted()).as("forgotten").isTrue();
  }
}
