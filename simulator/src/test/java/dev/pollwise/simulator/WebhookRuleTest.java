package dev.pollwise.simulator;

import static dev.pollwise.simulator.WebhookBench.TEN_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RecordingReceiver.Post;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.webhook.WebhookSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rules can say of webhooks, through the doors of a real server. */
@Timeout(60)
class WebhookRuleTest {

  private static final String ALL = "/v3/video-translations";

  private final WebhookBench bench = new WebhookBench(TEN_SECONDS, WebhookSettings.local());

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aWebhookThatContradictsTheStatus() throws Exception {
    bench.rule("{fault: wrong-state, shown: failed, message: Lost, route: webhook, job: liar}");
    bench.register("/hook");
    String job = bench.create("\"callback_id\":\"liar\",");
    bench.create("\"callback_id\":\"honest\",");
    bench.advance(Duration.ofSeconds(10));

    List<String> posts = bench.posts(2).stream().map(Post::body).sorted().toList();

    assertThat(posts)
        .anyMatch(post -> post.contains("video_translate.fail") && post.contains("Lost"));
    assertThat(posts).anyMatch(post -> post.contains("video_translate.success"));
    assertThat(WebhookBench.data(bench.call("GET", ALL + "/" + job, "")).getString("status"))
        .isEqualTo("completed");
    assertThat(bench.metric("pollwise_faults_injected_total{fault=\"wrong-state\"}")).isEqualTo(1);
  }

  @Test
  void webhooksAreLostDoubledAndLatePerJob() throws Exception {
    bench.rule("{fault: webhook-loss, job: lost}");
    bench.rule("{fault: webhook-duplicate, job: twice}");
    bench.rule("{fault: webhook-delay, delay: 5s, job: late}");
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
    bench.scenario("{duration: 10s, webhooks: {loss: 1}}");
    bench.create("");
    bench.scenario("{duration: 10s}");
    bench.advance(Duration.ofSeconds(10));

    assertThat(bench.outcomes(2))
        .extracting(Journal.JournalEntry::fault)
        .containsExactlyInAnyOrder("", "webhook-loss");
  }
}
