package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.scenario.RequestLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExtensionsTest {

  private static final RequestLimit SIX_A_MINUTE = new RequestLimit(6, Duration.ofMinutes(1), 3);

  private static FaceTestBench with(HeyGenOptions.Extensions extensions) {
    return new FaceTestBench(
        FaceTestBench.tenSecondJobs().withRequestLimit(SIX_A_MINUTE),
        FaceSettings.defaults().withHeyGen(HeyGenOptions.defaults().withExtensions(extensions)));
  }

  private static Reply get(FaceTestBench bench, String id, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "X-Api-Key";
    all[1] = "demo";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return bench.send("GET", "/v3/video-translations/" + id, "", all);
  }

  private static String create(FaceTestBench bench) {
    return bench.createdIds(FaceTestBench.CREATE).getFirst();
  }

  @Test
  void nothingIsThereThatHeyGenDoesNotSend() {
    FaceTestBench bench = with(HeyGenOptions.Extensions.none());

    Reply reply = get(bench, create(bench), "Prefer", "wait=30");

    assertThat(reply.headers().keySet())
        .doesNotContain("retry-after", "preference-applied", "ratelimit", "ratelimit-policy");
    assertThat(reply.data().keySet()).doesNotContain("progress");
  }

  @Test
  void aPendingAnswerTellsWhenToComeBackInWallTime() {
    FaceTestBench bench =
        with(HeyGenOptions.Extensions.none().withPendingRetryAfter(Duration.ofSeconds(7)));
    bench.simulation.clock().scale(2);
    String id = create(bench);

    Reply pending = get(bench, id);
    bench.wall.pass(Duration.ofSeconds(5));
    Reply over = get(bench, id);

    assertThat(pending.header("Retry-After")).isEqualTo("4");
    assertThat(over.data().getString("status")).isEqualTo("completed");
    assertThat(over.header("Retry-After")).isEmpty();
  }

  @Test
  void progressGrowsWithTheWork() {
    FaceTestBench bench = with(HeyGenOptions.Extensions.none().withProgress(true));
    String id = create(bench);
    bench.wall.pass(Duration.ofMillis(5_900));
    int amid = get(bench, id).data().getInt("progress");
    bench.wall.pass(Duration.ofMillis(4_099));
    int almost = get(bench, id).data().getInt("progress");
    bench.wall.pass(Duration.ofMinutes(1));

    assertThat(amid).isEqualTo(59);
    assertThat(almost).isEqualTo(99);
    assertThat(get(bench, id).data().getInt("progress")).isEqualTo(100);
  }

  @Test
  void rateLimitHeadersTellTheBucketAndWhatIsLeft() {
    FaceTestBench bench = with(HeyGenOptions.Extensions.none().withRateLimitHeaders(true));
    String id = create(bench);

    Reply second = get(bench, id);
    Reply third = get(bench, id);
    Reply refused = get(bench, id);

    assertThat(second.header("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=30");
    assertThat(second.header("RateLimit")).isEqualTo("\"default\";r=1;t=10");
    assertThat(third.header("RateLimit")).isEqualTo("\"default\";r=0;t=10");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("RateLimit")).isEqualTo("\"default\";r=0;t=10");
    assertThat(refused.header("Retry-After")).isEqualTo("10");
  }
}
