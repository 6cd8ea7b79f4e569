package dev.pollwise.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.PollingPolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wait survives whatever the wire does to single calls, and tells what it was. */
@Timeout(60)
class WireFaultsTest {

  private static final JobId JOB = JobId.of("t-es");
  private static final String PATH = "/v3/video-translations/t-es";

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), Miss.Unreachable.class),
        Arguments.of("empty", aResponse().withFault(Fault.EMPTY_RESPONSE), Miss.Unreachable.class),
        Arguments.of(
            "malformed chunk",
            aResponse().withStatus(200).withFault(Fault.MALFORMED_RESPONSE_CHUNK),
            Miss.Unreadable.class),
        Arguments.of(
            "random data",
            aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
            Miss.Unreachable.class),
        Arguments.of(
            "dribble",
            okJson(Bodies.COMPLETED).withChunkedDribbleDelay(20, 600_000),
            Miss.TimedOut.class),
        Arguments.of(
            "late headers", okJson(Bodies.COMPLETED).withFixedDelay(600_000), Miss.TimedOut.class),
        Arguments.of("huge body", okJson(" ".repeat(2 << 20)), Miss.Unreadable.class),
        Arguments.of("html", aResponse().withBody("<html>"), Miss.Unreadable.class),
        Arguments.of("no content", aResponse().withStatus(204), Miss.Unreadable.class),
        Arguments.of(
            "redirect",
            aResponse().withStatus(301).withHeader("Location", "http://127.0.0.1:1/"),
            Miss.Redirected.class),
        Arguments.of(
            "captive portal",
            aResponse().withStatus(302).withHeader("Location", "http://portal.test/login"),
            Miss.Redirected.class),
        Arguments.of("server error", aResponse().withStatus(503), Miss.Rejected.class),
        Arguments.of("not found", aResponse().withStatus(404), Miss.NotFound.class),
        Arguments.of(
            "throttled",
            aResponse().withStatus(429).withHeader("Retry-After", "2"),
            Miss.Throttled.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isSurvivedAndNamed(String name, ResponseDefinitionBuilder fault, Class<?> expected)
      throws InterruptedException {
    WireMockServer server = new WireMockServer(options().dynamicPort());
    server.start();
    try {
      server.stubFor(
          get(urlPathEqualTo(PATH))
              .inScenario("fault")
              .whenScenarioStateIs(Scenario.STARTED)
              .willReturn(fault)
              .willSetStateTo("once more"));
      // Twice, since the JDK repeats a GET by itself whose connection ended without a byte.
      server.stubFor(
          get(urlPathEqualTo(PATH))
              .inScenario("fault")
              .whenScenarioStateIs("once more")
              .willReturn(fault)
              .willSetStateTo("over"));
      server.stubFor(
          get(urlPathEqualTo(PATH))
              .inScenario("fault")
              .whenScenarioStateIs("over")
              .willReturn(okJson(Bodies.COMPLETED)));
      boolean isSlow = expected.equals(Miss.TimedOut.class);

      JobOutcome outcome =
          outcomeAt(URI.create(server.baseUrl()), isSlow ? Clients.IMPATIENT : Clients.POLICY);

      assertCompleted(outcome);
      assertThat(heard.misses()).isNotEmpty().hasOnlyElementsOfType(expected);
    } finally {
      server.stop();
    }
  }

  private JobOutcome outcomeAt(URI server, PollingPolicy policy) throws InterruptedException {
    try (TranslationClient client = Clients.builder(server, clock, heard).policy(policy).build()) {
      return client.watch(JOB).await();
    }
  }

  private static void assertCompleted(JobOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            JobOutcome.Ended.class,
            ended -> assertThat(ended.status()).isInstanceOf(JobStatus.Completed.class));
  }

  static Stream<Arguments> rawFaults() {
    return Stream.of(
        raw(
            "truncated by length",
            Miss.Unreadable.class,
            exchange ->
                exchange.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + Bodies.COMPLETED)),
        raw(
            "truncated by chunk",
            Miss.Unreadable.class,
            exchange ->
                exchange.write(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"dat\r\n")),
        raw(
            "reset amid the body",
            Miss.Unreadable.class,
            exchange -> {
              exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"data\"");
              exchange.reset();
            }),
        raw(
            "not HTTP",
            Miss.Unreadable.class,
            exchange -> exchange.write("220 mail.test ESMTP\r\n250 at your service\r\n")),
        raw(
            "absurd status line",
            Miss.class,
            exchange -> exchange.write("HTTP/1.1 999999 Nope\r\nContent-Length: 0\r\n\r\n")),
        raw("999", Miss.Rejected.class, exchange -> exchange.answer(999, "")),
        raw(
            "interim answer only",
            Miss.Unreachable.class,
            exchange -> exchange.write("HTTP/1.1 103 Early Hints\r\n\r\n")),
        raw(
            "an upgrade nobody asked for",
            Miss.Unreadable.class,
            exchange ->
                exchange.write(
                    "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")),
        raw("never answers", Miss.TimedOut.class, RawServer.Exchange::awaitClose),
        raw(
            "stalls amid the headers",
            Miss.TimedOut.class,
            exchange -> {
              exchange.write("HTTP/1.1 200 OK\r\nContent-Le");
              exchange.awaitClose();
            }),
        raw(
            "stalls amid the body",
            Miss.TimedOut.class,
            exchange -> {
              exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"data\"");
              exchange.awaitClose();
            }));
  }

  private static Arguments raw(String name, Class<?> expected, RawServer.Script fault) {
    return Arguments.of(name, expected, fault);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rawFaults")
  void isSurvivedAndNamedOnARawSocket(String name, Class<?> expected, RawServer.Script fault)
      throws Exception {
    CountDownLatch faultIsOver = new CountDownLatch(1);
    boolean isSlow = expected.equals(Miss.TimedOut.class);
    try (RawServer server =
        new RawServer(exchange -> {
          if (exchange.number() == 1) {
            fault.serve(exchange);
            faultIsOver.countDown();
          } else {
            exchange.answer(200, Bodies.COMPLETED);
          }
        })) {
      JobOutcome outcome = outcomeAt(server.uri(), isSlow ? Clients.IMPATIENT : Clients.POLICY);

      assertCompleted(outcome);
      assertThat(heard.misses()).isNotEmpty().hasOnlyElementsOfType(expected);
      faultIsOver.await();
    }
  }

  @Test
  void hintsOnEveryKindOfAnswerAreWaitedOut() throws Exception {
    List<String> heads =
        List.of(
            lines("HTTP/1.1 429 x", "Retry-After: 3", "Content-Length: 0", "", ""),
            lines(
                "HTTP/1.1 503 x",
                "Date: Wed, 01 Jan 2020 00:00:00 GMT",
                "Retry-After: Wed, 01 Jan 2020 00:00:04 GMT",
                "Content-Length: 0",
                "",
                ""),
            lines(
                "HTTP/1.1 200 x",
                "Retry-After: 5",
                "Content-Length: " + Bodies.PENDING.length(),
                "",
                Bodies.PENDING));
    try (RawServer server =
        new RawServer(exchange -> {
          if (exchange.number() <= heads.size()) {
            exchange.write(heads.get(exchange.number() - 1));
          } else {
            exchange.answer(200, Bodies.COMPLETED);
          }
        })) {
      assertCompleted(outcomeAt(server.uri(), Clients.POLICY));

      assertThat(heard.events())
          .filteredOn(JobEvent.Waiting.class::isInstance)
          .extracting(event -> ((JobEvent.Waiting) event).reason())
          .filteredOn(WaitReason.Hinted.class::isInstance)
          .containsExactly(
              new WaitReason.Hinted(Duration.ofSeconds(3)),
              new WaitReason.Hinted(Duration.ofSeconds(4)),
              new WaitReason.Hinted(Duration.ofSeconds(5)));
    }
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  @Test
  void aBodyOverTheLimitIsNotReadToItsEnd() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    try (RawServer server =
        new RawServer(exchange -> {
          if (exchange.number() == 1) {
            exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n");
            try {
              while (true) {
                exchange.write(" ".repeat(65_536));
              }
            } catch (IOException gone) {
              aborted.countDown();
            }
          } else {
            exchange.answer(200, Bodies.COMPLETED);
          }
        })) {
      assertCompleted(outcomeAt(server.uri(), Clients.POLICY));

      aborted.await();
      assertThat(heard.misses())
          .singleElement()
          .extracting(Miss::describe)
          .isEqualTo(
              "unreadable answer: a body of more than 1048576 bytes (" + server.uri() + PATH + ")");
    }
  }
}
