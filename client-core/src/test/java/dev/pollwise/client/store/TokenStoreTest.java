package dev.pollwise.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TokenStoreTest extends TokenFile {

  @Test
  void aTokenIsOnTheDiskAtOnceAndUntilItIsRemoved() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.add(token(1));
      store.addAll(List.of(token(2), token(3)));
      assertThat(onDisk()).containsExactly(token(1), token(2), token(3));

      store.remove(token(2));
      assertThat(onDisk()).containsExactly(token(1), token(3));
    }
    try (TokenStore next = TokenStore.open(path())) {
      assertThat(next.all()).containsExactly(token(1), token(3));
    }
  }

  @Test
  void aFresherTokenOfAJobTakesThePlaceOfTheOldOne() throws IOException {
    ResumeToken fresher =
        new ResumeToken(token(1).server(), token(1).jobId(), token(1).startedAt().plusSeconds(60));
    try (TokenStore store = TokenStore.open(path())) {
      store.addAll(List.of(token(1), token(2)));

      store.replace(token(1), fresher);
      store.replace(token(1), token(1));

      assertThat(onDisk()).containsExactly(token(2), fresher);
      assertThatIllegalArgumentException().isThrownBy(() -> store.replace(fresher, token(2)));
    }
  }

  @Test
  void whatAnotherOwnerKeepsCanBeLookedAt() {
    assertThat(TokenStore.peek(path())).isEmpty();
    try (TokenStore owner = TokenStore.open(path())) {
      owner.add(token(1));

      assertThat(TokenStore.peek(path())).isEqualTo(owner.kept()).hasSize(1);
    }
  }

  @Test
  void whatChangesNothingWritesNothing() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.add(token(1));
      Files.delete(path());

      store.add(token(1));
      store.remove(token(2));
      store.addAll(List.of());

      assertThat(path()).doesNotExist();
    }
  }

  @Test
  void manyAddingAtOnceLoseNoToken() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      CompletableFuture<?>[] adding =
          IntStream.rangeClosed(1, 200)
              .mapToObj(i ->
                  CompletableFuture.runAsync(() -> store.add(token(i)), Thread.ofVirtual()::start))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(adding).join();

      assertThat(onDisk())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, 200).mapToObj(TokenFile::token).toList());
    }
  }

  @Test
  void closedTakesNothingMore() {
    TokenStore store = TokenStore.open(path());
    store.close();
    store.close();

    assertThatIllegalStateException().isThrownBy(() -> store.add(token(1)));
    assertThatIllegalStateException().isThrownBy(() -> store.remove(token(1)));
    assertThat(path()).doesNotExist();
  }

  @Test
  void aTokenGoesWhenItsHandlerHasTakenTheEnd() throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller =
        clock.poller(
            Poller.builder(server)
                .policy(PollingPolicy.defaults().withDeadline(Duration.ofMinutes(10))));
    List<String> told = new ArrayList<>();
    try (TokenStore store = TokenStore.open(path())) {
      JobHandle done =
          poller.watch(server.begin(JobScript.begin().running(Duration.ofMinutes(1)).completed()));
      JobHandle late = poller.watch(server.begin(JobScript.begin()));
      store.followAll(
          "order 7",
          List.of(done, late),
          (wait, outcome) -> {
            assertThat(onDisk()).contains(wait.token());
            told.add(wait.reference() + " " + outcome.getClass().getSimpleName());
          });
      assertThat(onDisk()).containsExactly(done.resumeToken(), late.resumeToken());
      assertThat(store.find(done.id()).orElseThrow().reference()).isEqualTo("order 7");

      assertThat(clock.await(done)).isInstanceOf(JobOutcome.Ended.class);
      clock.settle();
      assertThat(onDisk()).containsExactly(late.resumeToken());

      assertThat(clock.await(late)).isInstanceOf(JobOutcome.TimedOut.class);
      clock.settle();
      assertThat(onDisk()).as("the job goes on").containsExactly(late.resumeToken());
      assertThat(told).containsExactly("order 7 Ended", "order 7 TimedOut");
    }
  }

  @Test
  void aHandlerThatThrowsKeepsTheTokenAndMayBeFollowedByAnother() throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller = clock.poller(Poller.builder(server));
    JobHandle job = poller.watch(server.begin(JobScript.begin().completed()));
    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      store.followAll(
          List.of(job),
          (wait, outcome) -> {
            throw new java.sql.SQLException("the database is down");
          });
      assertThatIllegalStateException()
          .isThrownBy(() -> store.followAll(List.of(job), (wait, outcome) -> {}));
      clock.await(job);
      clock.settle();
      assertThat(onDisk()).containsExactly(job.resumeToken());
      assertThat(log.warnings()).singleElement().asString().contains("its token is kept");

      store.followAll(List.of(job), (wait, outcome) -> {});
      clock.settle();
      assertThat(onDisk()).isEmpty();
    }
  }

  @Test
  void whoHearsOfAnEndBeforeTheStoreAndClosesItIsToldOnceAndLeavesNoTokenBehind()
      throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller = clock.poller(Poller.builder(server));
    JobHandle job = poller.watch(server.begin(JobScript.begin().completed()));
    TokenStore store = TokenStore.open(path());
    AtomicInteger told = new AtomicInteger();
    // Of the stages of a future nobody knows which is heard first: one before, one after.
    CompletableFuture<Void> before = job.outcome().thenRun(store::close);
    store.followAll(List.of(job), (wait, outcome) -> told.incrementAndGet());
    CompletableFuture<Void> after = job.outcome().thenRun(store::close);

    clock.runUntilIdle();

    assertThat(before).isCompleted();
    assertThat(after).isCompleted();
    assertThat(onDisk()).isEmpty();
    assertThat(told).hasValue(1);
  }

  @Test
  void aHandlerMayCloseTheStore() throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller = clock.poller(Poller.builder(server));
    JobHandle job = poller.watch(server.begin(JobScript.begin().completed()));
    TokenStore store = TokenStore.open(path());
    store.followAll(List.of(job), (wait, outcome) -> store.close());

    clock.runUntilIdle();

    assertThat(onDisk()).as("told again by the next process").containsExactly(job.resumeToken());
  }

  @Test
  void aSubmitKeepsItsKeyUntilItsJobsAreKnown() throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller = clock.poller(Poller.builder(server));
    JobHandle job =
        poller.watch(server.begin(JobScript.begin().running(Duration.ofMinutes(1)).completed()));
    String key;
    try (TokenStore store = TokenStore.open(path())) {
      key = store.begin("order 7, the \"second\"").orElseThrow();
      assertThat(store.begin("order 7, the \"second\"")).contains(key);
      assertThat(store.begin("order 8")).isNotEmpty().isNotEqualTo(Optional.of(key));
      store.begin("é\n".repeat(10_000));
    }
    try (TokenStore store = TokenStore.open(path())) {
      assertThat(store.begun())
          .extracting(TokenStore.Submit::reference)
          .containsExactly("order 7, the \"second\"", "order 8", "é\n".repeat(10_000));
      assertThat(store.begun().getFirst().idempotencyKey()).isEqualTo(key);
      assertThat(store.begin("order 7, the \"second\"")).contains(key);
      store.followAll("order 7, the \"second\"", List.of(job), (wait, outcome) -> {});
      assertThat(store.begin("order 7, the \"second\"")).isEmpty();
      assertThat(store.begun()).hasSize(2);
    }
    try (TokenStore store = TokenStore.open(path())) {
      assertThat(store.begin("order 7, the \"second\"")).as("known and not over").isEmpty();
      store.followAll(List.of(job), (wait, outcome) -> {});
      clock.await(job);
      clock.settle();
      assertThat(store.all()).isEmpty();
      assertThat(store.begin("order 7, the \"second\"")).as("whoever looks late").isEmpty();

      store.forget("order 7, the \"second\"");
      assertThat(store.begin("order 7, the \"second\""))
          .isNotEmpty()
          .isNotEqualTo(Optional.of(key));
    }
  }

  @Test
  void aSubmitIsNotRepeatedWhenTheServerMayHaveForgottenItsKey() {
    try (TokenStore store = TokenStore.open(path(), NOW, WholeFile.REAL_DISK)) {
      store.begin("order 7");
    }
    InstantSource nextDay = () -> NOW.instant().plus(Duration.ofHours(24));
    try (TokenStore store = TokenStore.open(path(), nextDay, WholeFile.REAL_DISK)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> store.begin("order 7"))
          .withMessageContaining("order 7");

      store.forget("order 7");
      assertThat(store.begin("order 7")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2030-01-01T01:00:01Z", "2031-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"})
  void aSubmitFromTheFutureIsNotRepeatedEither(Instant wrong) {
    try (TokenStore store = TokenStore.open(path(), () -> wrong, WholeFile.REAL_DISK)) {
      store.begin("order 7");
    }
    try (TokenStore store = TokenStore.open(path(), NOW, WholeFile.REAL_DISK)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> store.begin("order 7"))
          .withMessageContaining(wrong.toString());
    }
  }

  @Test
  void aClockThatIsSetBackALittleKeepsTheKey() {
    try (TokenStore store =
        TokenStore.open(path(), () -> NOW.instant().plusSeconds(3_600), WholeFile.REAL_DISK)) {
      store.begin("order 7");
    }
    try (TokenStore store = TokenStore.open(path(), NOW, WholeFile.REAL_DISK)) {
      assertThat(store.begin("order 7")).isPresent();
    }
  }

  @Test
  void oneJobForTwoLanguagesIsFollowedOnce() throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    JobId job = server.begin(JobScript.begin().running(Duration.ofMinutes(5)).completed());
    Poller poller = clock.poller(Poller.builder(server));
    List<String> told = new ArrayList<>();
    try (TokenStore store = TokenStore.open(path())) {
      store.begin("order 7");
      List<JobHandle> both =
          List.of(poller.watchSubmitted(job, "Spanish"), poller.watchSubmitted(job, "French"));
      store.followAll("order 7", both, (wait, outcome) -> told.add(wait.title()));

      assertThat(store.begun()).isEmpty();
      assertThat(onDisk()).containsExactly(both.getFirst().resumeToken());
      both.forEach(clock::await);
      clock.settle();
      assertThat(told).containsExactly("Spanish");
      assertThat(onDisk()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aReferenceSaysSomething(String nothing) {
    try (TokenStore store = TokenStore.open(path())) {
      assertThatIllegalArgumentException().isThrownBy(() -> store.begin(nothing));
      assertThatIllegalArgumentException().isThrownBy(() -> store.begin("x".repeat(20_001)));
      assertThatIllegalArgumentException().isThrownBy(() -> store.begin("half a pair \ud800"));
    }
  }

  @Test
  void theNextProcessTakesUpWhatWasLeft() {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    JobId job = server.begin(JobScript.begin().running(Duration.ofMinutes(5)).completed());
    try (TokenStore store = TokenStore.open(path())) {
      Poller crashing = clock.poller(Poller.builder(server));
      store.followAll(List.of(crashing.watchSubmitted(job, "title")), (wait, outcome) -> {});
      clock.advance(Duration.ofMinutes(1));
      clock.close(crashing);
    }

    try (TokenStore store = TokenStore.open(path())) {
      Poller poller = clock.poller(Poller.builder(server));
      List<JobHandle> resumed = store.all().stream().map(poller::resume).toList();
      store.followAll(resumed, (wait, outcome) -> {});

      assertThat(resumed).singleElement().extracting(JobHandle::id).isEqualTo(job);
      assertThat(resumed).extracting(clock::await).hasOnlyElementsOfType(JobOutcome.Ended.class);
      clock.settle();
      assertThat(store.all()).isEmpty();
    }
  }
}
