package dev.pollwise.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.TranslationClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.reactive.function.server.RouterFunctions;

/** What the pages show of Spring is compiled, and the route of a reactive server works. */
class GuideTest {

  private static List<String> blocks(String page) throws IOException {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of(page)))
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains("@Bean"))
        .toList();
  }

  private static String lines(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void thePagesShowCodeThatIsCompiled() throws IOException {
    String compiled =
        lines(Files.readString(Path.of("src/test/java/dev/pollwise/spring/GuideSnippets.java")));

    for (String page : List.of("../README.md", "../docs/spring.md")) {
      assertThat(blocks(page)).as(page).isNotEmpty();
      for (String block : blocks(page)) {
        for (String part : block.split("\n\n", -1)) {
          assertThat(compiled).contains(lines(part));
        }
      }
    }
  }

  private static @Nullable HttpStatusCode answer(
      TranslationClient client, String signature, String body) {
    MockServerHttpResponse response = new MockServerHttpResponse();
    RouterFunctions.toHttpHandler(
            new GuideSnippets.Reactive()
                .hooks(new WebhookEndpoint(client.webhooks("whsec_right"), null)))
        .handle(
            MockServerHttpRequest.post("/hooks")
                .header("Heygen-Timestamp", Long.toString(System.currentTimeMillis() / 1_000))
                .header("Heygen-Signature", signature)
                .body(body),
            response)
        .block();
    return response.getStatusCode();
  }

  @Test
  void aReactiveServerTakesWhatIsSigned() throws Exception {
    String event =
        """
        {"event_id": "1", "event_type": "video_translate.success",
         "event_data": {"video_translate_id": "a"}}
        """;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("whsec_right".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String right = HexFormat.of().formatHex(mac.doFinal(event.getBytes(StandardCharsets.UTF_8)));
    try (TranslationClient client =
        TranslationClient.builder(URI.create("http://localhost:1")).apiKey("key").build()) {
      assertThat(answer(client, right, event)).isEqualTo(HttpStatus.OK);
      assertThat(answer(client, right.replace(right.charAt(0), 'x'), event))
          .isEqualTo(HttpStatus.UNAUTHORIZED);
    }
  }
}
