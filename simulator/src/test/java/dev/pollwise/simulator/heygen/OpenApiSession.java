package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RawConnection;
import dev.pollwise.simulator.heygen.OpenApiDocument.Operation;
import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks one listener, and holds each answer against the document that the listener serves. */
final class OpenApiSession implements AutoCloseable {

  static final String TOO_LONG = "Content-Length: 99999999";
  static final String BADLY_FRAMED = "Content-Length: -1";

  private static final Pattern HEAD =
      Pattern.compile("HTTP/1\\.1 (\\d{3}) (?s:.*?)\r\n\r\n", Pattern.CASE_INSENSITIVE);
  private static final Pattern TYPE =
      Pattern.compile("\r\nContent-Type: ([^\r]*)\r\n", Pattern.CASE_INSENSITIVE);

  private final URI listener;
  private final List<String> credentials;
  private final HttpClient client = HttpClient.newHttpClient();
  private final OpenApiDocument document;
  private final Set<String> given = new TreeSet<>();
  private final List<String> complaints = new ArrayList<>();

  /** Sends these headers wherever it is not said otherwise, names and values in turn. */
  OpenApiSession(URI listener, String... credentials) throws Exception {
    this.listener = listener;
    this.credentials = List.of(credentials);
    this.document =
        new OpenApiDocument(
            client
                .send(
                    HttpRequest.newBuilder(listener.resolve("/openapi")).build(),
                    BodyHandlers.ofString())
                .body());
  }

  OpenApiDocument document() {
    return document;
  }

  /** Sends a request with the example of a body that the document has for it. */
  HttpResponse<String> askAsDocumented(int status, String method, String target) throws Exception {
    String path = document.pathOf(target);
    return ask(status, method, target, document.exampleFor(method, path));
  }

  HttpResponse<String> ask(int status, String method, String target) throws Exception {
    return ask(status, method, target, "");
  }

  /** Sends JSON, unless the headers say otherwise; the status must be this one. */
  HttpResponse<String> ask(int status, String method, String target, String body, String... headers)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    addMissing(all, credentials);
    addMissing(all, List.of("Content-Type", "application/json"));
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(listener.resolve(target))
                .method(
                    method,
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .headers(all.toArray(new String[0]))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode())
        .as(method + " " + target + ": " + answer.body())
        .isEqualTo(status);
    note(
        method,
        target,
        status,
        answer.headers().firstValue("Content-Type").orElse(""),
        answer.body());
    return answer;
  }

  private static void addMissing(List<String> headers, List<String> usual) {
    for (int i = 0; i < usual.size(); i += 2) {
      if (!headers.contains(usual.get(i))) {
        headers.addAll(usual.subList(i, i + 2));
      }
    }
  }

  /** Opens an answer without end, and leaves it. */
  void open(String target) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(listener.resolve(target));
    HttpResponse<InputStream> answer =
        client.send(
            request.headers(credentials.toArray(new String[0])).build(),
            BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertThat(body.read()).isPositive();
    }
    String type = answer.headers().firstValue("Content-Type").orElse("");
    note("GET", target, answer.statusCode(), type, "");
  }

  /** Sends the same header lines to every operation, whatever it answers. */
  void askEverywhere(String... lines) throws Exception {
    for (Operation operation : document.operations()) {
      String target = operation.path().replaceAll("\\{[a-z]+}", "x");
      Raw raw = raw(operation.method() + " " + target + " HTTP/1.1\r\n", lines);
      note(operation.method(), target, raw.status(), raw.type(), raw.body());
    }
  }

  private record Raw(int status, String type, String body) {}

  private Raw raw(String requestLine, String... lines) throws Exception {
    try (RawConnection connection = new RawConnection(listener)) {
      connection.write(
          requestLine
              + "Host: localhost\r\nConnection: close\r\n"
              + String.join("\r\n", lines)
              + (lines.length == 0 ? "" : "\r\n")
              + "\r\n");
      String text = connection.readAll();
      Matcher head = HEAD.matcher(text);
      assertThat(head.lookingAt()).as(text).isTrue();
      Matcher type = TYPE.matcher(head.group());
      return new Raw(
          Integer.parseInt(head.group(1)),
          type.find() ? type.group(1) : "",
          text.substring(head.end()));
    }
  }

  /** Sends what no operation takes; the document must tell of the status apart from all of them. */
  void askNowhere(int status, String requestLine, String... lines) throws Exception {
    Raw raw = raw(requestLine + "\r\n", lines);
    assertThat(raw.status()).as(requestLine).isEqualTo(status);
    given.add("anywhere " + status);
    complaints.addAll(
        document.complaintsAnywhere(
            status, raw.type(), raw.body().getBytes(StandardCharsets.UTF_8)));
  }

  /** An answer that was got another way. */
  void note(String method, String target, int status, String type, String body) {
    Operation operation = new Operation(method, document.pathOf(target.replaceAll("\\?.*", "")));
    given.add(operation + " " + status);
    complaints.addAll(
        document.complaints(operation, status, type, body.getBytes(StandardCharsets.UTF_8)));
  }

  /** That every answer was as documented, and that every documented answer was given. */
  void assertComplete() {
    assertThat(complaints).isEmpty();
    Set<String> documented = new TreeSet<>();
    document.operations().forEach(operation -> documented.addAll(document.answers(operation)));
    document.in("x-anywhere").keySet().forEach(status -> documented.add("anywhere " + status));
    assertThat(given).isEqualTo(documented);
  }

  static JsonObject data(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8))
        .orElseThrow()
        .asJsonObject()
        .getJsonObject("data");
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  /** What belongs to no operation, on either face. */
  void askWhatNoOperationTakes(String credentials) throws Exception {
    askNowhere(400, "NONSENSE");
    askNowhere(404, "GET /nowhere HTTP/1.1", credentials);
    askNowhere(405, "PUT /openapi HTTP/1.1", credentials);
    askNowhere(413, "POST /nowhere HTTP/1.1", TOO_LONG);
    askNowhere(414, "GET /" + "x".repeat(8_000) + " HTTP/1.1");
    askNowhere(400, "GET /openapi HTTP/1.1", "X: " + "x".repeat(20_000));
    askNowhere(501, "BREW /openapi HTTP/1.1", credentials);
    askNowhere(505, "GET /openapi HTTP/1.0");
  }
}
