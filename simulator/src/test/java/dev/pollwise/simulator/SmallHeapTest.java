package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.Seen;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** That nothing a client sends fills the heap, as seen from outside a program with a small one. */
@Timeout(180)
class SmallHeapTest {

  private static final String LONG = "x".repeat(900_000);
  private static final String CREATE =
      "{\"video\":{\"type\":\"url\",\"url\":\"http://h/v.mp4\"},\"output_languages\":[%s]%s}";

  @TempDir private Path folder;
  private Program program;
  private URI faces;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(
        folder.resolve("counting.yaml"), "duration: 1h\nfaults: [{fault: close, every: 100000}]\n");
    program =
        Program.start(
            folder, Map.of(), List.of("-Xmx64m"), "--port", "0", "--scenario", "counting.yaml");
    faces = program.address("API");
  }

  @AfterEach
  void stop() {
    program.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void requestsWithoutAKeyLeaveNothing() throws Exception {
    try (RawConnection client = new RawConnection(faces)) {
      for (int i = 0; i < 200; i++) {
        String body = CREATE.formatted("\"French\"", ",\"callback_id\":\"" + i + LONG + "\"");
        assertThat(status(client.post("/v3/video-translations", body))).isEqualTo(401);
      }
    }
    assertStillServesAndEnds();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void manyClientsWithTheLongestOfEverythingFit() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      String mine = i + "x".repeat(900);
      try (RawConnection client = new RawConnection(faces)) {
        Seen created =
            client.post(
                "/v3/video-translations",
                CREATE.formatted(
                    "\"French\",\"Spanish (Spain)\"",
                    ",\"title\":\"%s\",\"callback_id\":\"%s\",\"callback_url\":\"https://example.com/%s\""
                        .formatted(mine, mine, mine.repeat(2))),
                "X-Api-Key: " + mine.repeat(5),
                "User-Agent: " + mine.repeat(5),
                "Idempotency-Key: " + mine.substring(0, 255));
        assertThat(status(created)).isEqualTo(200);
        assertThat(status(client.get("/v3/video-translations/" + mine.repeat(4), "X-Api-Key: k")))
            .isLessThan(500);
      }
    }
    assertStillServesAndEnds();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void moreJobsThanTheHeapHoldsAreForgotten() throws Exception {
    String languages = "\"French\",".repeat(39) + "\"French\"";
    try (RawConnection client = new RawConnection(faces)) {
      for (int i = 0; i < 400; i++) {
        Seen created =
            client.post(
                "/v3/video-translations", CREATE.formatted(languages, ""), "X-Api-Key: " + i);
        assertThat(status(created)).isEqualTo(200);
      }
    }
    assertStillServesAndEnds();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void bodiesThatNeverEndMakeRoomForThoseThatDo() throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        RawConnection each = new RawConnection(faces);
        each.write(
            "POST /v3/video-translations HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\n");
        each.write(LONG);
        slow.add(each);
      }

      // A quarter of the heap holds 16 of them. Which ones began first, only the server knows.
      Map<RawConnection, String> seen = new HashMap<>();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> {
            for (RawConnection each : slow) {
              RawConnection.All more = each.all(5);
              seen.merge(each, more.text() + more.end(), String::concat);
            }
            return seen.values().stream().filter(text -> !text.endsWith("OPEN")).count() >= 60 - 16;
          });
      // The refusal is lost where bytes of the body were still under way.
      assertThat(seen.values()).allMatch(text -> text.matches("(?s)(OPEN)*(HTTP/1.1 408 .*|RST)?"));
      try (RawConnection client = new RawConnection(faces)) {
        String body = CREATE.formatted("\"French\"", ",\"padding\":\"" + LONG + "\"");
        assertThat(status(client.post("/v3/video-translations", body, "X-Api-Key: k")))
            .isEqualTo(200);
      }
      assertStillServesAndEnds();
    } finally {
      for (RawConnection each : slow) {
        each.close();
      }
    }
  }

  private static int status(Seen seen) {
    assertThat(seen).isInstanceOf(Seen.Answer.class);
    return Integer.parseInt(((Seen.Answer) seen).text().substring(9, 12));
  }

  private void assertStillServesAndEnds() throws IOException, InterruptedException {
    try (RawConnection client = new RawConnection(faces);
        RawConnection control = new RawConnection(program.address("control"))) {
      assertThat(status(client.get("/status"))).isEqualTo(200);
      assertThat(status(control.get("/simulator/report"))).isEqualTo(200);
      assertThat(status(control.get("/observe/health"))).isEqualTo(200);
    }
    program.terminate();
    assertThat(program.exitCode()).isEqualTo(143);
    assertThat(program.err()).isEmpty();
  }
}
