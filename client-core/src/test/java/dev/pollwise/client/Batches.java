package dev.pollwise.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A batch, and a server that names its jobs as a test wants it. */
final class Batches {

  static final BatchRequest REQUEST =
      BatchRequest.of(
          List.of(
              TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)", "French (France)"),
              TranslationRequest.of(Clients.VIDEO, "German")));
  static final String ACCEPTED = "{\"data\":{\"batch_id\":\"b-1\"}}";
  static final String FIRST = "{\"item_index\":0,\"status\":\"completed\",\"video_id\":\"j-0\"}";
  static final String SECOND =
      "{\"item_index\":1,\"status\":\"failed\",\"error\":{\"message\":\"no audio\"}}";
  static final String THIRD = "{\"item_index\":2,\"status\":\"processing\",\"video_id\":\"j-2\"}";

  private Batches() {}

  static String page(String more, String... items) {
    return "{\"data\":{\"batch_id\":\"b-1\",\"total_items\":3,\"items\":["
        + String.join(",", items)
        + "]"
        + more
        + "}}";
  }

  /** Serves looks at the batch by a script; accepts every submit, and every job is completed. */
  static RawServer server(RawServer.Script looks) throws IOException {
    return new RawServer(exchange -> {
      if (exchange.request().isSubmit()) {
        exchange.answer(202, ACCEPTED);
      } else if (isLook(exchange.request())) {
        looks.serve(exchange);
      } else {
        exchange.answer(200, Bodies.COMPLETED);
      }
    });
  }

  static boolean isLook(RawServer.Request request) {
    return request.line().startsWith("GET /v3/video-translations/batches/b-1");
  }

  static List<RawServer.Request> looks(RawServer server) {
    return server.requests().stream().filter(Batches::isLook).toList();
  }

  /** Serves one answer after the other, the last of them for ever. */
  static RawServer.Script each(String... answers) {
    AtomicInteger next = new AtomicInteger();
    return exchange ->
        exchange.answer(200, answers[Math.min(next.getAndIncrement(), answers.length - 1)]);
  }

  static List<TranslationBatch.Item> items(TranslationBatch batch) throws Exception {
    return batch.items().get(30, SECONDS);
  }

  static TranslationJob job(TranslationBatch.Item item) {
    assertThat(item).isInstanceOf(TranslationBatch.Item.Started.class);
    return ((TranslationBatch.Item.Started) item).job();
  }
}
