package dev.pollwise.dashboard.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogModelTest {

  private final RecordingCommands commands = new RecordingCommands();
  private final JobsModel jobs = new JobsModel(commands, row -> {}, question -> {});
  private final LogModel log = new LogModel(ZoneId.of("UTC"), commands, jobs.selected());
  private final Story french = Story.of("job-fr");
  private final Story german = Story.of("job-de");

  @BeforeEach
  void someLines() {
    append(LogLevel.INFO, french, "French", "submitted");
    append(LogLevel.DETAIL, french, "French", "call 1: running");
    append(LogLevel.WARNING, german, "German", "call 1 brought nothing: HTTP 503");
    append(LogLevel.ERROR, german, "German", "lost contact");
    log.flush();
  }

  private void append(LogLevel level, Story about, String label, String message) {
    log.append(
        new LogLine(
            Story.START,
            level,
            new LogSource.Job(about.key, about == french ? 1 : 2, new SimpleStringProperty(label)),
            message));
  }

  private List<String> messages() {
    return log.shown().stream().map(LogLine::message).toList();
  }

  @Test
  void showsEverythingAtFirst() {
    assertThat(log.shown()).hasSize(4);
    assertThat(log.count().getValue()).isEqualTo("4 lines");
  }

  @Test
  void filtersByTextWhateverTheCaseInMessageAndJob() {
    log.text().set("http");
    assertThat(messages()).containsExactly("call 1 brought nothing: HTTP 503");
    assertThat(log.count().getValue()).isEqualTo("1 of 4 lines");

    log.text().set(" GERMAN ");
    assertThat(log.shown()).hasSize(2);
  }

  @Test
  void filtersByLevel() {
    log.least().set(LogLevel.WARNING);

    assertThat(messages()).containsExactly("call 1 brought nothing: HTTP 503", "lost contact");
  }

  @Test
  void isLimitedToTheJobsChosenUntilTheLastOneIsTakenAway() {
    jobs.accept(french.key, french.submitted("French"), Story.seconds(0));
    jobs.accept(german.key, german.submitted("German"), Story.seconds(0));
    log.append(new LogLine(Story.START, LogLevel.INFO, new LogSource.Dashboard(), "connected"));
    log.flush();
    assertThat(log.jobs().canAdd().getValue()).isFalse();

    jobs.select(Optional.of(jobs.rows().getFirst()));
    log.jobs().addSelected();
    assertThat(log.shown()).hasSize(2).allMatch(log::isAboutSelected);
    assertThat(log.jobs().canAdd().getValue()).isFalse();
    log.jobs().addSelected();
    assertThat(log.jobs().chosen()).extracting(LogSource.Job::label).containsExactly("French");

    jobs.select(Optional.of(jobs.rows().getLast()));
    assertThat(log.shown()).hasSize(2);
    log.jobs().addSelected();
    assertThat(log.shown()).hasSize(4);
    append(LogLevel.INFO, german, "German", "late news");
    log.flush();
    assertThat(messages()).contains("late news").doesNotContain("connected");

    log.jobs().remove(log.jobs().chosen().getFirst());
    assertThat(messages())
        .containsExactly("call 1 brought nothing: HTTP 503", "lost contact", "late news");
    log.jobs().clear();
    assertThat(messages()).hasSize(6).contains("connected");
  }

  @Test
  void theJobOfALineIsChosenWithoutSelectingIt() {
    log.jobs().addJobOf(log.shown().getLast());
    assertThat(messages()).containsExactly("call 1 brought nothing: HTTP 503", "lost contact");

    log.jobs()
        .addJobOf(new LogLine(Story.START, LogLevel.INFO, new LogSource.Dashboard(), "connected"));
    assertThat(log.jobs().chosen()).hasSize(1);
  }

  @Test
  void linesThatArriveTogetherAreOneChange() {
    int[] changes = {0};
    log.shown().addListener((ListChangeListener<LogLine>) change -> changes[0]++);

    append(LogLevel.INFO, french, "French", "a");
    append(LogLevel.INFO, french, "French", "b");
    log.flush();

    assertThat(changes[0]).isEqualTo(1);
  }

  @Test
  void dropsTheOldestInBlocksWhenFull() {
    for (int i = 0; i < LogModel.CAPACITY - 4; i++) {
      append(LogLevel.DETAIL, french, "French", "line " + i);
    }
    log.flush();
    assertThat(log.shown()).hasSize(LogModel.CAPACITY);

    append(LogLevel.DETAIL, french, "French", "the newest");
    log.flush();

    assertThat(log.shown()).hasSize(LogModel.CAPACITY - LogModel.BLOCK + 1);
    assertThat(log.shown().getLast().message()).isEqualTo("the newest");
    assertThat(messages()).doesNotContain("submitted");
  }

  @Test
  void countsWhatCameWhileNobodyFollowed() {
    log.following().set(false);
    append(LogLevel.INFO, french, "French", "a");
    append(LogLevel.INFO, french, "French", "b");
    log.flush();
    assertThat(log.unseen().get()).isEqualTo(2);

    log.following().set(true);

    assertThat(log.unseen().get()).isZero();
  }

  @Test
  void copiesLinesAsReadableText() {
    log.copy(log.shown().subList(0, 1));

    assertThat(commands.copied).containsExactly("10:00:00.000  info  French  submitted\n");
  }

  @Test
  void aMessageOfManyLinesBecomesOne() {
    assertThat(
            new LogLine(Story.START, LogLevel.INFO, new LogSource.Dashboard(), "a\n  b").message())
        .isEqualTo("a b");
  }

  @Test
  void countsOnlyWhatPassesTheFilterEvenWhenOldLinesGo() {
    for (int i = 0; i < LogModel.CAPACITY - 4; i++) {
      append(LogLevel.DETAIL, french, "French", "line " + i);
    }
    log.flush();
    log.least().set(LogLevel.WARNING);
    log.following().set(false);

    append(LogLevel.WARNING, german, "German", "HTTP 503");
    append(LogLevel.DETAIL, german, "German", "call 9: running");
    log.flush();

    assertThat(log.unseen().get()).isEqualTo(1);
  }

  private String written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    commands.documents.getLast().body().writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void savesTheLinesShownAsText() throws IOException {
    log.least().set(LogLevel.ERROR);

    log.save(Path.of("log.txt"));

    assertThat(written()).isEqualTo("10:00:00.000  error  German  lost contact\n");
    assertThat(log.saves().news().get()).isEqualTo("saving log.txt …");
  }

  @Test
  void savesAJsonObjectForEachLine() throws IOException {
    append(LogLevel.INFO, french, "French \"fr\"", "a\tb");
    log.flush();
    log.text().set("\"fr\"");

    log.save(Path.of("log.JSONL"));

    assertThat(written())
        .isEqualTo(
            "{\"at\":\"2026-11-21T10:00:00Z\",\"level\":\"info\","
                + "\"server\":\"http://127.0.0.1:4000\",\"job\":\"job-fr\","
                + "\"title\":\"French \\\"fr\\\"\",\"message\":\"a\\tb\"}\n");
  }

  @Test
  void whatIsSavedDoesNotChangeWithTheLog() throws IOException {
    log.least().set(LogLevel.ERROR);
    log.save(Path.of("log.txt"));

    log.clear();

    assertThat(written()).isNotEmpty();
  }
}
