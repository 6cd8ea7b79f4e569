package dev.pollwise.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobTraits;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TokenStoreTest {

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("waits.txt");
  }

  private static ResumeToken token(int number) {
    return new ResumeToken(
        URI.create("http://h"),
        JobId.of("job-" + number),
        Instant.ofEpochSecond(1_800_000_000),
        new JobTraits(true, "speed", "", Duration.ofMinutes(number)));
  }

  private List<ResumeToken> onDisk() throws IOException {
    return Files.readAllLines(path()).stream()
        .filter(line -> !line.startsWith("#"))
        .map(ResumeToken::parse)
        .toList();
  }

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
              IntStream.rangeClosed(1, 200).mapToObj(TokenStoreTest::token).toList());
    }
  }

  @Test
  void linesThatAreNoTokensCostNoneThatAre() throws IOException {
    String found =
        String.join(
            "\n",
            "# a note",
            "",
            token(1) + "  ",
            "pw9.later.version",
            token(2).toString(),
            "pw1.");
    Files.writeString(path(), found);

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).containsExactly(token(1), token(2));
      assertThat(onDisk()).containsExactly(token(1), token(2));
      assertThat(folder.resolve("waits.txt.set-aside-1")).hasContent(found);
      assertThat(log.warnings()).singleElement().asString().contains("2 lines");
    }
  }

  @Test
  void bytesThatAreNoTextAreSetAside() throws IOException {
    byte[] found = {(byte) 0xff, (byte) 0xfe, 0, 1, 2};
    Files.write(path(), found);

    try (TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).isEmpty();
      assertThat(folder.resolve("waits.txt.set-aside-1")).hasBinaryContent(found);
    }
  }

  @Test
  void hasOneOwnerAtATime() {
    try (TokenStore store = TokenStore.open(path())) {
      store.add(token(1));
      assertThatIllegalStateException()
          .isThrownBy(
              () -> TokenStore.open(folder.resolve("../" + folder.getFileName() + "/waits.txt")))
          .withMessageContaining("waits.txt is in use");
      store.add(token(2));
    }
    try (TokenStore next = TokenStore.open(path())) {
      assertThat(next.all()).hasSize(2);
    }
  }

  @Test
  void anotherProcessIsKeptOutAsWell() throws Exception {
    try (TokenStore store = TokenStore.open(path())) {
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  path().toString())
              .redirectErrorStream(true)
              .start();
      String said =
          new String(
              other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

      assertThat(said).contains("in use: one owner at a time");
      assertThat(store.all()).isEmpty();
    }
  }

  /** Tries to open what its parent has open. */
  static final class OtherProcess {
    public static void main(String[] arguments) {
      try (TokenStore store = TokenStore.open(Path.of(arguments[0]))) {
        System.out.println("opened with " + store.all());
      } catch (IllegalStateException refused) {
        System.out.println(refused.getMessage());
      }
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
  void aDiskThatTakesNothingIsTriedAgainAtTheNextChange() throws IOException {
    Path obstacle = Files.createDirectories(path().resolve("obstacle"));
    Files.delete(obstacle);
    Files.delete(path());
    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      Files.createDirectories(obstacle);
      store.add(token(1));
      store.add(token(2));
      assertThat(log.warnings()).hasSize(1);

      Files.delete(obstacle);
      Files.delete(path());
      store.add(token(3));
      assertThat(onDisk()).containsExactly(token(1), token(2), token(3));
    }
  }

  @Test
  void followsAWaitUntilItsJobIsOver() throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller =
        clock.poller(
            Poller.builder(server)
                .policy(PollingPolicy.defaults().withDeadline(Duration.ofMinutes(10))));
    try (TokenStore store = TokenStore.open(path())) {
      JobHandle done =
          poller.watch(server.begin(JobScript.begin().running(Duration.ofMinutes(1)).completed()));
      JobHandle late = poller.watch(server.begin(JobScript.begin()));
      store.followAll(List.of(done, late));
      assertThat(onDisk()).containsExactly(done.resumeToken(), late.resumeToken());

      assertThat(clock.await(done)).isInstanceOf(JobOutcome.Ended.class);
      clock.settle();
      assertThat(onDisk()).containsExactly(late.resumeToken());

      assertThat(clock.await(late)).isInstanceOf(JobOutcome.TimedOut.class);
      clock.settle();
      assertThat(onDisk()).as("the job goes on").containsExactly(late.resumeToken());
    }
  }

  @Test
  void whoHearsOfAnEndBeforeTheStoreAndClosesItLeavesNoTokenBehind() throws IOException {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    Poller poller = clock.poller(Poller.builder(server));
    JobHandle job = poller.watch(server.begin(JobScript.begin().completed()));
    TokenStore store = TokenStore.open(path());
    // Of the stages of a future nobody knows which is heard first: one before, one after.
    CompletableFuture<Void> before = job.outcome().thenRun(store::close);
    store.follow(job);
    CompletableFuture<Void> after = job.outcome().thenRun(store::close);

    clock.runUntilIdle();

    assertThat(before).isCompleted();
    assertThat(after).isCompleted();
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void theNextProcessTakesUpWhatWasLeft() {
    VirtualClock clock = new VirtualClock();
    ScriptedSource server = new ScriptedSource(clock);
    JobId job = server.begin(JobScript.begin().running(Duration.ofMinutes(5)).completed());
    try (TokenStore store = TokenStore.open(path())) {
      Poller crashing = clock.poller(Poller.builder(server));
      store.follow(crashing.watchSubmitted(job, "title"));
      clock.advance(Duration.ofMinutes(1));
      clock.close(crashing);
    }

    try (TokenStore store = TokenStore.open(path())) {
      Poller poller = clock.poller(Poller.builder(server));
      List<JobHandle> resumed = store.all().stream().map(poller::resume).toList();
      store.followAll(resumed);

      assertThat(resumed).singleElement().extracting(JobHandle::id).isEqualTo(job);
      assertThat(resumed).extracting(clock::await).hasOnlyElementsOfType(JobOutcome.Ended.class);
      clock.settle();
      assertThat(store.all()).isEmpty();
    }
  }
}
