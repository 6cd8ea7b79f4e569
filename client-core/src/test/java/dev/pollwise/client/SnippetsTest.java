package dev.pollwise.client;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.StatusSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation do what they say. */
@Timeout(60)
class SnippetsTest {

  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void start() {
    server.start();
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void stop() {
    System.setOut(out);
    System.setErr(err);
    server.stop();
  }

  @Test
  void translatesAndTellsHowEachJobEnded() throws InterruptedException {
    server.stubFor(
        post(urlPathEqualTo("/v3/video-translations"))
            .willReturn(okJson(Bodies.accepted("t-es", "t-fr"))));
    server.stubFor(
        get(urlPathEqualTo("/v3/video-translations/t-es")).willReturn(okJson(Bodies.COMPLETED)));
    server.stubFor(
        get(urlPathEqualTo("/v3/video-translations/t-fr"))
            .willReturn(okJson(Bodies.failed("no audio"))));

    Snippets.translate(URI.create(server.baseUrl()), Clients.VIDEO);

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .contains("https://x.test/v.mp4?Signature=s", "no audio");
    server.verify(
        1,
        postRequestedFor(urlPathEqualTo("/v3/video-translations"))
            .withHeader("X-Api-Key", equalTo("demo")));
  }

  @Test
  void forecastsWhatAPolicyCosts() {
    Snippets.forecast();

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .matches(
            "34\\.\\d calls, 5\\.\\d s late, cost 3\\d\\.\\d; the best possible is 1\\d\\.\\d\\R");
  }

  @Test
  void letsAnHourPassInVirtualTime() {
    Snippets.virtual();

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("true", "PT1H", "6");
  }

  @Test
  void runsAWholeClientInVirtualTime() {
    Snippets.virtualClient();

    assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("true", "1");
  }

  @Test
  void keepsWhatOutlivesAProcess(@TempDir Path folder) throws InterruptedException {
    JobId job = JobId.of("job-1");
    StatusSource over =
        asked ->
            CompletableFuture.completedFuture(
                new Answer.Seen(new JobStatus.Completed(asked, JobStatus.Result.empty())));
    PollingPolicy quick = PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofMillis(1)));

    Snippets.learned(folder.resolve("learned.json"), over, job, quick);
    assertThat(folder.resolve("learned.json"))
        .content()
        .contains("\"server\":\"poller:local\"", "\"by\":\"PT");
    assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("1");
  }
}
