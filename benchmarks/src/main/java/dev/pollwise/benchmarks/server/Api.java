package dev.pollwise.benchmarks.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;

/** What the measurements ask of a simulator beside the load. */
final class Api implements AutoCloseable {

  private static final String TRANSLATIONS = "/v3/video-translations";

  private final URI server;
  private final HttpClient client = HttpClient.newHttpClient();

  Api(URI server) {
    this.server = server;
  }

  static String pathOf(String id) {
    return TRANSLATIONS + "/" + id;
  }

  List<String> languages() throws IOException, InterruptedException {
    return texts(send(request("demo", "/languages").build()));
  }

  /** Creates a job in each of the languages; returns their ids. */
  List<String> create(String key, List<String> languages) throws IOException, InterruptedException {
    String names =
        languages.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
    String body =
        "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},\"output_languages\":["
            + names
            + "]}";
    return texts(send(request(key, "").POST(BodyPublishers.ofString(body)).build()));
  }

  /** The answer about a job. */
  String text(String id) throws IOException, InterruptedException {
    return send(request("demo", "/" + id).build());
  }

  /**
   * A page of a list.
   *
   * @param jobs how many it has
   * @param next token of the next one; empty if it is the last
   */
  record Page(int jobs, String next) {}

  Page page(String key, String token) throws IOException, InterruptedException {
    String at = token.isEmpty() ? "" : "&token=" + token;
    String body = send(request(key, "?limit=100" + at).build());
    String before = "\"next_token\":\"";
    int next = body.indexOf(before);
    return new Page(
        body.split("\"created_at\"", -1).length - 1,
        next < 0
            ? ""
            : body.substring(next + before.length(), body.indexOf('"', next + before.length())));
  }

  private HttpRequest.Builder request(String key, String path) {
    return HttpRequest.newBuilder(URI.create(server + TRANSLATIONS + path))
        .header("X-Api-Key", key)
        .header("Content-Type", "application/json");
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** The texts of the only array of texts in an answer. */
  private static List<String> texts(String body) {
    String list = body.substring(body.indexOf('[') + 2, body.indexOf(']') - 1);
    return List.of(list.split("\",\"", -1));
  }

  @Override
  public void close() {
    client.close();
  }
}
