package dev.pollwise.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.report.Gate;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The verdict as a gate: 200, or 422 with reasons. */
@Timeout(60)
class VerdictGateTest {

  private static final String ALL = "/v3/video-translations";

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private final DirectClient control = control();

  private record Outcome(int status, String type, String body) {

    JsonObject json() {
      return Json.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow().asJsonObject();
    }

    List<String> reasons() {
      return json().getJsonArray("reasons").getValuesAs(JsonString.class).stream()
          .map(JsonString::getString)
          .toList();
    }
  }

  private DirectClient control() {
    HttpRouting.Builder routing = HttpRouting.builder();
    new ControlFace(bench.faces.bench(), ScenarioCatalogue.shipped(), "127.0.0.1", "")
        .routing(routing);
    return new DirectClient(routing);
  }

  private Outcome verdict(String query, String... accept) {
    Http1ClientRequest request =
        control.get("/simulator/verdict").header(HeaderNames.HOST, "localhost");
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      request.queryParam(parts[0], parts[1].split(";", -1));
    }
    if (accept.length > 0) {
      request.header(HeaderNames.ACCEPT, accept);
    }
    try (Http1ClientResponse response = request.request()) {
      String type = response.headers().contentType().orElseThrow().text();
      return new Outcome(response.status().code(), type, response.as(String.class));
    }
  }

  /** Asks once too early, a second after the end, and once more for nothing. */
  private void pollBadly() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    get(job);
    bench.wall.pass(Duration.ofSeconds(11));
    get(job);
    get(job);
  }

  private void get(String job) {
    bench.send("GET", ALL + "/" + job, "", "X-Api-Key", "demo", "User-Agent", "a|b<c>&\"`d`");
  }

  @Test
  void passesWhoeverKeepsWithinBounds() {
    pollBadly();

    Outcome good = verdict("lost=0&early=0&cost=4&late=1s&calls=3&after_end=1&wasted=2");

    assertThat(good.status()).isEqualTo(200);
    assertThat(good.json().getBoolean("passed")).isTrue();
    assertThat(good.reasons()).isEmpty();
  }

  @Test
  void tellsInASentenceEachWhyNot() {
    pollBadly();

    Outcome bad = verdict("lost=0&cost=1.5&late=500ms&after_end=0");

    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.json().getBoolean("passed")).isFalse();
    assertThat(bad.reasons()).hasSize(3);
    assertThat(bad.reasons().getFirst())
        .contains("cost is 3.2, and may be at most 1.5")
        .endsWith(".");
    assertThat(bad.reasons().get(1)).contains("late is 1s, and may be at most 500ms");
    assertThat(bad.reasons().getLast()).contains("after_end is 1, and may be at most 0");
  }

  @Test
  void aCallThatCostsMoreWeighsMore() {
    pollBadly();

    assertThat(verdict("r=1s&cost=3.9").reasons().getFirst()).contains("cost is 4");
  }

  @Test
  void nobodyPassesWithoutHavingDoneAnything() {
    bench.get("/v3/users/me");

    Outcome nothing = verdict("lost=0");

    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.reasons()).containsExactly("No client submitted or polled anything.");
  }

  @Test
  void whatIsNotKnownDoesNotPass() {
    String job = bench.createdIds(FaceTestBench.CREATE).getFirst();
    get(job);

    assertThat(verdict("lost=0&early=0").status()).isEqualTo(200);
    assertThat(verdict("cost=1000000000&late=36500d").reasons())
        .hasSize(2)
        .allSatisfy(reason -> assertThat(reason).contains("is not known"));
  }

  @Test
  void whereSomethingHadToBeForgottenNobodyPasses() {
    pollBadly();
    bench.faces.gradebook().keyForgotten();

    assertThat(verdict("").reasons())
        .hasSize(1)
        .first()
        .asString()
        .endsWith("forgotten: 1 idempotency keys.");
  }

  @Test
  void aJobThatNobodyAskedAboutIsLost() {
    bench.create(FaceTestBench.CREATE);
    bench.wall.pass(Duration.ofSeconds(11));

    assertThat(verdict("lost=0").reasons()).hasSize(1).first().asString().contains("lost is 1");
  }

  @ParameterizedTest
  @CsvSource({
    "loss=0, loss",
    "lost=x, lost",
    "lost=-1, lost",
    "lost=1e300, lost",
    "lost=NaN, lost",
    "lost=1000000001, lost",
    "lost=, lost",
    "late=5, late",
    "late=-1s, late",
    "late=200000d, late",
    "late=PT9223372036854775807S, late",
    "r=0s, r",
    "r=2d, r",
    "format=html, format",
    "lost=0;1, lost"
  })
  void refusesBoundsThatAreNone(String query, String param) {
    Outcome refused = verdict(query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().getString("param")).isEqualTo(param);
    assertThat(refused.json().getString("detail")).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*                                     | application/json
          text/html                               | application/json
          text/markdown                           | text/markdown; charset=utf-8
          text/*                                  | text/markdown; charset=utf-8
          application/xml                         | application/xml
          text/xml;q=0.9, application/json;q=0.8  | application/xml
          text/markdown;q=0, application/xml;q=.x | application/xml
          application/*;q=0.1, TEXT/MARKDOWN      | text/markdown; charset=utf-8
          ,;,q=                                   | application/json
          """)
  void isToldAsIsAccepted(String accept, String type) {
    assertThat(verdict("", accept).type()).isEqualTo(type);
  }

  @Test
  void isReadAsTestsByServersThatShowThem() throws Exception {
    pollBadly();

    Outcome told = verdict("cost=1&lost=0&format=junit");

    assertThat(told.status()).isEqualTo(422);
    Element suite =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(told.body())))
            .getDocumentElement();
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("tests"))
        .isEqualTo("6"); // two for the report, two for each client
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(6);
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).contains("a|b<c>&\"`d`", "cost is");
  }

  @Test
  void isASummaryInWhichNamesAreText() {
    pollBadly();

    String summary = verdict("cost=1&format=markdown").body();

    assertThat(summary).contains("### Polling: failed", "a\\|b\\<c\\>&\"\\`d\\`", "| ❌ |");
    assertThat(summary.lines().filter(line -> line.startsWith("- "))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Gate.Threshold.class)
  void eachBoundIsInTheGuideAndInTheDocument(Gate.Threshold threshold) throws Exception {
    String row = "\n| `" + threshold.word() + "` | " + threshold.says() + " |\n";
    assertThat(Files.readString(Path.of("../docs/simulator.md"))).contains(row);
    try (Http1ClientResponse document =
        control.get("/openapi").header(HeaderNames.HOST, "localhost").request()) {
      assertThat(document.as(String.class)).contains("{name: " + threshold.word() + ", in: query");
    }
  }
}
