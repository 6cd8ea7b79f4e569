package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The key never follows a redirect; what one means depends on whether it is for good. */
@Timeout(60)
class RedirectTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  @AfterEach
  void stopClock() {
    clock.close();
  }

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
      assertThat(heard.events().getLast().moment().elapsed())
          .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
    }
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
