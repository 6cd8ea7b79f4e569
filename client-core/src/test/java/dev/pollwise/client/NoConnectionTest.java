package dev.pollwise.client;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.policy.PollingPolicy;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where there is no connection, that is told as what it is, and nothing can have been accepted. */
@Timeout(60)
class NoConnectionTest {

  private static final JobId JOB = JobId.of("t-es");
  private static final PollingPolicy POLICY =
      Clients.POLICY.withFailureBudget(Duration.ofSeconds(30));

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(URI server) {
    return Clients.builder(server, clock, heard).policy(POLICY).build();
  }

  @Test
  void aConnectionRefusedIsToldAndLeadsToGivingUp() throws Exception {
    try (ClosedPort nobody = new ClosedPort();
        TranslationClient client = client(nobody.uri())) {
      assertGaveUp(
          client.watch(JOB).await(),
          "no answer: connection refused (" + nobody.uri() + "/v3/video-translations/t-es)");
    }
  }

  @Test
  void anUnknownHostIsToldAndLeadsToGivingUp() throws Exception {
    try (TranslationClient client = client(URI.create("http://no-such-host.invalid"))) {
      assertGaveUp(
          client.watch(JOB).await(),
          "no answer: the host name is unknown"
              + " (http://no-such-host.invalid/v3/video-translations/t-es)");
    }
  }

  private static void assertGaveUp(JobOutcome outcome, String cause) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class,
            lost -> {
              assertThat(lost.jobId()).isEqualTo(JOB);
              assertThat(lost.cause().describe()).isEqualTo(cause);
            });
  }

  @Test
  void aServerThatComesBackIsFoundAgain() throws Exception {
    ClosedPort down = new ClosedPort();
    WireMockServer server = new WireMockServer(options().port(down.port()));
    server.stubFor(
        get(urlPathEqualTo("/v3/video-translations/t-es")).willReturn(okJson(Bodies.COMPLETED)));
    try (down;
        TranslationClient client = Clients.builder(down.uri(), clock, heard).build()) {
      TranslationJob job = client.watch(JOB);
      await().until(() -> !heard.misses().isEmpty());
      down.close();
      server.start();

      assertThat(job.await())
          .isInstanceOfSatisfying(
              JobOutcome.Ended.class,
              ended -> assertThat(ended.status()).isInstanceOf(JobStatus.Completed.class));
      assertThat(heard.misses()).hasOnlyElementsOfType(Miss.Unreachable.class);
    } finally {
      server.stop();
    }
  }

  @Test
  void aServerThatCannotBeReachedHasAcceptedNothing() throws Exception {
    try (ClosedPort nobody = new ClosedPort();
        TranslationClient client = client(nobody.uri())) {
      assertNothingAccepted(client, "connection refused");
    }
  }

  @Test
  void aServerWhoseCertificateIsRefusedHasAcceptedNothing() {
    WireMockServer server = new WireMockServer(options().dynamicPort().dynamicHttpsPort());
    server.start();
    try (TranslationClient client = client(URI.create("https://localhost:" + server.httpsPort()))) {
      assertNothingAccepted(client, "certif");
      assertThat(server.getAllServeEvents()).isEmpty();
    } finally {
      server.stop();
    }
  }

  private static void assertNothingAccepted(TranslationClient client, String why) {
    assertThatThrownBy(() -> client.translate(TranslationRequest.of(Clients.VIDEO, "French")))
        .isInstanceOf(SubmitFailedException.Refused.class)
        .hasMessageContaining(why);
  }
}
