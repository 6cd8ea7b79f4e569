package dev.pollwise.client;

import static dev.pollwise.client.Submits.REQUEST;
import static dev.pollwise.client.Submits.id;
import static dev.pollwise.client.Submits.ids;
import static dev.pollwise.client.Submits.submits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollwise.client.job.PollwiseException.SubmitFailedException.FateUnknown;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At a server that knows no idempotency keys a submit whose answer is lost is never sent again. */
@Timeout(60)
class KeylessServerTest {

  private final FastClock clock = new FastClock();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, new Clients.Heard())
        .withoutIdempotencyKeys()
        .build();
  }

  /** A server whose answer to each submit is lost, and that has lists, one after the other. */
  private static RawServer losing(String fault, RawServer.Script... lists) throws Exception {
    AtomicInteger looks = new AtomicInteger();
    return new RawServer(exchange -> {
      if (exchange.request().isSubmit()) {
        Faults.named(fault).serve(exchange);
      } else if (exchange.request().line().contains("?limit=")) {
        lists[Math.min(looks.getAndIncrement(), lists.length - 1)].serve(exchange);
      } else {
        exchange.answer(200, Bodies.RUNNING);
      }
    });
  }

  private static RawServer.Script list(String... jobs) {
    return exchange ->
        exchange.answer(
            200, "{\"data\":[%s],\"has_more\":false}".formatted(String.join(",", jobs)));
  }

  private static String job(String id, String language, String mark) {
    return """
    {"id":"%s","status":"running","output_language":"%s","callback_id":"%s"}\
    """
        .formatted(id, language, mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500",
        "503",
        "408",
        "in progress",
        "reset",
        "close",
        "garbage",
        "html",
        "truncated",
        "no ids",
        "302"
      })
  void itsJobsAreFoundByTheirMarkAndInTheOrderOfTheLanguages(String fault) throws Exception {
    try (RawServer server =
            losing(
                fault,
                exchange -> exchange.answer(503, ""),
                list(job("other", "Spanish (Spain)", "order-6")),
                list(job("t-fr", "French (France)", "order-7")),
                list(
                    job("t-fr", "French (France)", "order-7"),
                    job("t-es", "Spanish (Spain)", "order-7")));
        TranslationClient client = client(server)) {
      List<TranslationJob> jobs = client.translate(REQUEST.withCallbackId("order-7"));

      assertThat(ids(jobs)).containsExactly(id("t-es"), id("t-fr"));
      assertThat(submits(server)).hasSize(1);
    }
  }

  @Test
  void withoutAMarkOfTheCallersItBearsItsKey() throws Exception {
    try (RawServer server = losing("reset", list());
        TranslationClient client = client(server)) {
      FateUnknown unknown =
          catchThrowableOfType(
              FateUnknown.class, () -> client.translate(REQUEST.withIdempotencyKey("key-1")));

      assertThat(unknown)
          .hasMessageContaining("a second submit would pay again")
          .hasMessageContaining("key-1");
      assertThat(submits(server)).singleElement().asString().contains("\"callback_id\":\"key-1\"");
      assertThat(server.requests()).hasSizeGreaterThan(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 403})
  void withoutAListThatIsSaidAtOnce(int status) throws Exception {
    try (RawServer server = losing("close", exchange -> exchange.answer(status, ""));
        TranslationClient client = client(server)) {
      FateUnknown unknown =
          catchThrowableOfType(FateUnknown.class, () -> client.translate(REQUEST));

      assertThat(unknown.firstMiss().describe()).contains("closed");
      assertThat(server.requests()).as("the submit and a look").hasSize(2);
    }
  }

  @Test
  void aBatchIsNotSentAgainEither() throws Exception {
    try (RawServer server = losing("reset", list());
        TranslationClient client = client(server)) {
      BatchRequest batch = BatchRequest.of(List.of(REQUEST, REQUEST));

      FateUnknown unknown =
          catchThrowableOfType(FateUnknown.class, () -> client.translateBatch(batch));

      assertThat(unknown).hasMessageContaining("pay again");
      assertThat(submits(server)).hasSize(1);
    }
  }

  @Test
  void whatWasNotBegunIsSentAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (RawServer server =
            new RawServer(exchange -> {
              if (exchange.request().isSubmit() && attempts.getAndIncrement() < 2) {
                Faults.named("throttled").serve(exchange);
              } else {
                exchange.answer(
                    200,
                    exchange.request().isSubmit()
                        ? Bodies.accepted("t-es", "t-fr")
                        : Bodies.RUNNING);
              }
            });
        TranslationClient client = client(server)) {
      assertThat(ids(client.translate(REQUEST))).containsExactly(id("t-es"), id("t-fr"));
      assertThat(submits(server)).hasSize(3);
    }
  }
}
