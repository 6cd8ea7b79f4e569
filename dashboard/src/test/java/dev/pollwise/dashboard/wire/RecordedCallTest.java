package dev.pollwise.dashboard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobId;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.Exchange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is kept of a call, and that no secret is in it. */
class RecordedCallTest {

  private static RecordedCall call(Secret key, List<String> jobs) {
    URI address = URI.create("https://api.example/v3/video-translations/" + jobs.getFirst());
    return new RecordedCall(
        Instant.EPOCH,
        jobs.stream().map(JobId::of).toList(),
        HttpRequest.newBuilder(address)
            .header("X-Api-Key", key.value())
            .header("Accept", "application/json")
            .build(),
        new Redaction(key));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void secretsAreNeverKept() {
    RecordedCall call = call(new Secret("sk-live-1"), List.of("a"));
    call.read(
        bytes(
            "{\"video_url\":\"https://user:pw@cdn.example\\/v.mp4?Signature=abc\\u0026Expires=1\","
                + "\"echo\":\"you sent sk-live-1\",\"callback\":\"http://h.example/x#frag\","
                + "\"Access_Token\" : \"to\\\"ken\",\"status\":\"running\"}"));

    Exchange seen = call.about(JobId.of("a"), 1);

    assertThat(seen.request()).contains("x-api-key: [redacted]").contains("accept: application");
    assertThat(seen.text())
        .doesNotContain("sk-live-1")
        .doesNotContain("abc")
        .doesNotContain("pw")
        .doesNotContain("frag")
        .doesNotContain("to\\\"ken")
        .contains("cdn.example\\/v.mp4?[redacted]")
        .contains("\"status\":\"running\"");
  }

  @Test
  void aLongAnswerIsCutAndSaysSo() {
    RecordedCall call = call(new Secret("k"), List.of("a"));
    call.read(bytes("x".repeat(100_000)));

    Exchange seen = call.about(JobId.of("a"), 1);

    assertThat(seen.body()).hasSize(RecordedCall.MOST_BODY);
    assertThat(seen.remark()).isEqualTo("the first 8,192 of 100,000 characters");
  }

  @Test
  void whatDidNotComeIsSaid() {
    RecordedCall call = call(new Secret("k"), List.of("a"));
    assertThat(call.about(JobId.of("a"), 1).text()).endsWith("(no answer arrived)");
    call.read(bytes(""));
    assertThat(call.about(JobId.of("a"), 3).remark())
        .isEqualTo("the last of 3 requests; an empty answer");
  }

  @Test
  void ofASharedAnswerAJobShowsItsPartAndAllOfItWhereThatCannotBeFound() {
    RecordedCall call = call(new Secret("k"), List.of("a", "b"));
    call.read(bytes("{\"data\":[{\"id\":\"a\",\"s\":\"done\"},{\"id\":\"b\",\"s\":\"running\"}]}"));
    assertThat(
            List.of("a", "b").stream()
                .collect(Collectors.toMap(id -> id, id -> call.about(JobId.of(id), 1).body())))
        .isEqualTo(
            Map.of("a", "{\"id\":\"a\",\"s\":\"done\"}", "b", "{\"id\":\"b\",\"s\":\"running\"}"));

    RecordedCall broken = call(new Secret("k"), List.of("a", "b"));
    broken.read(bytes("<html>bad gateway"));
    assertThat(broken.about(JobId.of("b"), 1).body()).isEqualTo("<html>bad gateway");
  }
}
