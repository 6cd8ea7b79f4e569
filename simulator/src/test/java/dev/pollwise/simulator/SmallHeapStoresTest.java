package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

  /** What a receiver of webhooks answers before it goes on for ever; silent where it is empty. */
  private static final List<String> STARTS =
      List.of(
          "",
          "HTTP/1.1 200 OK\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 999999999\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: ",
          "HTTP/1.1 ",
          "HTTP/1.1 307 Again\r\nLocation: /again\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n");

  @TempDir private Path folder;
  private Program program;
  private URI faces;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("quick.yaml"), "duration: 1ms\n");
    List<String> jvm =
        List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-Dpollwise.webhooks.allow=loopback,http,redirects",
            "-Dpollwise.webhooks.timeout=1s");
    program = Program.start(folder, Map.of(), jvm, "--port", "0", "--scenario", "quick.yaml");
    faces = program.address("API");
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
  void answersOfAHundredHostileReceivers() throws Exception {
    List<ServerSocket> receivers = new ArrayList<>();
    try (RawConnection client = new RawConnection(faces);
        RawConnection control = new RawConnection(program.address("control"))) {
      for (int i = 0; i < 100; i++) {
        String start = STARTS.get(i % STARTS.size());
        ServerSocket receiver = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        receivers.add(receiver);
        Thread unused = Thread.ofVirtual().start(() -> answerForEver(receiver, start));
        String job =
            ITEM.formatted("t", "c")
                .replaceFirst(
                    "\\{",
                    "{\"callback_url\":\"http://127.0.0.1:" + receiver.getLocalPort() + "/\",");
        assertThat(client.post("/v3/video-translations", job, "X-Api-Key: " + i).toString())
            .contains("HTTP/1.1 200 ");
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> control.get("/observe/metrics").toString(), text -> attempts(text) >= 100);
    } finally {
      for (ServerSocket receiver : receivers) {
        receiver.close();
      }
    }
  }

  private static double attempts(String metrics) {
    return Pattern.compile("webhook_deliveries_total\\{outcome=\"\\w+\"} ([0-9.]+)")
        .matcher(metrics)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .sum();
  }

  /** Says how it starts, and then sends as much as there can be. */
  private static void answerForEver(ServerSocket receiver, String start) {
    byte[] more = new byte[64 * 1_024];
    Arrays.fill(more, (byte) 'x');
    while (!receiver.isClosed()) {
      try (Socket socket = receiver.accept()) {
        socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
        while (!start.isEmpty()) {
          socket.getOutputStream().write(more);
        }
        long unused = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // It was cut off, as it should be.
      }
    }
  }

  @Test
  void filesOfManyClients() throws Exception {
    String file = "z".repeat(3_000_000);
    String form =
        "--b\r\nContent-Disposition: form-data; name=file; filename=a.mp4\r\n\r\n"
            + file
            + "\r\n--b--\r\n";
    for (int i = 0; i < 16; i++) {
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
    for (int i = 0; i < 60; i++) {
      try (RawConnection client = new RawConnection(faces)) {
        assertThat(
                client.post("/v3/video-translations/batches", batch, "X-Api-Key: " + i).toString())
            .contains("HTTP/1.1 202 ");
      }
    }
  }
}
