package dev.pollwise.simulator;

import static dev.pollwise.simulator.WebhookBench.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RecordingReceiver.Post;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.webhook.WebhookSettings;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that do not take a webhook, faults on its way, and addresses it must not go to. */
@Timeout(60)
class WebhookTroubleTest {

  private WebhookBench bench = new WebhookBench(TEN_SECONDS, WebhookSettings.local());

  private void restart(Scenario scenario, WebhookSettings settings) {
    bench.close();
    bench = new WebhookBench(scenario, settings);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void triesAgainInSimulatedTimeUntilAccepted() throws Exception {
    bench.receiver().answers(500, 302);
    bench.register("/hook");
    bench.create("");

    bench.advance(Duration.ofSeconds(10));
    bench.posts(1);
    bench.outcomes(1);
    bench.advance(Duration.ofSeconds(9));
    assertThat(bench.receiver().posts()).hasSize(1);
    bench.advance(Duration.ofSeconds(1));
    bench.posts(2);
    bench.outcomes(2);
    bench.advance(Duration.ofSeconds(20));

    List<Post> posts = bench.posts(3);
    assertThat(posts).extracting(Post::body).containsOnly(posts.getFirst().body());
    assertThat(bench.outcomes(3))
        .extracting(Journal.JournalEntry::status)
        .containsExactly(500, 302, 200);
    assertThat(posts).extracting(Post::path).containsOnly("/hook");
  }

  @Test
  void givesUpAfterADay() throws Exception {
    bench.receiver().answers(500, 500);
    bench.register("/hook");
    bench.create("");
    bench.advance(Duration.ofSeconds(10));
    bench.outcomes(1);

    bench.advance(Duration.ofDays(1));
    bench.outcomes(2);
    bench.advance(Duration.ofDays(1));

    bench.call("GET", "/v3/webhooks/events", "");
    assertThat(bench.receiver().posts()).hasSize(2);
  }

  @Test
  void countsASlowReceiverAsFailed() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.local().withTimeout(Duration.ofMillis(50)));
    bench.register("/slow");
    bench.create("");

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(1).getFirst().status()).isZero();
    bench.advance(Duration.ofSeconds(10));
    assertThat(bench.posts(2)).hasSize(2);
  }

  @Test
  void losesWhatTheScenarioLosesAndSaysSo() throws Exception {
    restart(
        TEN_SECONDS.withWebhooks(new Scenario.WebhookLaw(DurationLaw.fixed(Duration.ZERO), 1, 0)),
        WebhookSettings.local());
    bench.register("/hook");
    bench.create("");

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(1).getFirst().fault()).isEqualTo("webhook-loss");
    assertThat(bench.receiver().posts()).isEmpty();
    assertThat(bench.call("GET", "/v3/webhooks/events", "").body())
        .contains("video_translate.success");
  }

  @Test
  void keepsToTheScenarioInWhichTheJobWasCreated() throws Exception {
    Scenario losing =
        TEN_SECONDS.withWebhooks(new Scenario.WebhookLaw(DurationLaw.fixed(Duration.ZERO), 1, 0));
    restart(losing, WebhookSettings.local());
    bench.register("/hook");
    bench.create("");
    bench.simulator().simulation().use(TEN_SECONDS);
    String kept = bench.create("");
    bench.simulator().simulation().use(losing);

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(2))
        .extracting(Journal.JournalEntry::fault)
        .containsExactlyInAnyOrder("webhook-loss", "");
    assertThat(bench.posts(1).getFirst().body()).contains(kept);
  }

  @Test
  void delaysAndDuplicatesAsTheScenarioSays() throws Exception {
    restart(
        TEN_SECONDS.withWebhooks(
            new Scenario.WebhookLaw(DurationLaw.fixed(Duration.ofSeconds(5)), 0, 1)),
        WebhookSettings.local());
    bench.register("/hook");
    bench.create("");

    bench.advance(Duration.ofSeconds(14));
    bench.call("GET", "/v3/webhooks/events", "");
    assertThat(bench.receiver().posts()).isEmpty();
    bench.advance(Duration.ofSeconds(1));

    assertThat(bench.posts(2))
        .extracting(post -> post.header("Heygen-event-id"))
        .containsOnly(bench.posts(2).getFirst().header("Heygen-event-id"));
    assertThat(bench.outcomes(2))
        .extracting(Journal.JournalEntry::fault)
        .containsExactlyInAnyOrder("webhook-delay", "webhook-duplicate");
  }

  @Test
  void sendsNothingToAddressesThatAreNotAllowed() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.safe().allowing(EnumSet.of(Allowed.HTTP)));
    bench.register("/hook");
    bench.create("");

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(1)).hasSize(1);
    assertThat(bench.receiver().posts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]"})
  void neverSteersItsOwnSimulator(String host) throws Exception {
    restart(TEN_SECONDS, WebhookSettings.local().allowing(EnumSet.allOf(Allowed.class)));
    int control = bench.simulator().controlUri().orElseThrow().getPort();
    int faces = bench.simulator().uri().getPort();
    bench.create("\"callback_url\":\"http://" + host + ":" + control + "/simulator/reset\",");
    bench.create("\"callback_url\":\"http://" + host + ":" + faces + "/status\",");

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(2)).extracting(Journal.JournalEntry::status).containsExactly(0, 0);
    assertThat(bench.metric("pollwise_webhook_deliveries_total{outcome=\"forbidden\"}"))
        .isEqualTo(2);
    assertThat(bench.simulator().simulation().implicitJob().id()).isEqualTo("implicit-1");
  }

  @Test
  void followsARedirectOnlyWhenAllowed() throws Exception {
    restart(TEN_SECONDS, WebhookSettings.local().allowing(EnumSet.allOf(Allowed.class)));
    bench.receiver().answers(307);
    bench.register("/hook");
    bench.create("");

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.posts(2)).extracting(Post::path).containsExactly("/hook", "/moved");
    assertThat(bench.outcomes(1)).extracting(Journal.JournalEntry::status).containsExactly(200);
  }

  @Test
  void showsNoSecretInJournalOrText() throws Exception {
    JsonObject endpoint = bench.register("/hook?token=hidden");
    bench.create("");

    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(1).toString())
        .doesNotContain("hidden")
        .doesNotContain(endpoint.getString("secret"));
  }
}
