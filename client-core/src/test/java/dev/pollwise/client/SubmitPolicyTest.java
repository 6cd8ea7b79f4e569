package dev.pollwise.client;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException.FateUnknown;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException.Refused;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.testing.ScriptedTranslations;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A policy that changes while a submit is under way is in force at once there as well. */
@Timeout(60)
class SubmitPolicyTest {

  private static final PollingPolicy POLICY = PollingPolicy.defaults();

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedTranslations server = new ScriptedTranslations(clock);
  private final TranslationClient client = server.client().policy(POLICY).build();

  private CompletableFuture<List<TranslationJob>> submit() {
    return client.translateAsync(
        TranslationRequest.of(URI.create("https://videos.test/film.mp4"), "Spanish (Spain)"));
  }

  private <T extends SubmitFailedException> void assertEnds(
      CompletableFuture<?> submit, Class<T> as, Duration at) {
    while (!submit.isDone()) {
      clock.advance(Duration.ofMillis(10));
    }
    assertThat(submit.exceptionNow()).isInstanceOf(as);
    assertThat(clock.steady()).isBetween(at, at.plusMillis(10));
  }

  @Test
  void aShorterDeadlineEndsOneThatWaitsForRoom() {
    server.room(0);
    CompletableFuture<?> first = submit();
    CompletableFuture<?> behind = submit();
    clock.advance(ofSeconds(50));

    client.changePolicy(POLICY.withDeadline(ofSeconds(60)));

    assertEnds(first, Refused.class, ofSeconds(60));
    assertThat(server.submits().getLast().at()).as("a last attempt").isEqualTo(ofSeconds(60));
    assertEnds(behind, Refused.class, ofSeconds(60));
  }

  @Test
  void aDeadlineThatIsOverEndsItAtOnce() {
    server.room(0);
    CompletableFuture<?> submit = submit();
    clock.advance(ofSeconds(50));

    client.changePolicy(POLICY.withDeadline(ofSeconds(20)));

    assertEnds(submit, Refused.class, ofSeconds(50));
  }

  @Test
  void aDeadlineWithinAPauseEndsItAtOnceAndALongerOneBringsItsEndWithinReach() {
    server.refuseNextSubmit(new Miss.Throttled("full", new Hint.RetryAfter(ofMinutes(30))));
    CompletableFuture<?> submit = submit();
    clock.advance(ofSeconds(50));

    client.changePolicy(POLICY.withDeadline(ofMinutes(50)));
    clock.advance(ofSeconds(10));
    assertThat(submit).isNotDone();

    client.changePolicy(POLICY.withDeadline(ofMinutes(20)));
    assertEnds(submit, Refused.class, ofSeconds(60));
  }

  @Test
  void aLongerDeadlineLetsItGoOn() {
    client.changePolicy(POLICY.withDeadline(ofSeconds(20)));
    server.room(0);
    CompletableFuture<?> submit = submit();
    clock.advance(ofSeconds(10));

    client.changePolicy(POLICY);
    clock.advance(ofSeconds(20));
    assertThat(submit).isNotDone();
    server.room(1);

    clock.await(submit);
  }

  @Test
  void aSmallerFailureBudgetEndsOneThatIsNotHeard() {
    server.loseNextSubmit();
    for (int i = 0; i < 99; i++) {
      server.refuseNextSubmit(new Miss.Rejected(503, "down", Hint.none()));
    }
    CompletableFuture<?> submit = submit();
    clock.advance(ofMinutes(2));

    client.changePolicy(POLICY.withFailureBudget(ofSeconds(30)));

    assertEnds(submit, FateUnknown.class, ofMinutes(2));
  }

  @Test
  void anAttemptTimeoutIsThatOfTheAttemptUnderWayToo() {
    server.ignoreNextSubmit();
    CompletableFuture<?> submit = submit();
    clock.advance(ofSeconds(5));

    client.changePolicy(POLICY.withAttemptTimeout(ofSeconds(8)));
    clock.advance(ofSeconds(2));
    assertThat(server.submits()).hasSize(1);
    clock.await(submit);

    assertThat(server.submits()).hasSize(2);
    assertThat(server.submits().getLast().at()).isBetween(ofSeconds(8), ofSeconds(9));
  }

  @Test
  void aChangeCausesNoAttemptBeforeItsTime() {
    server.refuseNextSubmit(new Miss.Throttled("full", new Hint.RetryAfter(ofSeconds(40))));
    CompletableFuture<?> submit = submit();

    for (int i = 1; i <= 30; i++) {
      clock.advance(ofSeconds(1));
      client.changePolicy(POLICY.withFailureBudget(ofMinutes(i)));
    }
    clock.await(submit);

    assertThat(server.submits()).hasSize(2);
    assertThat(server.submits().getLast().at()).isBetween(ofSeconds(40), ofSeconds(44));
  }

  @Test
  void theLookUpOfABatchHearsOfItToo() {
    TranslationBatch batch = client.batch(BatchId.of("nobody-knows"));
    clock.advance(ofSeconds(50));

    client.changePolicy(POLICY.withFailureBudget(ofSeconds(20)));
    clock.advance(ofSeconds(1));

    assertThat(batch.items()).isCompletedExceptionally();
  }

  /** What HeyGen forgets after 24 hours would be paid for twice. */
  @Test
  void aSubmitInDoubtIsNotRepeatedWhenItsKeyMayBeForgotten() {
    client.changePolicy(POLICY.withDeadline(ofDays(9)).withFailureBudget(ofDays(9)));
    server.loseNextSubmit();
    for (int i = 0; i < 9; i++) {
      server.refuseNextSubmit(new Miss.Rejected(503, "down", new Hint.RetryAfter(ofHours(5))));
    }
    CompletableFuture<?> submit = submit();

    clock.runUntilIdle();

    assertThat(submit.exceptionNow()).isInstanceOf(FateUnknown.class);
    assertThat(server.submits().getLast().at()).isLessThanOrEqualTo(ofHours(23));
    assertThat(server.submits()).hasSize(6);
  }

  @Test
  void norIfTheMachineHasSleptMeanwhile() {
    client.changePolicy(POLICY.withFailureBudget(ofDays(9)));
    server.loseNextSubmit();
    server.refuseNextSubmit(new Miss.Rejected(503, "down", new Hint.RetryAfter(ofMinutes(9))));
    CompletableFuture<?> submit = submit();
    clock.advance(ofMinutes(5));

    clock.shiftWallClock(ofHours(23));
    clock.runUntilIdle();

    assertThat(submit.exceptionNow()).isInstanceOf(FateUnknown.class);
    assertThat(server.submits()).hasSize(2);
  }

  @Test
  void oneThatFoundNoRoomIsRepeatedAsLongAsThePolicySays() {
    client.changePolicy(POLICY.withDeadline(ofDays(9)));
    server.refuseNextSubmit(new Miss.Throttled("full", new Hint.RetryAfter(ofDays(2))));

    assertThat(clock.await(submit())).hasSize(1);
  }
}
