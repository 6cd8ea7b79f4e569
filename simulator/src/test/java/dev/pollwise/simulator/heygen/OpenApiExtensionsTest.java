package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.heygen.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.scenario.RequestLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is switched on for once must be in the document as well. */
class OpenApiExtensionsTest {

  private static final String ALL = "/v3/video-translations";
  private static final String ONE = ALL + "/{id}";
  private static final List<String> HEADERS =
      List.of("RateLimit", "RateLimit-Policy", "Preference-Applied", "Retry-After");

  private final FaceTestBench bench =
      new FaceTestBench(
          FaceTestBench.tenSecondJobs().withRequestLimit(new RequestLimit(5, Duration.ofHours(1))),
          FaceSettings.defaults()
              .withHeyGen(
                  new HeyGenOptions(
                      Set.of(),
                      false,
                      "resource_not_found",
                      ForeignJobs.FORBIDDEN,
                      false,
                      true,
                      Duration.ofDays(7),
                      new HeyGenOptions.Extensions(true, Duration.ofSeconds(5), true, true))));
  private final OpenApiDocument document = new OpenApiDocument(bench.get("/openapi").body());

  @Test
  void everyHeaderAndFieldOfTheExtensionsIsInTheDocument() {
    String id = bench.createdIds(FaceTestBench.CREATE).getFirst();
    bench.wall.pass(Duration.ofSeconds(10));
    Reply over = bench.send("GET", ALL + "/" + id, "", "X-Api-Key", "demo", "Prefer", "wait=1");
    bench.simulation.reset();
    String next = bench.createdIds(FaceTestBench.CREATE).getFirst();
    Reply pending = bench.get(ALL + "/" + next);

    assertThat(over.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(pending.header("Retry-After")).isEqualTo("5");
    assertThat(pending.header("RateLimit")).isNotEmpty();
    assertDocumented("get", ONE, over);
    assertDocumented("get", ONE, pending);
    assertThat(document.in("components", "schemas", "Translation", "properties"))
        .satisfies(known -> assertThat(known.keySet().contains("progress")).isTrue());
    assertThat(over.data().getInt("progress")).isEqualTo(100);
    assertThat(String.valueOf(document.in("paths", ONE, "get").get("parameters")))
        .contains("name=Prefer");
  }

  @Test
  void refusalsAreDocumentedWithTheirHeaders() {
    String id = bench.createdIds(FaceTestBench.CREATE).getFirst();

    Reply foreign = bench.send("GET", ALL + "/" + id, "", "X-Api-Key", "other");
    Reply unfinished = bench.send("DELETE", ALL + "/" + id, "", "X-Api-Key", "demo");
    Reply tooMany = unfinished;
    while (tooMany.status() != 429) {
      tooMany = bench.get(ALL + "/" + id);
    }

    assertThat(foreign.status()).isEqualTo(403);
    assertThat(unfinished.status()).isEqualTo(409);
    assertDocumented("get", ONE, foreign);
    assertDocumented("delete", ONE, unfinished);
    assertDocumented("get", ONE, tooMany);
  }

  private void assertDocumented(String method, String path, Reply reply) {
    Map<?, ?> response =
        document.in("paths", path, method, "responses", Integer.toString(reply.status()));
    for (String header : HEADERS) {
      if (!reply.header(header).isEmpty()) {
        assertThat(document.in(response, "headers").keySet().contains(header))
            .as(header + " at " + reply.status())
            .isTrue();
      }
    }
    Object schema = document.in(response, "content", "application/json", "schema");
    assertThat(document.misfits(schema, reply.body())).isEmpty();
  }
}
