package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.http.ServerContext;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JsonLineTest {

  @Test
  void tellsOfEachRequestInOneLineWithoutItsKey() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    ServerContext.RequestLog log = entry -> lines.add(JsonLine.of(entry));
    try (var client = HttpClient.newHttpClient();
        var simulator = SimulatorServer.builder().port(0).requestLog(log).build().start()) {
      client.send(
          HttpRequest.newBuilder(simulator.uri().resolve("/v3/video-translations?token=%22%0a"))
              .header("X-Api-Key", "a-secret")
              .header("User-Agent", "quoting \"agent\"")
              .build(),
          BodyHandlers.discarding());
    }

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).doesNotContain("a-secret", "\n");
    JsonObject line = read(lines.getFirst());
    assertThat(line.getString("msg")).isEqualTo("request");
    assertThat(line.getString("route")).isEqualTo("list");
    assertThat(line.getInt("status")).isEqualTo(400);
    assertThat(line.getString("client")).startsWith("key-");
    assertThat(line.getString("user_agent")).isEqualTo("quoting \"agent\"");
  }

  @Test
  void tellsOfAProblemInOneLine() {
    LogRecord logged = new LogRecord(Level.WARNING, "two\nlines");
    logged.setLoggerName("x.Y");
    logged.setThrown(new IllegalStateException("why"));

    String line = new JsonLine().format(logged);

    assertThat(line).endsWith("\n").containsOnlyOnce("\n");
    assertThat(read(line).getString("level")).isEqualTo("WARNING");
    assertThat(read(line).getString("error")).contains("why");
  }

  private static JsonObject read(String line) {
    try (var reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }
}
