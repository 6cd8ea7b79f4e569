package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The key never follows a redirect; what one means depends on whether it is for good. */
@Timeout(60)
class RedirectTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private JobOutcome outcomeAt(URI server) throws InterruptedException {
    try (TranslationClient client = Clients.builder(server, clock, heard).build()) {
      return client.watch(JobId.of("t-es")).await();
    }
  }

  @Test
  void aServerThatHasMovedForGoodEndsTheWaitSoonAndSaysWhereTo() throws Exception {
    try (RawServer server =
        new RawServer(exchange -> exchange.answer(308, "", "Location: https://new.test/api"))) {
      assertThat(outcomeAt(server.uri()))
          .isInstanceOfSatisfying(
              JobOutcome.GaveUp.class,
              lost ->
                  assertThat(lost.cause().describe())
                      .isEqualTo(
                          "HTTP 308: redirected to https://new.test/api, which is not followed"));
    }
  }

  @ParameterizedTest
  @CsvSource({"301, 60", "308, 60", "302, 900", "307, 900"})
  void onlyOneForGoodEndsItSoonerThanTheFailureBudget(int status, int seconds) {
    VirtualClock time = new VirtualClock();
    Poller poller =
        Poller.builder(job ->
                CompletableFuture.completedFuture(new Miss.Redirected(status, "https://new.test/")))
            .clock(time)
            .executor(time)
            .build();
    JobHandle job = poller.watch(JobId.of("t-es"));

    time.advance(Duration.ofSeconds(seconds - 1));
    assertThat(job.outcome()).isNotDone();
    time.advance(Duration.ofSeconds(2));

    assertThat(job.outcome().join()).isInstanceOf(JobOutcome.GaveUp.class);
  }

  @Test
  void aNetworkThatWantsASignInIsWaitedOut() throws Exception {
    try (RawServer server =
        new RawServer(exchange -> {
          if (heard.events().isEmpty()
              || heard.events().getLast().moment().elapsed().toSeconds() < 300) {
            exchange.answer(302, "", "Location: http://portal.test/login");
          } else {
            exchange.answer(200, Bodies.COMPLETED);
          }
        })) {
      assertThat(outcomeAt(server.uri())).isInstanceOf(JobOutcome.Ended.class);
    }
  }

  @Test
  void aSubmitToAServerThatHasMovedForGoodEndsAtOnce() throws Exception {
    try (RawServer server =
            new RawServer(exchange -> exchange.answer(301, "", "Location: https://new.test/"));
        TranslationClient client = Clients.builder(server.uri(), clock, heard).build()) {
      assertThatThrownBy(
              () -> client.translate(TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)")))
          .isInstanceOf(SubmitFailedException.class)
          .hasMessageContaining("https://new.test/");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = HttpClient.Redirect.class, names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
  void refusesAClientThatWouldTakeTheKeyElsewhere(HttpClient.Redirect redirects) {
    try (HttpClient following = HttpClient.newBuilder().followRedirects(redirects).build()) {
      assertThatThrownBy(() ->
              Clients.builder(URI.create("http://localhost:1"), clock, heard).httpClient(following))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("httpClient that follows redirects " + redirects)
          .hasMessageContaining("NEVER");
    }
  }
}
