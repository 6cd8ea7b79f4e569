package dev.pollwise.client.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LearnedStoreTest {

  private static final JobClass JOBS = new JobClass("poller:local", "", "");

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedSource server = new ScriptedSource(clock);

  private Path path() {
    return folder.resolve("learned.json");
  }

  private Poller poller(LearnedStore store) {
    return clock.poller(Poller.builder(server).learned(store.learned()).listener(store));
  }

  private void finish(Poller poller, int jobs) {
    List<JobHandle> waits =
        IntStream.range(0, jobs)
            .mapToObj(i ->
                server.begin(JobScript.begin().running(Duration.ofSeconds(100 + i)).completed()))
            .map(job -> poller.watchSubmitted(job, "title"))
            .toList();
    assertThat(waits).extracting(clock::await).hasOnlyElementsOfType(JobOutcome.Ended.class);
    clock.settle();
  }

  private static void learnOne(LearnedStore store) {
    store
        .learned()
        .record(
            JOBS,
            new LearnedDurations.Sighting.Ended(Duration.ofSeconds(9), Duration.ofSeconds(10)));
  }

  @Test
  void theNextProcessKnowsWhatThisOneHasLearned() {
    LearnedStore store = LearnedStore.open(path());
    Poller poller = poller(store);
    finish(poller, 5);
    clock.close(poller);
    store.close();

    LearnedStore next = LearnedStore.open(path());

    assertThat(next.learned().snapshot()).hasSize(5).isEqualTo(store.learned().snapshot());
    assertThat(next.learned().outlook(JOBS).law()).as("enough to poll by").isPresent();
  }

  @Test
  void closingWhileJobsRunKeepsWhatWasLearned() {
    LearnedStore store = LearnedStore.open(path());
    Poller poller = poller(store);
    finish(poller, 50);
    for (int i = 0; i < 300; i++) {
      poller.watchSubmitted(
          server.begin(JobScript.begin().running(Duration.ofSeconds(100 + i)).completed()),
          "title");
    }
    clock.advance(Duration.ofSeconds(20));
    clock.close(poller);
    store.close();

    LearnedStore next = LearnedStore.open(path());

    assertThat(next.learned().snapshot()).isEqualTo(store.learned().snapshot());
    assertThat(next.learned().outlook(JOBS).law().orElseThrow().survival(Duration.ofSeconds(90)))
        .isGreaterThan(0.9);
    assertThat(next.learned().outlook(JOBS).law().orElseThrow().survival(Duration.ofSeconds(250)))
        .isLessThan(0.1);
  }

  @Test
  void savesAfterTenEndsWithoutBeingClosed() {
    Poller poller = poller(LearnedStore.open(path()));

    finish(poller, 9);
    assertThat(path()).doesNotExist();

    finish(poller, 1);
    assertThat(LearnedStore.open(path()).learned().snapshot()).hasSizeBetween(9, 10);
  }

  @Test
  void theMoreIsRememberedTheRarerItSaves() throws IOException {
    LearnedStore store = LearnedStore.open(path());
    for (int i = 0; i < 2; i++) {
      JobClass some = new JobClass("s", "", "label " + i);
      IntStream.range(0, 200)
          .forEach(n ->
              store
                  .learned()
                  .record(some, new LearnedDurations.Sighting.StillAlive(Duration.ofSeconds(n))));
    }
    store.close();

    Poller poller = poller(LearnedStore.open(path()));
    byte[] before = Files.readAllBytes(path());
    finish(poller, 19);
    assertThat(path()).as("a twentieth of 400 is 20").hasBinaryContent(before);

    finish(poller, 1);
    assertThat(LearnedStore.open(path()).learned().snapshot()).hasSizeBetween(419, 420);
  }

  @Test
  void writesNothingWhereThereIsNothingNew() throws IOException {
    LearnedStore store = LearnedStore.open(path());
    store.close();
    assertThat(path()).doesNotExist();

    learnOne(store);
    store.save();
    LearnedStore other = LearnedStore.open(path());
    Files.delete(path());
    other.close();

    assertThat(path())
        .as("it had learned nothing, so it would only undo others' work")
        .doesNotExist();
  }

  @Test
  void theLastToSaveWins() {
    LearnedStore one = LearnedStore.open(path());
    LearnedStore other = LearnedStore.open(path());
    learnOne(one);
    learnOne(other);
    learnOne(other);

    one.close();
    other.close();

    assertThat(LearnedStore.open(path()).learned().snapshot()).hasSize(2);
  }

  @Test
  void aDamagedFileIsSetAsideAndLearningBeginsAnew() throws IOException {
    Files.writeString(path(), "{\"format\":\"pollwise-learned-dur");

    try (Logged log = new Logged()) {
      LearnedStore store = LearnedStore.open(path());
      learnOne(store);
      store.close();

      assertThat(log.warnings()).singleElement().asString().contains("damaged", "set-aside-1");
    }
    assertThat(folder.resolve("learned.json.set-aside-1"))
        .hasContent("{\"format\":\"pollwise-learned-dur");
    assertThat(LearnedStore.open(path()).learned().snapshot()).hasSize(1);
  }

  /** A crash or a disk that is full may leave that. */
  @Test
  void aFileThatWasCutToNothingIsToldOf() throws IOException {
    Files.createFile(path());

    try (Logged log = new Logged()) {
      LearnedStore.open(path()).close();

      assertThat(log.warnings()).singleElement().asString().contains("damaged", "set-aside-1");
    }
  }

  @Test
  void whatCannotBeReadIsLeftAloneAndToldOfOnce() throws IOException {
    Path precious = Files.writeString(Files.createDirectory(path()).resolve("inside"), "precious");

    try (Logged log = new Logged()) {
      LearnedStore store = LearnedStore.open(path());
      learnOne(store);
      store.close();

      assertThat(log.warnings()).singleElement().asString().contains("nothing will be saved");
    }
    assertThat(precious).hasContent("precious");
  }

  @Test
  void draftsOfAKilledProcessAreGoneAfterOpening() throws IOException {
    Path draft = Files.writeString(folder.resolve("learned.json-77.tmp"), "half a dra");

    LearnedStore.open(path());

    assertThat(draft).doesNotExist();
  }

  @Test
  void aFileOfALaterVersionIsNotOverwritten() throws IOException {
    String later = "{\"format\":\"pollwise-learned-durations\",\"version\":2,\"laws\":[]}";
    Files.writeString(path(), later);

    try (Logged log = new Logged()) {
      LearnedStore store = LearnedStore.open(path());
      learnOne(store);
      store.close();
      assertThat(log.warnings()).singleElement().asString().contains("version 2");
    }
    assertThat(folder.resolve("learned.json.set-aside-1")).hasContent(later);
  }

  @Test
  void aDiskThatTakesNothingStopsNoWaitAndLosesNothingInMemory() throws IOException {
    Path inside = folder.resolve("later/learned.json");

    try (Logged log = new Logged()) {
      LearnedStore store = LearnedStore.open(inside);
      Path obstacle = Files.writeString(folder.resolve("later"), "a file, not a folder");
      Poller poller = poller(store);
      finish(poller, 30);
      assertThat(log.warnings()).as("three saves failed").hasSize(1);

      Files.delete(obstacle);
      store.close();
    }
    assertThat(LearnedStore.open(inside).learned().snapshot()).hasSize(30);
  }
}
