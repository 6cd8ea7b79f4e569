package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Mangling;
import dev.pollwise.simulator.scenario.Scenario;
import io.helidon.http.HeaderName;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Extremes in every setting, header, law, rule, control body and query parameter: each is refused
 * in one line or obeyed; nothing is a 500, no thread ends, and a reset brings back a sane server.
 */
@Timeout(300)
class ExtremesTest {

  private static final int IN_FORCE = 250;
  private static final String JOBS = "/v3/video-translations";
  private static final String CREATE =
      "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},"
          + "\"output_languages\":[\"French\"]}";

  private final Warnings warnings = new Warnings();
  private final SimulatorServer simulator = SimulatorServer.builder().port(0).build().start();
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI control = simulator.controlUri().orElseThrow();

  @AfterEach
  void theServerIsSaneAfterAReset() throws Exception {
    send(control.resolve("/simulator/clock"), "PUT", "{scale: 1, frozen: false}");
    send(control.resolve("/simulator/scenario"), "PUT", "happy-path");
    simulator.simulation().reset();

    letOutagesEnd();
    assertThat(answer("GET", "/status", "")).startsWith("200 {\"result\":");
    assertThat(answer("POST", JOBS, CREATE)).startsWith("200 ");
    assertThat(answer("GET", JOBS, "")).startsWith("200 ").contains("\"status\":\"pending\"");
    for (String path : readable()) {
      assertThat(send(control.resolve(path), "GET", "")).as(path).startsWith("200 ");
    }
    simulator.close();
    warnings.close();
    assertThat(warnings.all()).isEmpty();
  }

  /**
   * An outage begins and ends a little after it was told to, and one after the other: when one more
   * has come and gone, so has one that was lifted at once.
   */
  private void letOutagesEnd() {
    String rule = simulator.fault(FaultRule.of(Fault.outage())).id();
    soon().until(this::isRefused);
    assertThat(simulator.simulation().faults().lift(rule)).isTrue();
    soon().until(() -> !isRefused());
  }

  /** Asked for hundreds of times: the hundred milliseconds of a usual wait would make minutes. */
  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(2));
  }

  @Test
  void inEveryKeyOfARule() throws Exception {
    List<FaultRule> accepted = accepted(FaultRule.FORM.reader());

    assertThat(accepted).extracting(rule -> rule.fault().word()).contains("outage", "no-url");
    for (FaultRule rule : some(accepted)) {
      String id = simulator.fault(rule).id();
      assertThat(send(control.resolve("/simulator/faults"), "GET", "")).startsWith("200 ");
      if (strikesAtOnce(rule)) {
        strike("GET", JOBS, "");
        strike("GET", "/status", "");
      }
      assertThat(simulator.simulation().faults().lift(id)).isTrue();
      if (rule.fault() instanceof Fault.Outage) {
        letOutagesEnd();
      }
    }
    assertThat(events()).contains("event: fault-added", "event: fault-lifted");
  }

  @Test
  void inEveryKeyOfAScenarioAndItsLaws() throws Exception {
    List<Scenario> accepted = accepted(value -> Scenario.read(value, "extreme"));

    assertThat(accepted).hasSizeGreaterThan(IN_FORCE);
    boolean wasOutage = false;
    for (Scenario scenario : some(accepted)) {
      simulator.simulation().use(scenario);
      boolean isOutage =
          scenario.faults().stream().anyMatch(rule -> rule.fault() instanceof Fault.Outage);
      if (wasOutage && !isOutage) {
        letOutagesEnd();
      }
      wasOutage = isOutage;
      if (!isOutage) {
        assertThat(answer("POST", JOBS, CREATE)).doesNotStartWith("5");
        assertThat(answer("GET", JOBS, "")).doesNotStartWith("5");
      }
      for (String path : List.of("scenario", "faults", "jobs")) {
        assertThat(send(control.resolve("/simulator/" + path), "GET", "")).startsWith("200 ");
      }
      simulator.simulation().reset();
    }
  }

  @Test
  void inEveryOtherBodyOfTheControlFace() throws Exception {
    for (String path : operations("requestBody")) {
      String method = path.substring(0, path.indexOf(' '));
      URI uri = control.resolve(path.substring(path.indexOf(' ') + 1));
      if (uri.getPath().endsWith("/faults") || uri.getPath().endsWith("/scenario")) {
        continue; // see above
      }
      Function<String, String> answer = body -> send(uri, method, body);
      List<String> bodies = new ArrayList<>();
      new Extremes(
              body -> Optional.of(answer.apply(body)).filter(a -> a.startsWith("4")), bodies::add)
          .explore();
      assertThat(bodies).hasSizeGreaterThan(Extremes.VALUES.size());
      for (String body : bodies) {
        assertThat(answer.apply(body)).as(body).doesNotStartWith("5");
        assertThat(answer("GET", "/status", "")).startsWith("200 ");
      }
    }
  }

  @Test
  void inEveryQueryParameter() {
    for (String path : operations("parameters")) {
      for (String name : parameters(path)) {
        for (String value : Extremes.VALUES) {
          String query = "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
          URI uri = control.resolve(path.substring(path.indexOf(' ') + 1) + query);
          assertThat(send(uri, "GET", "")).as(uri::toString).doesNotStartWith("5");
        }
      }
    }
  }

  @Test
  void inEveryHeader() throws Exception {
    Set<String> names = headers();
    assertThat(names).contains("x-pollwise-fault", "prefer", "idempotency-key", "x-api-key");
    for (String name : names) {
      for (String value : Extremes.VALUES) {
        assertThat(answer("GET", JOBS, "", name, value)).as(name).doesNotStartWith("5");
        assertThat(answer("POST", JOBS, CREATE, name, value)).as(name).doesNotStartWith("5");
        assertThat(send(control.resolve("/simulator/jobs"), "GET", "", name, value))
            .as(name)
            .doesNotStartWith("5");
      }
    }
  }

  /** What a reader makes of the extremes that it does not refuse; each refusal is one line. */
  private static <T> List<T> accepted(Function<YamlValue, T> reader) {
    List<T> accepted = new ArrayList<>();
    Function<String, Optional<String>> refusal =
        text -> {
          try {
            T unused = reader.apply(Yaml.read("x", text));
            return Optional.empty();
          } catch (DocumentException e) {
            return Optional.of(e.reason());
          }
        };
    new Extremes(
            refusal,
            text -> {
              Optional<String> refused = refusal.apply(text);
              refused.ifPresent(reason -> assertThat(reason).as(text).hasLineCount(1));
              if (refused.isEmpty()) {
                accepted.add(reader.apply(Yaml.read("x", text)));
              }
            })
        .explore();
    return accepted;
  }

  private static <T> List<T> some(List<T> all) {
    List<T> mixed = new ArrayList<>(all);
    Collections.shuffle(mixed, new Random(14));
    return mixed.subList(0, Math.min(IN_FORCE, mixed.size()));
  }

  private static boolean strikesAtOnce(FaultRule rule) {
    return switch (rule.fault()) {
      case Fault.Latency late -> false;
      case Fault.NoAnswer silence -> false;
      case Fault.Outage outage -> false;
      case Mangling.Stall stall -> false;
      case Mangling.Dribble dribble -> false;
      case Mangling.HugeBody huge -> false;
      default -> true;
    };
  }

  /** Whatever comes of it, it is no failure of ours. */
  private void strike(String method, String path, String body) throws InterruptedException {
    try {
      HttpRequest request = request(simulator.uri().resolve(path), method, body);
      String text = client.send(request, BodyHandlers.ofString()).body();
      assertThat(text).doesNotContain("Internal error");
    } catch (IOException faulted) {
      assertThat(faulted).isNotInstanceOf(ConnectException.class);
    }
  }

  /** What the faces answer while rules are kept away. */
  private String answer(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (!all.contains("x-pollwise-fault")) {
      all.addAll(List.of("X-Pollwise-Fault", "none"));
    }
    return send(simulator.uri().resolve(path), method, body, all.toArray(String[]::new));
  }

  private String send(URI uri, String method, String body, String... headers) {
    HttpRequest request = request(uri, method, body, headers);
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "500 " + e;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest request(URI uri, String method, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).header("X-Api-Key", "demo");
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request.method(method, BodyPublishers.ofString(body)).build();
  }

  private boolean isRefused() {
    try {
      new RawConnection(simulator.uri()).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** The oldest events, as far as they come at once. */
  private String events() throws IOException {
    try (RawConnection connection = new RawConnection(control, 2_000)) {
      connection.write(
          "GET /simulator/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\r\n");
      return connection.all(500).text();
    }
  }

  private List<String> readable() {
    return operations("").stream()
        .filter(each -> each.startsWith("GET ") && !each.contains("{") && !each.contains("events"))
        .map(each -> each.substring("GET ".length()))
        .toList();
  }

  /** Method and path of the operations of the control API that have something. */
  private List<String> operations(String having) {
    List<String> all = new ArrayList<>();
    FieldReader paths = paths();
    for (String path : paths.names()) {
      FieldReader operations = paths.require(path, FieldReader::new);
      for (String method : operations.names()) {
        YamlValue operation = operations.field(method).orElseThrow();
        if (operation instanceof YamlValue.Fields(var at, var fields)
            && (having.isEmpty() || fields.containsKey(having))) {
          all.add(method.toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    return all;
  }

  private List<String> parameters(String operation) {
    String method = operation.substring(0, operation.indexOf(' '));
    FieldReader found =
        paths()
            .require(operation.substring(method.length() + 1), FieldReader::new)
            .require(method.toLowerCase(Locale.ROOT), FieldReader::new);
    return FieldReader.items(found.field("parameters").orElseThrow()).stream()
        .map(FieldReader::new)
        .filter(each -> each.read("in", "", FieldReader::text).equals("query"))
        .map(each -> each.require("name", FieldReader::text))
        .toList();
  }

  private FieldReader paths() {
    String document = send(control.resolve("/openapi"), "GET", "").substring("200 ".length());
    return new FieldReader(Yaml.read("openapi", document)).require("paths", FieldReader::new);
  }

  /** The names of all headers that our code looks up, in constants of its own or of Helidon. */
  private static Set<String> headers() throws ReflectiveOperationException {
    Set<String> names = new TreeSet<>();
    for (JavaFieldAccess access :
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.pollwise.simulator")
                .stream()
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(each -> each.getTarget().getRawType().isEquivalentTo(HeaderName.class))
                .toList()) {
      var field =
          Class.forName(access.getTargetOwner().getName())
              .getDeclaredField(access.getTarget().getName());
      if (Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        names.add(((HeaderName) field.get(null)).lowerCase());
      }
    }
    // Those of the connection itself, which the client of this test does not let anybody set.
    names.removeAll(
        Set.of("connection", "content-length", "host", "transfer-encoding", "expect", "upgrade"));
    return names;
  }
}
