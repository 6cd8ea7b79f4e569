package dev.pollwise.dashboard.runs;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.dashboard.jobs.Exchange;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.Story;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobPageModelTest {

  private final RecordingCommands commands = new RecordingCommands();
  private final JobsModel jobs = new JobsModel(commands, row -> {}, question -> {});
  private final JobPageModel page = new JobPageModel(commands);
  private final Story story = Story.of("job-1");
  private final JobRow row = jobs.accept(story.key, story.submitted("French"), seconds(0));

  private void call(int number, boolean fails) {
    double at = number * 10;
    jobs.accept(story.key, story.waiting(at - 5, 5), seconds(at - 5));
    jobs.accept(
        story.key,
        fails
            ? story.missed(at, number, new Miss.Unreachable("refused"))
            : story.polled(at, number, new JobStatus.Running()),
        seconds(at));
    page.follow();
  }

  private static Exchange exchange(int status, String body) {
    return new Exchange("GET http://a.example/" + status, status, "h: 1", body, "");
  }

  @Test
  void tellsOfEachCallWhenWhyWhatAndHowItLooked() {
    call(1, false);
    row.history().recorded(1, exchange(200, "{\"status\":\"running\"}"));
    call(2, true);

    page.show(row);

    assertThat(page.calls()).extracting(PageCall::at).containsExactly("9.99 s", "20 s");
    assertThat(page.calls()).extracting(PageCall::status).containsExactly("200", "");
    assertThat(page.calls().getFirst().text())
        .contains("Why then: interval 1 of fixed 5.0 s is 5 s")
        .contains("Result: call 1: running")
        .contains("GET http://a.example/200")
        .endsWith("HTTP 200\nh: 1\n\n{\"status\":\"running\"}");
    assertThat(page.calls().getLast().call().failed()).isTrue();
    assertThat(page.summary().get())
        .isEqualTo("job-1 · retrying · 2 calls; requests and answers of the last 1");
  }

  @Test
  void growsWhileItIsOpenAndKeepsWhatIsSelected() {
    call(1, false);
    page.show(row);
    page.select(Optional.of(page.calls().getFirst()));

    call(2, false);
    row.history().recorded(1, exchange(200, "late"));
    page.follow();

    assertThat(page.calls()).hasSize(2);
    assertThat(page.selected().get().orElseThrow().call().number()).isEqualTo(1);
    assertThat(page.selected().get().orElseThrow().status()).isEqualTo("200");
    page.close();
    call(3, false);
    assertThat(page.calls()).isEmpty();
  }

  @Test
  void isCopiedCallByCallOrAsAWhole() {
    call(1, false);
    call(2, true);
    page.show(row);
    page.copySelected();
    assertThat(commands.copied).isEmpty();

    page.select(Optional.of(page.calls().getLast()));
    page.copySelected();
    page.copyAll();

    assertThat(commands.copied.getFirst()).startsWith("Call 2, sent 20 s after the wait began");
    assertThat(commands.copied.getLast()).startsWith("French\n").contains("Call 1,", "Call 2,");
  }

  @Test
  void whatIsKeptOfAnswersHasABoundAndThePageSaysWhatIsLeftOut() {
    for (int number = 1; number <= 5_000; number++) {
      call(number, false);
      row.history().recorded(number, exchange(200, "x".repeat(1_000)));
    }
    page.show(row);

    assertThat(page.calls()).hasSizeLessThanOrEqualTo(4_000);
    assertThat(row.history().exchanges()).isBetween(100, 500);
    assertThat(page.calls().getLast().status()).isEqualTo("200");
    assertThat(page.calls().getFirst().status()).isEmpty();
    assertThat(page.summary().get())
        .contains("5,000 calls, the first ")
        .contains("are not kept; requests and answers of the last ");
  }
}
