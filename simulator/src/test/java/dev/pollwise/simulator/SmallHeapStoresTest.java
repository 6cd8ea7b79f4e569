package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That what clients may store for long does not fill a small heap either. */
@Timeout(180)
class SmallHeapStoresTest {

  private static final String ITEM =
      "{\"video\":{\"type\":\"url\",\"url\":\"http://h/v.mp4\"},\"output_languages\":[\"French\"],"
          + "\"title\":\"%s\",\"callback_id\":\"%s\"}";

  @TempDir private Path folder;
  private Program program;
  private URI faces;

  @BeforeEach
  void start() throws Exception {
    List<String> jvm = List.of("-Xmx64m", "-XX:+UseSerialGC");
    program = Program.start(folder, Map.of(), jvm, "--port", "0");
    faces = program.address("faces");
  }

  @AfterEach
  void servesOnAndEnds() throws Exception {
    try (Program ending = program;
        RawConnection client = new RawConnection(faces);
        RawConnection control = new RawConnection(program.address("control"))) {
      assertThat(client.get("/status").toString()).contains("HTTP/1.1 200 ");
      assertThat(control.get("/observe/health").toString()).contains("HTTP/1.1 200 ");
      ending.terminate();
      assertThat(ending.exitCode()).isEqualTo(143);
      assertThat(ending.err()).isEmpty();
    }
  }

  @Test
  void filesOfManyClients() throws Exception {
    String file = "z".repeat(3_000_000);
    String form =
        "--b\r\nContent-Disposition: form-data; name=file; filename=a.mp4\r\n\r\n"
            + file
            + "\r\n--b--\r\n";
    for (int i = 0; i < 30; i++) {
      try (RawConnection client = new RawConnection(faces)) {
        String head =
            "POST /v3/assets HTTP/1.1\r\nHost: t\r\nX-Api-Key: %d\r\nContent-Length: %d\r\n"
                .formatted(i, form.length());
        assertThat(
                client
                    .send(head + "Content-Type: multipart/form-data; boundary=b\r\n\r\n" + form)
                    .toString())
            .contains("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void batchesWithTheLongestTexts() throws Exception {
    String text = "x".repeat(990);
    String item = ITEM.formatted(text, text);
    String batch =
        "{\"title\":\""
            + text
            + "\",\"video_translations\":["
            + (item + ",").repeat(99)
            + item
            + "]}";
    for (int i = 0; i < 150; i++) {
      try (RawConnection client = new RawConnection(faces)) {
        assertThat(
                client.post("/v3/video-translations/batches", batch, "X-Api-Key: " + i).toString())
            .contains("HTTP/1.1 202 ");
      }
    }
  }
}
