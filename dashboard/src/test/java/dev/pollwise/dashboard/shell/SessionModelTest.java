package dev.pollwise.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.session.SavedSession;
import dev.pollwise.dashboard.session.SessionFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionModelTest extends DashboardModelFixture {

  private static final Path FILE = Path.of("there", "session.pollwise.json");

  private final Story done = Story.of("v-1");
  private final Story running = Story.of("v-2");

  /** A run of two jobs, one of them over, with everything that a lane can show. */
  private void twoJobs(String language) {
    connectEmbedded();
    hear(
        new Event.JobsAccepted(
            new LaunchOrder(
                EMBEDDED,
                URI.create("https://media.example/a.mp4"),
                List.of(language, "French"),
                1,
                7,
                ""),
            List.of(done.key, running.key)),
        done.heard(done.submitted(language)),
        done.heard(done.waiting(0, 2)),
        done.heard(done.missed(2, 1, new Miss.Unreachable("connection refused"))),
        done.heard(done.waiting(2, 3)),
        done.heard(done.polled(5, 2, new JobStatus.Running())),
        done.heard(done.ended(9, done.completed(3))),
        new Event.TrueEndTold(done.key, Story.START.plusSeconds(7)),
        running.heard(running.submitted("French")),
        running.heard(running.waiting(0, 4)),
        running.heard(running.polled(4, 1, new JobStatus.Running())));
  }

  private byte[] saved() throws IOException {
    Document document = commands.documents.getLast();
    assertThat(document.kind()).isEqualTo(Document.Kind.SESSION);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.body().writeTo(bytes);
    return bytes.toByteArray();
  }

  private static SavedSession read(byte[] bytes) throws IOException {
    return SessionFormat.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void aSessionIsOpenedInAnotherWindowAsItWasSaved() throws IOException {
    twoJobs("English");
    model.saved().save(FILE);
    byte[] file = saved();

    DashboardModelFixture other = new DashboardModelFixture() {};
    other.hear(new Event.SessionRead("session.pollwise.json", read(file)));

    List<JobRow> rows = other.model.jobs().rows();
    assertThat(rows).hasSize(2);
    JobRow row = rows.getFirst();
    assertThat(row.title().get()).isEqualTo("English 1");
    assertThat(row.run().orElseThrow().name().get()).isEqualTo("Run 1 (saved)");
    assertThat(row.state().get()).isEqualTo(JobState.COMPLETED);
    assertThat(row.calls().get()).isEqualTo(3);
    assertThat(row.late().get().orElseThrow().time()).isEqualTo(Duration.ofSeconds(2));
    assertThat(row.lane().summary()).isEqualTo(model.jobs().rows().getFirst().lane().summary());
    assertThat(row.history().calls()).isEqualTo(model.jobs().rows().getFirst().history().calls());
    assertThat(row.intervals()).isEqualTo(model.jobs().rows().getFirst().intervals());
    assertThat(other.model.timeline().lanes()).hasSize(2);
    assertThat(other.model.jobs().calls().made().get()).as("calls of this session").isZero();
    other.model.jobs().clearFinished();
    assertThat(other.model.jobs().calls().made().get()).isZero();
  }

  @Test
  void aJobThatRanIsNotWatchedInASavedSession() throws IOException {
    twoJobs("English");
    model.saved().save(FILE);

    DashboardModelFixture other = new DashboardModelFixture() {};
    other.hear(new Event.SessionRead("it", read(saved())));

    JobRow row = other.model.jobs().rows().getLast();
    assertThat(row.isWatched()).isFalse();
    assertThat(row.note().get()).isEqualTo("was running when it was saved");
    assertThat(other.model.mayClose(() -> {})).isTrue();
  }

  @Test
  void eventsOfARunningJobNeverReachItsSavedSelf() throws IOException {
    twoJobs("English");
    model.saved().save(FILE);
    hear(new Event.SessionRead("it", read(saved())));

    hear(running.heard(running.polled(8, 2, new JobStatus.Running())));

    List<JobRow> both =
        model.jobs().rows().stream().filter(row -> row.key().equals(running.key)).toList();
    assertThat(both).extracting(row -> row.calls().get()).containsExactly(2, 1);
  }

  @Test
  void whatIsSavedHoldsNoSecret() throws IOException {
    launch.server().key().set("sk-secret");
    twoJobs("English");
    model.saved().save(FILE);
    String session = new String(saved(), StandardCharsets.UTF_8);
    model.saved().report(FILE);
    String report = new String(saved(), StandardCharsets.UTF_8);

    assertThat(session + report)
        .contains("v-1")
        .doesNotContain("sk-secret")
        .doesNotContain("video.mp4");
  }

  @Test
  void theReportIsOnePageInWhichNothingIsMarkupThatSomebodySaid() throws IOException {
    twoJobs("<script>alert(1)</script>");
    model.saved().report(Path.of("report.html"));

    String page = new String(saved(), StandardCharsets.UTF_8);

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; 1")
        .contains("class=\"f\"")
        .contains("class=\"l\"")
        .contains("class TunedPolling")
        .doesNotContain("<script")
        .doesNotContain("http-equiv")
        .doesNotContain("src=");
  }

  @Test
  void whatStandsAboveAPictureSaysWhenWhichJobsAndWhichPolicy() {
    connectEmbedded();
    hear(new Event.ScenariosRead(List.of("happy-path"), "happy-path"));
    model.saved().seed(OptionalLong.of(7));

    assertThat(model.saved().caption())
        .isEqualTo(
            "21 November 2026, 10:00 UTC · embedded simulator · scenario happy-path, seed 7 ·"
                + " adaptive; a call is worth 5 s of lateness");
  }

  @Test
  void anEmptySessionIsOneToo() throws IOException {
    model.saved().save(FILE);
    assertThat(read(saved()).jobs()).isEmpty();

    model.saved().report(FILE);
    assertThat(new String(saved(), StandardCharsets.UTF_8)).contains("No job was launched.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "nonsense",
        "{\"version\":2}",
        "{\"version\":1,\"savedAt\":\"2026-11-30T09:00:00Z\",\"server\":null,\"scenario\":\"\",\"policy\":\"\",\"javaCode\":\"\",\"verdict\":[],\"runs\":[],\"jobs\":[]}",
        "{\"version\":1,\"savedAt\":\"soon\",\"server\":\"\",\"scenario\":\"\",\"policy\":\"\",\"javaCode\":\"\",\"verdict\":[],\"runs\":[],\"jobs\":[]}",
        "{\"version\":1,\"savedAt\":\"2026-11-30T09:00:00Z\",\"server\":\"\",\"scenario\":\"\",\"policy\":\"\",\"javaCode\":\"\",\"verdict\":[],\"runs\":[{\"number\":0}],\"jobs\":[null]}"
      })
  void whatIsNoSessionIsRefusedInWords(String text) {
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("it is no session of Pollwise: .{3,300}");
  }
}
