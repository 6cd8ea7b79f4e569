package dev.pollwise.client.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobResultTest {

  private static final JobId JOB = JobId.of("job-1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example.com/v.mp4?X-Amz-Signature=SECRET",
        "https://cdn.example.com/v.mp4?a=1?SECRET",
        "https://cdn.example.com/v.mp4#SECRET",
        "https://cdn.example.com/v.mp4?a=1\n&X-Amz-Signature=SECRET",
        "https://cdn.example.com/v.mp4?a=1\r\n\u2028SECRET"
      })
  void neverTellsThePresignedPartOfAnAddress(String address) {
    JobStatus.Result result = new JobStatus.Result(Map.of("video_url", address));
    JobStatus.Completed completed = new JobStatus.Completed(JOB, result);

    assertThat(result.toString())
        .contains("https://cdn.example.com/v.mp4")
        .doesNotContain("SECRET");
    assertThat(completed.toString()).doesNotContain("SECRET");
    assertThat(new Answer.Seen(completed).toString()).doesNotContain("SECRET");
    assertThat(new JobOutcome.Ended(completed).toString()).doesNotContain("SECRET");
  }

  @Test
  void givesTheAddressWholeToWhoeverAsksForIt() {
    String address = "https://cdn.example.com/v.mp4?X-Amz-Signature=SECRET";

    assertThat(new JobStatus.Result(Map.of("video_url", address)).videoUrl())
        .contains(URI.create(address));
  }

  @Test
  void readsTheNamesOfTheApi() {
    JobStatus.Result result =
        new JobStatus.Result(
            Map.of(
                "video_url", "https://h/v",
                "audio_url", "https://h/a",
                "srt_caption_url", "https://h/s",
                "vtt_caption_url", "https://h/w"));

    assertThat(result.videoUrl()).contains(URI.create("https://h/v"));
    assertThat(result.audioUrl()).contains(URI.create("https://h/a"));
    assertThat(result.srtCaptionUrl()).contains(URI.create("https://h/s"));
    assertThat(result.vttCaptionUrl()).contains(URI.create("https://h/w"));
    assertThat(JobStatus.Result.empty().videoUrl()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/my video.mp4, https://h/my%20video.mp4",
    "' https://h/v.mp4\n', https://h/v.mp4",
    "https://h/v.mp4?a=1|2&b={x}, https://h/v.mp4?a=1%7C2&b=%7Bx%7D",
    "https://h/100%.mp4?s=a%2Fb, https://h/100%25.mp4?s=a%2Fb",
    "https://h/v[1].mp4, https://h/v%5B1%5D.mp4",
    "https://h/v.mp4?a=1#t=2 #3#4, https://h/v.mp4?a=1#t=2%20%233%234",
    "https://[::1]:80/v.mp4, https://[::1]:80/v.mp4",
    "https://h/é\u00a0.mp4, https://h/é%C2%A0.mp4"
  })
  void whatNoAddressMayHoldIsEncoded(String sent, URI address) {
    assertThat(new JobStatus.Result(Map.of("video_url", sent)).videoUrl()).contains(address);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "never",
      value = {
        "X-Amz-Date=20261121T120000Z&X-Amz-Expires=3600&X-Amz-Signature=s, 2026-11-21T13:00:00Z",
        "X-Goog-Expires=60&X-Goog-Date=20261121T120000Z, 2026-11-21T12:01:00Z",
        "Expires=1795262400&Signature=s, 2026-11-21T12:00:00Z",
        "expires=1795262400, 2026-11-21T12:00:00Z",
        "Expires=soon, never",
        "Expires=, never",
        "X-Amz-Expires=60, never",
        "X-Amz-Expires=60&X-Amz-Date=20261399T120000Z, never",
        "a=b, never"
      })
  void aPresignedAddressTellsUntilWhenItIsGood(String query, @Nullable Instant until) {
    JobStatus.Result result = new JobStatus.Result(Map.of("video_url", "https://h/v.mp4?" + query));

    assertThat(new JobStatus.Completed(JOB, result).videoUrlExpiresAt())
        .isEqualTo(Optional.ofNullable(until));
  }

  @Test
  void anAddressThatIsNoneCountsAsAbsentAndStaysReadableAsAField() {
    JobStatus.Result result = new JobStatus.Result(Map.of("video_url", "not an address"));

    assertThat(result.videoUrl()).isEmpty();
    assertThat(result.field("video_url")).contains("not an address");
  }

  @Test
  void doesNotChangeWithTheMapItWasMadeFrom() {
    Map<String, String> fields = new HashMap<>(Map.of("title", "one"));
    JobStatus.Result result = new JobStatus.Result(fields);

    fields.put("title", "two");

    assertThat(result.field("title")).contains("one");
    assertThatThrownBy(() -> result.fields().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
