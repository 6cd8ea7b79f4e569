package dev.pollwise.client;

import static dev.pollwise.client.Submits.REQUEST;
import static dev.pollwise.client.Submits.failingFirst;
import static dev.pollwise.client.Submits.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A key stands for one submit. */
@Timeout(60)
class SubmitKeysTest {

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  private TranslationClient client(RawServer server) {
    return Clients.builder(server.uri(), clock, heard).build();
  }

  @Test
  void eachSubmitOfARequestStartsJobsOfItsOwn() throws Exception {
    try (RawServer server = failingFirst(0, exchange -> {});
        TranslationClient client = client(server)) {
      client.translate(REQUEST);
      client.translate(REQUEST);
      client.translate(REQUEST.withMode(TranslationRequest.Mode.PRECISION));

      assertThat(keys(server)).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  void aKeyOfTheCallersIsRefusedForAnotherSubmitBeforeItIsSent() throws Exception {
    TranslationRequest own = REQUEST.withIdempotencyKey("order-7");
    try (RawServer server = failingFirst(0, exchange -> {});
        TranslationClient client = client(server)) {
      client.translate(own);
      client.translate(own.withLabel("stays with the client"));

      assertThatThrownBy(
              () -> client.translateAsync(own.withMode(TranslationRequest.Mode.PRECISION)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "idempotencyKey order-7: must be another, this one belongs to another submit");
      assertThatThrownBy(() ->
              client.translateBatch(
                  BatchRequest.of(List.of(REQUEST)).withIdempotencyKey("order-7")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(keys(server)).containsExactly("order-7", "order-7");
    }
  }

  @Test
  void aKeyUnderWhichNothingWasAcceptedIsFreeAgain() throws Exception {
    TranslationRequest own = REQUEST.withIdempotencyKey("order-7");
    try (RawServer server =
            failingFirst(1, exchange -> exchange.answer(400, Bodies.error("bad_title", "no")));
        TranslationClient client = client(server)) {
      assertThatThrownBy(() -> client.translate(own.withTitle("?")))
          .isInstanceOf(SubmitFailedException.Refused.class);

      assertThat(client.translate(own.withTitle("Launch"))).hasSize(2);
    }
  }

  @Test
  void theKeyOfASubmitOfUnknownFateStaysItsOwn() throws Exception {
    try (RawServer server =
            failingFirst(
                1, exchange -> exchange.answer(409, Bodies.error("idempotency_conflict", "no")));
        TranslationClient client = client(server)) {
      var unknown =
          catchThrowableOfType(
              SubmitFailedException.FateUnknown.class, () -> client.translate(REQUEST));
      TranslationRequest again = REQUEST.withIdempotencyKey(unknown.idempotencyKey());

      assertThatThrownBy(() -> client.translate(again.withTitle("another")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(client.translate(again)).hasSize(2);
      assertThat(keys(server)).containsOnly(unknown.idempotencyKey());
    }
  }
}
