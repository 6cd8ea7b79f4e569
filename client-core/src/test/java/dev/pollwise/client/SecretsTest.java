package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's key, even where a server sends it back, is seen by nobody. */
@Timeout(60)
class SecretsTest {

  private static final String KEY = Clients.KEY;
  private static final TranslationRequest REQUEST =
      TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)");

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          seen.add(entry.getMessage() + " " + trace(entry.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    log.setLevel(Level.ALL);
    root.addHandler(log);
  }

  @AfterEach
  void stop() {
    root.removeHandler(log);
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    if (thrown != null) {
      thrown.printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }

  /** Everything that a person or a file could get to see. */
  private List<String> everythingSeen() {
    heard.events().forEach(event -> seen.add(event.toString()));
    heard.misses().forEach(miss -> seen.add(miss.describe()));
    return seen;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500 {\"error\":{\"code\":\"KEY\",\"message\":\"bad key KEY\"}}",
        "500 {\"error\":\"bad key KEY\"}",
        "502 <html>your key was KEY</html>",
        "429 {\"error\":{\"code\":\"x\",\"message\":\"KEY\"}}",
        "404 {\"error\":{\"code\":\"x\",\"message\":\"KEY\"}}",
        "401 {\"error\":{\"code\":\"unauthorized\",\"message\":\"KEY is wrong\"}}",
        "200 {\"error\":\"KEY\"}",
        "200 KEY",
        "200 {\"data\":{\"status\":\"KEY\"}}",
        "200 {\"data\":{\"status\":\"failed\",\"failure_message\":\"KEY expired\"}}"
      })
  void isNotShownWhereTheServerEchoesIt(String echo) throws Exception {
    int status = Integer.parseInt(echo.substring(0, 3));
    String body = echo.substring(4).replace("KEY", KEY);
    try (RawServer server =
            new RawServer(exchange -> exchange.answer(status, body, "X-Echo: " + KEY));
        TranslationClient client =
            Clients.builder(server.uri(), clock, heard)
                .policy(
                    Clients.POLICY
                        .withFailureBudget(Duration.ofSeconds(20))
                        .withDeadline(Duration.ofMinutes(2)))
                .build()) {
      TranslationJob job = client.watch(JobId.of("t-es"));
      await().until(() -> heard.events().size() >= 3);
      seen.add(trace(catchThrowable(() -> seen.add(client.status(JobId.of("x")).toString()))));
      seen.add(trace(catchThrowable(() -> client.translate(REQUEST))));
      seen.add(trace(catchThrowable(client::languages)));
      seen.add(job.toString() + job.status() + job.evidence());
      client.shutdown().stream().map(ResumeToken::toString).forEach(seen::add);
      seen.add(job.await().toString());
    }

    assertThat(everythingSeen()).isNotEmpty().noneMatch(text -> text.contains(KEY));
  }

  @Test
  void isNotShownWhereTheAnswerIsNotEvenHttp() throws Exception {
    try (RawServer server =
            new RawServer(exchange -> exchange.write("EHLO " + KEY + "\r\n" + KEY + "\r\n\r\n"));
        TranslationClient client = Clients.builder(server.uri(), clock, heard).build()) {
      client.watch(JobId.of("t-es"));
      await().until(() -> !heard.misses().isEmpty());
    }

    assertThat(everythingSeen()).noneMatch(text -> text.contains(KEY));
  }

  @Test
  void isNotShownInAContentType() throws Exception {
    try (RawServer server =
            new RawServer(exchange ->
                exchange.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/"
                        + KEY
                        + "\r\nContent-Length: 2\r\n\r\n{}"));
        TranslationClient client = Clients.builder(server.uri(), clock, heard).build()) {
      client.watch(JobId.of("t-es"));
      await().until(() -> !heard.misses().isEmpty());
    }

    assertThat(everythingSeen()).noneMatch(text -> text.contains(KEY));
  }

  @Test
  void isNotShownByAnythingThatHasIt() throws Exception {
    try (RawServer server = new RawServer(exchange -> exchange.answer(200, Bodies.COMPLETED))) {
      try (TranslationClient client = Clients.builder(server.uri(), clock, heard).build()) {
        seen.add(client.policy().toString());
        seen.add(client.watch(JobId.of("t-es")).await().toString());
        seen.add(REQUEST.toString());
      }
    }

    assertThat(everythingSeen())
        .noneMatch(text -> text.contains(KEY))
        .as("nor the query of a presigned address")
        .noneMatch(text -> text.contains("Signature"));
  }
}
