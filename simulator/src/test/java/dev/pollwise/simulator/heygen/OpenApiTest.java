package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.control.ControlFace;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import io.helidon.http.PathMatcher;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The routes and examples of the documents at /openapi against the running server. */
@Timeout(60)
class OpenApiTest {

  private final SimulatorServer simulator = SimulatorServer.builder().port(0).build().start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void everyRouteIsInADocumentAndTheOtherWayRound() throws Exception {
    FaceTestBench bench = FaceTestBench.tenSeconds();
    ControlFace control =
        new ControlFace(bench.faces.bench(), ScenarioCatalogue.shipped(), "127.0.0.1", "");

    assertThat(paths(bench.faces::routing)).isEqualTo(document(simulator.uri()).paths());
    assertThat(paths(control::routing)).isEqualTo(document(control()).paths());
  }

  @Test
  void everyMethodIsInADocument() throws Exception {
    for (URI listener : List.of(simulator.uri(), control())) {
      OpenApiDocument document = document(listener);
      for (String path : document.paths()) {
        String target = path.replaceAll("\\{[a-z]+}", "x");

        String allow =
            send(listener, "OPTIONS", target).headers().firstValue("Allow").orElseThrow();

        Set<String> served =
            new TreeSet<>(Arrays.asList(allow.toLowerCase(Locale.ROOT).split(", ", -1)));
        served.remove("head");
        assertThat(document.methods(path)).as(path).isEqualTo(served);
      }
    }
  }

  @Test
  void everyExampleFitsItsSchema() throws Exception {
    assertThat(document(simulator.uri()).misfitsOfExamples()).isEmpty();
    assertThat(document(control()).misfitsOfExamples()).isEmpty();
  }

  /** The paths that a face registers. */
  private static Set<String> paths(Consumer<HttpRouting.Builder> routing) {
    Set<String> paths = new TreeSet<>();
    routing.accept(recorder(paths));
    return paths;
  }

  private static HttpRouting.Builder recorder(Set<String> paths) {
    return (HttpRouting.Builder)
        Proxy.newProxyInstance(
            OpenApiTest.class.getClassLoader(),
            new Class<?>[] {HttpRouting.Builder.class},
            (proxy, method, args) -> {
              if (method.getName().equals("route") && args[1] instanceof PathMatcher path) {
                paths.add(path.matchingElement().orElseThrow());
              }
              if (method.getName().equals("register")
                  && args[0] instanceof HttpService[] services) {
                for (HttpService service : services) {
                  service.routing((HttpRouting.Builder) proxy);
                }
              }
              return proxy;
            });
  }

  private OpenApiDocument document(URI listener) throws Exception {
    return new OpenApiDocument(send(listener, "GET", "/openapi").body());
  }

  private URI control() {
    return simulator.controlUri().orElseThrow();
  }

  private HttpResponse<String> send(URI listener, String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(listener.resolve(path))
            .method(method, BodyPublishers.noBody())
            .header("X-Api-Key", "demo")
            .build(),
        BodyHandlers.ofString());
  }
}
