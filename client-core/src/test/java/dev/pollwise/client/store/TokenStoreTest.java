package dev.pollwise.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobTraits;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TokenStoreTest {

  private static final InstantSource NOW = () -> Instant.parse("2030-01-01T00:00:00Z");

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
        .map(line -> ResumeToken.parse(line.substring(0, (line + " ").indexOf(' '))))
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
  void whatIsNotOnTheDiskIsToldAndWrittenWithTheNextChange() throws IOException {
    AtomicBoolean isFull = new AtomicBoolean();
    WholeFile.Disk disk =
        (draft, content) -> {
          if (isFull.get()) {
            throw new IOException("No space left on device");
          }
          Files.write(draft, content);
        };
    try (TokenStore store = TokenStore.open(path(), NOW, disk)) {
      store.add(token(1));
      isFull.set(true);
      assertNotSaved(() -> store.add(token(2)));
      assertNotSaved(() -> store.add(token(2)));
      assertNotSaved(() -> store.remove(token(1)));
      assertNotSaved(() -> store.begin("order"));
      assertNotSaved(() -> store.forget("order"));
      assertThat(onDisk()).containsExactly(token(1));

      isFull.set(false);
      store.add(token(2));
      assertThat(onDisk()).containsExactly(token(2));
    }
  }

  private static void assertNotSaved(ThrowingCallable change) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(change)
        .withMessageContaining("kept in memory");
  }

  @Test
  void whatIsTooMuchForTheFileIsToldAndNotHidden() {
    ResumeToken[] many =
        IntStream.range(0, 3_000)
            .mapToObj(i ->
                new ResumeToken(
                    URI.create("http://h/" + "x".repeat(1_900)),
                    JobId.of("j-" + "y".repeat(190) + i),
                    Instant.ofEpochSecond(1_800_000_000)))
            .toArray(ResumeToken[]::new);
    try (TokenStore store = TokenStore.open(path())) {
      store.addAll(List.of(many).subList(0, 1_000));
      ResumeToken[] tooMany =
          IntStream.range(0, 6_000)
              .mapToObj(i ->
                  new ResumeToken(
                      URI.create("http://h/" + "x".repeat(1_900)),
                      JobId.of("z-" + "y".repeat(190) + i),
                      Instant.ofEpochSecond(1_800_000_000)))
              .toArray(ResumeToken[]::new);
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> store.addAll(List.of(tooMany)))
          .withMessageContaining("must be at most");
    }
    try (TokenStore next = TokenStore.open(path())) {
      assertThat(next.all()).hasSize(1_000);
    }
  }

  @Test
  void aSecondCloseFreesNothingOfTheNextOwner() {
    TokenStore first = TokenStore.open(path());
    first.close();
    try (TokenStore next = TokenStore.open(path())) {
      first.close();

      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
      next.add(token(1));
    }
  }

  static Stream<String> otherNames() {
    return Stream.of("symlink", "symlink of a folder", "hard link", "relative");
  }

  @ParameterizedTest
  @MethodSource("otherNames")
  void isTheSameFileByWhateverName(String kind) throws IOException {
    try (TokenStore before = TokenStore.open(path())) {
      before.add(token(1));
    }
    Path other =
        switch (kind) {
          case "symlink" -> Files.createSymbolicLink(folder.resolve("other.txt"), path());
          case "symlink of a folder" ->
              Files.createSymbolicLink(folder.resolve("elsewhere"), folder).resolve("waits.txt");
          case "hard link" -> Files.createLink(folder.resolve("other.txt"), path());
          default -> Path.of("").toAbsolutePath().relativize(path());
        };
    try (TokenStore store = TokenStore.open(path())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> TokenStore.open(other))
          .withMessageContaining("in use");
      store.add(token(2));
      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
    }
    try (TokenStore next = TokenStore.open(kind.equals("hard link") ? path() : other)) {
      assertThat(next.all()).containsExactly(token(1), token(2));
      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
    }
  }

  @Test
  void aFileThatDoesNotExistYetHasOneOwnerBehindALinkToo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("other.txt"), path());
    try (TokenStore store = TokenStore.open(link)) {
      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
      store.add(token(1));
      assertThat(onDisk()).containsExactly(token(1));
    }
  }

  @Test
  void opensOnAThreadThatIsInterrupted() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.add(token(1));
    }
    Thread.currentThread().interrupt();
    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(store.all()).containsExactly(token(1));
      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
      assertThat(log.warnings()).isEmpty();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aFileThatCannotBeReadIsLeftAloneAndLetGo() throws IOException {
    Files.createDirectory(path());

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> TokenStore.open(path()))
        .withMessageContaining("left alone");

    Files.delete(path());
    TokenStore.open(path()).close();
  }

  @Test
  void draftsOfAKilledProcessAreGoneAfterOpening() throws IOException {
    Path draft = Files.writeString(folder.resolve("waits.txt-77.tmp"), "half a dra");

    TokenStore.open(path()).close();

    assertThat(draft).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, -1, -2, -12})
  void aFileThatWasCutOffIsToldOfAndGivesWhatCanBeRead(int length) throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.addAll(IntStream.rangeClosed(1, 15).mapToObj(TokenStoreTest::token).toList());
    }
    String whole = Files.readString(path());
    String cut = whole.substring(0, length >= 0 ? length : whole.length() + length);
    Files.writeString(path(), cut);

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(log.warnings()).singleElement().asString().contains("set aside as");
      assertThat(folder.resolve("waits.txt.set-aside-1")).hasContent(cut);
      if (length < 0) {
        assertThat(store.all()).hasSize(14);
        assertThat(log.warnings().getFirst()).contains("lacks 1 of 15 entries");
      }
    }
    try (Logged log = new Logged();
        TokenStore next = TokenStore.open(path())) {
      assertThat(next.all()).hasSize(length < 0 ? 14 : 0);
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void aFileThatWasCutBetweenLinesIsToldOf() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.addAll(IntStream.rangeClosed(1, 15).mapToObj(TokenStoreTest::token).toList());
    }
    List<String> lines = Files.readAllLines(path());
    Files.write(path(), lines.subList(0, 11));

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).hasSize(10);
      assertThat(log.warnings()).singleElement().asString().contains("lacks 5 of 15 entries");
    }
  }

  @Test
  void aFileWhoseBytesWereChangedIsToldOf() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.add(token(1));
    }
    Files.writeString(path(), Files.readString(path()).replace("1800000000", "1700000000"));

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).hasSize(1);
      assertThat(log.warnings()).singleElement().asString().contains("was changed");
    }
  }

  @Test
  void theFirstFormatIsStillRead() throws IOException {
    Files.writeString(
        path(),
        "# Waits that are not over: resume tokens, one a line\n"
            + token(1)
            + "\n"
            + token(2)
            + "\n");

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).containsExactly(token(1), token(2));
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void aNumberThatWasCutOffInTheFirstFormatBeginsNoWaitIn1970() throws IOException {
    ResumeToken plain =
        new ResumeToken(
            URI.create("http://h"), JobId.of("job"), Instant.ofEpochSecond(1_800_000_000));
    Files.writeString(path(), token(1) + "\n" + plain.toString().replace("1800000000", "18000000"));

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).containsExactly(token(1));
      assertThat(log.warnings()).singleElement().asString().contains("1 lines");
    }
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
    }
    try (TokenStore store = TokenStore.open(path())) {
      assertThat(store.begin("order 7, the \"second\"")).contains(key);
      store.followAll("order 7, the \"second\"", List.of(job), (wait, outcome) -> {});
      assertThat(store.begin("order 7, the \"second\"")).isEmpty();
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
  @ValueSource(strings = {"", " "})
  void aReferenceSaysSomething(String nothing) {
    try (TokenStore store = TokenStore.open(path())) {
      assertThatIllegalArgumentException().isThrownBy(() -> store.begin(nothing));
      assertThatIllegalArgumentException().isThrownBy(() -> store.begin("x".repeat(1_001)));
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
