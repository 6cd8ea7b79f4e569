package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.store.TokenStore;
import dev.pollwise.dashboard.jobs.KeptWait;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaidWaitsTest {

  private static final URI HEYGEN = URI.create("https://api.heygen.com");

  @TempDir private Path folder;

  private final Logger log = Logger.getLogger("dev.pollwise.client");
  private final List<Event> first = new ArrayList<>();
  private final List<Event> second = new ArrayList<>();

  @BeforeEach
  void quietly() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void loudAgain() {
    log.setLevel(null);
  }

  private Path file() {
    return folder.resolve("home").resolve("waits.txt");
  }

  private PaidWaits window(List<Event> told) {
    PaidWaits waits = new PaidWaits(file());
    waits.tellTo(told::add);
    waits.look();
    return waits;
  }

  private static ScriptedWait job(String id) {
    return ScriptedWait.of(
        new ResumeToken(HEYGEN, JobId.of(id), Instant.parse("2026-11-21T10:00:00Z")), "French");
  }

  private static Event.WaitsKept kept(List<Event> told) {
    return told.stream()
        .filter(Event.WaitsKept.class::isInstance)
        .map(Event.WaitsKept.class::cast)
        .toList()
        .getLast();
  }

  private static List<String> ids(List<KeptWait> waits) {
    return waits.stream().map(wait -> wait.token().jobId().value()).toList();
  }

  @Test
  void aWindowOwnsItsJobsAndAnotherSeesThem() {
    PaidWaits one = window(first);
    one.follow(List.of(job("a")));
    PaidWaits two = window(second);
    two.follow(List.of(job("b")));
    one.look();
    two.look();

    assertThat(ids(kept(second).elsewhere())).containsExactly("a");
    assertThat(ids(kept(second).here())).containsExactly("b");
    assertThat(ids(kept(first).here())).containsExactly("a");
    assertThat(ids(kept(first).elsewhere())).containsExactly("b");

    two.forget(kept(second).elsewhere().stream().map(KeptWait::token).toList());
    one.close(List.of());
    assertThat(TokenStore.peek(file())).hasSize(1);
    two.close(List.of());
  }

  @Test
  void whatAWindowThatIsGoneLeftIsTakenOver() {
    PaidWaits one = window(first);
    PaidWaits two = window(second);
    one.follow(List.of(job("a")));
    two.follow(List.of(job("b")));
    two.close(List.of());

    one.look();
    assertThat(ids(kept(first).here())).containsExactlyInAnyOrder("a", "b");
    ScriptedWait again = job("b");
    one.goOn(again.resumeToken(), again);
    again.complete();
    one.close(List.of());

    second.clear();
    PaidWaits next = window(second);
    assertThat(ids(kept(second).here())).containsExactly("a");
    assertThat(kept(second).elsewhere()).isEmpty();
    next.close(List.of());
  }

  @Test
  void whatCannotBeSavedIsToldWithTheTokensUntilItIs() throws IOException {
    PaidWaits waits = window(first);
    // A folder where the file should be: nothing can replace it.
    Files.createDirectories(file().resolve("in the way"));

    ScriptedWait job = job("a");
    waits.follow(List.of(job));
    waits.look();
    Event.PaidJobsAtRisk risk = (Event.PaidJobsAtRisk) told(first).getFirst();
    assertThat(risk.problem().orElseThrow().details()).contains(job.resumeToken().toString());

    Files.delete(file().resolve("in the way"));
    Files.delete(file());
    waits.look();
    waits.look();

    assertThat(((Event.PaidJobsAtRisk) told(first).getLast()).problem()).isEmpty();
    assertThat(told(first).stream().filter(one -> isOver(one)).count()).isEqualTo(1);
    assertThat(TokenStore.peek(file())).hasSize(1);
    waits.close(List.of());
  }

  private static boolean isOver(Event signal) {
    return ((Event.PaidJobsAtRisk) signal).problem().isEmpty();
  }

  private static List<Event> told(List<Event> all) {
    return all.stream().filter(Event.PaidJobsAtRisk.class::isInstance).toList();
  }

  @Test
  void whereThereIsNoFileAtFirstItIsKeptAsSoonAsThereIsOne() throws IOException {
    Files.writeString(folder.resolve("home"), "a file where the home should be");
    PaidWaits waits = window(first);
    waits.follow(List.of(job("a")));
    assertThat(told(first)).isNotEmpty();

    Files.delete(folder.resolve("home"));
    waits.look();

    assertThat(ids(kept(first).here())).containsExactly("a");
    assertThat(isOver(told(first).getLast())).isTrue();
    waits.close(List.of());
  }

  @Test
  void aDamagedFileIsToldAndWhatCanBeReadOfItOffered() throws IOException {
    ScriptedWait job = job("a");
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "# words\npw1.broken\n\n" + job.resumeToken() + "\n");

    PaidWaits waits = window(first);

    assertThat(ids(kept(first).here())).containsExactly("a");
    assertThat(first).anyMatch(Event.PaidJobsInDoubt.class::isInstance);
    waits.close(List.of());
  }

  @Test
  void whatWasNotOverAtTheEndIsKeptOnce() {
    PaidWaits waits = window(first);
    ScriptedWait known = job("a");
    waits.follow(List.of(known));

    waits.close(List.of(known.resumeToken(), job("b").resumeToken()));

    assertThat(TokenStore.peek(file())).hasSize(2);
  }
}
