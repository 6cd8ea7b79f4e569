package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusEndpointTest {

  private static final JobId JOB = JobId.of("status");

  private final Misses misses = new Misses(Credentials.none());

  private Answer status(String body) {
    return StatusEndpoint.status(JOB, Wire.ok(body), misses);
  }

  @Test
  void knowsThreeWords() {
    assertThat(status("{\"result\":\"pending\"}"))
        .isEqualTo(new Answer.Seen(new JobStatus.Pending()));
    assertThat(((Answer.Seen) status("{\"result\":\"completed\"}")).status())
        .isInstanceOf(JobStatus.Completed.class);
    assertThat(((Answer.Seen) status("{\"result\":\"error\"}")).status())
        .isInstanceOf(JobStatus.Failed.class);
  }

  @Test
  void aFailureTellsItsReasonWhereItHasOne() {
    assertThat(((Answer.Seen) status("{\"result\":\"error\",\"error\":\"bad source\"}")).status())
        .isInstanceOfSatisfying(
            JobStatus.Failed.class, failed -> assertThat(failed.reason()).isEqualTo("bad source"));
    assertThat(((Answer.Seen) status("{\"result\":\"error\"}")).status())
        .isInstanceOfSatisfying(
            JobStatus.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo("the server reports an error"));
  }

  @Test
  void aCompletedJobNeedsNoAddress() {
    assertThat(((Answer.Seen) status("{\"result\":\"completed\"}")).detail())
        .isEqualTo(Answer.Detail.COMPLETE);
  }

  @Test
  void anAddressThatIsRelativeIsMadeWhole() {
    assertThat(status("{\"result\":\"completed\",\"video_url\":\"/es.mp4\"}"))
        .extracting(answer -> ((Answer.Seen) answer).status())
        .extracting(done -> ((JobStatus.Completed) done).result().field("video_url"))
        .isEqualTo(Optional.of("https://api.test/es.mp4"));
  }

  @Test
  void anyOtherWordCountsAsRunning() {
    assertThat(status("{\"result\":\"queued\"}"))
        .isEqualTo(new Answer.Seen(JobStatus.Running.unrecognised("queued")));
    assertThat(status("{\"result\":\"running\"}"))
        .isEqualTo(new Answer.Seen(new JobStatus.Running()));
  }

  @Test
  void readsHintsOnPendingAnswersAndOnRefusals() {
    Hint fiveSeconds = new Hint.RetryAfter(Duration.ofSeconds(5));

    assertThat(
            StatusEndpoint.status(
                    JOB, Wire.answer(200, "{\"result\":\"pending\"}", "Retry-After", "5"), misses)
                .hint())
        .isEqualTo(fiveSeconds);
    assertThat(
            StatusEndpoint.status(
                JOB,
                Wire.answer(429, "{\"error\":\"too many requests\"}", "Retry-After", "5"),
                misses))
        .isEqualTo(new Miss.Throttled("too many requests", fiveSeconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "\"pending\"", "null", "7", "{}", "{\"result\":7}", "{\"x\":1}"})
  void whatHasNoResultIsUnreadable(String body) {
    assertThat(status(body)).isInstanceOf(Miss.Unreadable.class);
  }

  @Test
  void aSuccessThatHoldsAnErrorIsUnreadableAndTellsTheError() {
    assertThat(((Miss) status("{\"error\":\"no idea\"}")).describe()).contains("no idea");
  }
}
