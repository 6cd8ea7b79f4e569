package dev.pollwise.simulator;

import static dev.pollwise.simulator.WebhookBench.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RecordingReceiver.Post;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.webhook.WebhookSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rules can say of webhooks, through the doors of a real server. */
@Timeout(60)
class WebhookRuleTest {

  private static final String ALL = "/v3/video-translations";

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebhookBench bench = new WebhookBench(TEN_SECONDS, WebhookSettings.local());

  @AfterEach
  void close() {
    bench.close();
    client.shutdownNow();
  }

  @Test
  void aWebhookThatContradictsTheStatus() throws Exception {
    rule("{fault: wrong-state, shown: failed, message: Lost, route: webhook, job: liar}");
    bench.register("/hook");
    String job = bench.create("\"callback_id\":\"liar\",");
    bench.create("\"callback_id\":\"honest\",");
    bench.advance(Duration.ofSeconds(10));

    List<String> posts = bench.posts(2).stream().map(Post::body).sorted().toList();

    assertThat(posts)
        .anyMatch(post -> post.contains("video_translate.fail") && post.contains("Lost"));
    assertThat(posts).anyMatch(post -> post.contains("video_translate.success"));
    assertThat(WebhookBench.data(get(ALL + "/" + job)).getString("status")).isEqualTo("completed");
    assertThat(bench.metric("pollwise_faults_injected_total{fault=\"wrong-state\"}")).isEqualTo(1);
  }

  @Test
  void webhooksAreLostDoubledAndLatePerJob() throws Exception {
    rule("{fault: webhook-loss, job: lost}");
    rule("{fault: webhook-duplicate, job: twice}");
    rule("{fault: webhook-delay, delay: 5s, job: late}");
    bench.register("/hook");
    for (String name : List.of("lost", "twice", "late", "usual")) {
      bench.create("\"callback_id\":\"" + name + "\",");
    }
    bench.advance(Duration.ofSeconds(10));
    bench.outcomes(4);
    bench.advance(Duration.ofSeconds(5));

    assertThat(bench.outcomes(5))
        .extracting(Journal.JournalEntry::fault)
        .containsExactlyInAnyOrder("webhook-loss", "", "webhook-duplicate", "", "webhook-delay");
    assertThat(bench.posts(4)).extracting(Post::body).noneMatch(body -> body.contains("\"lost\""));
  }

  @Test
  void theWebhooksOfJobsThatRunKeepTheLawOfTheirScenario() throws Exception {
    bench.register("/hook");
    bench.create("");
    putScenario("{duration: 10s, webhooks: {loss: 1}}");
    bench.create("");
    putScenario("{duration: 10s}");
    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(2))
        .extracting(Journal.JournalEntry::fault)
        .containsExactlyInAnyOrder("", "webhook-loss");
  }

  private void rule(String rule) throws Exception {
    HttpResponse<String> added = post("/simulator/faults", rule);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
  }

  private void putScenario(String scenario) throws Exception {
    HttpResponse<String> put =
        client.send(
            HttpRequest.newBuilder(control("/simulator/scenario"))
                .PUT(BodyPublishers.ofString(scenario))
                .build(),
            BodyHandlers.ofString());
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(control(path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI control(String path) {
    return bench.simulator().controlUri().orElseThrow().resolve(path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(bench.simulator().uri().resolve(path))
            .header("X-Api-Key", "demo")
            .build(),
        BodyHandlers.ofString());
  }
}
