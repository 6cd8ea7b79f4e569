package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Within the server's window no fault makes a submit cost twice, and no paid id is lost. */
@Timeout(120)
class PaidOnceTest {

  private static final int SUBMITS = 25;
  private static final TranslationRequest REQUEST = TranslationRequest.of(Clients.VIDEO, "German");
  private static final BatchRequest BATCH = BatchRequest.of(List.of(REQUEST, REQUEST));

  private final FastClock clock = new FastClock();

  /**
   * Charges once per key, for one job or for a batch of two; before and after it has done so, it
   * fails at random, and when it is asked for the jobs of a batch as well.
   */
  private static final class Till implements RawServer.Script {

    private final Random random;
    private final Map<String, String> chargedByKey = new HashMap<>();
    private int faults;
    private int jobs;

    Till(long seed) {
      this.random = new Random(seed);
    }

    @Override
    public void serve(RawServer.Exchange exchange) throws IOException {
      String path = List.of(exchange.request().line().split(" ", -1)).get(1);
      if (exchange.request().isSubmit()) {
        submit(exchange, path.endsWith("/batches"));
      } else if (path.contains("/batches/")) {
        look(exchange, path.substring(path.lastIndexOf('/') + 1));
      } else {
        exchange.answer(200, Bodies.COMPLETED);
      }
    }

    private void look(RawServer.Exchange exchange, String batch) throws IOException {
      String fault = "";
      boolean isWhole;
      synchronized (this) {
        isWhole = random.nextBoolean();
        if (random.nextInt(3) == 0) {
          fault = Faults.ALL.get(random.nextInt(Faults.ALL.size()));
        }
      }
      if (fault.isEmpty()) {
        String first = "{\"item_index\":0,\"video_id\":\"" + batch + "-a\"}";
        String second = ",{\"item_index\":1,\"video_id\":\"" + batch + "-b\"}";
        exchange.answer(
            200,
            "{\"data\":{\"total_items\":2,\"items\":[" + first + (isWhole ? second : "") + "]}}");
      } else {
        Faults.named(fault).serve(exchange);
      }
    }

    private void submit(RawServer.Exchange exchange, boolean isBatch) throws IOException {
      String answer;
      String fault = "";
      synchronized (this) {
        boolean isBefore = random.nextInt(3) == 0;
        boolean isAfter = random.nextInt(2) == 0;
        if (isBefore || isAfter) {
          fault = Faults.OF_SUBMITS.get(random.nextInt(Faults.OF_SUBMITS.size()));
          faults++;
        }
        if (isAfter && !isBefore && random.nextInt(4) == 0) {
          fault = random.nextBoolean() ? "refused" : "refused with id";
        }
        boolean isTooMany = fault.equals("429"); // which says that nothing was done
        answer =
            isBefore || isTooMany
                ? ""
                : charge(exchange.request().header("Idempotency-Key"), isBatch);
      }
      if (fault.isEmpty()) {
        exchange.answer(200, answer);
      } else if (fault.equals("refused")) {
        exchange.answer(409, Bodies.error("idempotency_key_reuse", "met before"));
      } else if (fault.equals("refused with id")) {
        exchange.answer(422, answer);
      } else {
        Faults.named(fault).serve(exchange);
      }
    }

    synchronized String charge(String key, boolean isBatch) {
      String charged = chargedByKey.get(key);
      if (charged == null) {
        int number = chargedByKey.size();
        charged =
            isBatch ? Bodies.batchAccepted("batch-" + number) : Bodies.accepted("job-" + number);
        chargedByKey.put(key, charged);
        jobs += isBatch ? 2 : 1;
      }
      return charged;
    }

    synchronized boolean hasCharged(String key) {
      return chargedByKey.containsKey(key);
    }

    synchronized int charged() {
      return chargedByKey.size();
    }

    synchronized int jobs() {
      return jobs;
    }

    synchronized int faults() {
      return faults;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everySubmitIsPaidOnceAndEveryPaidJobIsKnown(long seed) throws Exception {
    Till till = new Till(seed);
    try (RawServer server = new RawServer(till);
        TranslationClient client =
            Clients.builder(server.uri(), clock, new Clients.Heard()).build()) {
      List<JobId> known =
          IntStream.range(0, SUBMITS)
              .mapToObj(i -> Submit.begin(client, request(i)))
              .toList()
              .stream()
              .flatMap(submit -> submit.jobs(till).stream())
              .toList();

      assertThat(till.faults()).as("seed %d", seed).isGreaterThan(SUBMITS / 2);
      assertThat(till.charged()).as("seed %d", seed).isEqualTo(SUBMITS);
      assertThat(known).as("seed %d", seed).hasSize(till.jobs()).doesNotHaveDuplicates();
    }
  }

  /** Every third submit is one of a batch. */
  private static SubmitEvent.Request request(int number) {
    return number % 3 == 0 ? BATCH : REQUEST;
  }

  /** As a careful user does it: what has an unknown fate is asked for again, under its key. */
  private record Submit(
      TranslationClient client,
      SubmitEvent.Request request,
      CompletableFuture<?> accepted,
      CompletableFuture<List<JobId>> ids) {

    static Submit begin(TranslationClient client, SubmitEvent.Request request) {
      return switch (request) {
        case TranslationRequest one -> {
          CompletableFuture<List<TranslationJob>> jobs = client.translateAsync(one);
          yield new Submit(
              client,
              request,
              jobs,
              jobs.thenApply(all -> all.stream().map(TranslationJob::id).toList()));
        }
        case BatchRequest several -> {
          CompletableFuture<TranslationBatch> batch = client.translateBatchAsync(several);
          yield new Submit(client, request, batch, batch.thenCompose(PaidOnceTest::ids));
        }
      };
    }

    static Submit again(TranslationClient client, SubmitEvent.Request request, String key) {
      return begin(
          client,
          switch (request) {
            case TranslationRequest one -> one.withIdempotencyKey(key);
            case BatchRequest several -> several.withIdempotencyKey(key);
          });
    }

    List<JobId> jobs(Till till) {
      try {
        return ids.join();
      } catch (CompletionException failed) {
        SubmitFailedException cause =
            assertInstanceOf(SubmitFailedException.class, failed.getCause());
        String key = cause.idempotencyKey();
        if (cause instanceof SubmitFailedException.Refused) {
          assertThat(till.hasCharged(key)).as("a plain refusal of what was charged").isFalse();
        }
        return again(client, request, key).jobs(till);
      }
    }
  }

  private static CompletableFuture<List<JobId>> ids(TranslationBatch batch) {
    return batch
        .items()
        .thenApply(items ->
            items.stream()
                .map(item -> assertInstanceOf(TranslationBatch.Item.Started.class, item).job().id())
                .toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void aCloseAmidSubmitsLosesNoPaidJobThoughTheFuturesAreCancelledAndTheThreadInterrupted(long seed)
      throws Exception {
    Till till = new Till(seed);
    Set<JobId> known = ConcurrentHashMap.newKeySet();
    List<SubmitEvent> ends = new CopyOnWriteArrayList<>();
    try (RawServer server = new RawServer(till)) {
      TranslationClient client =
          Clients.builder(server.uri(), clock, new Clients.Heard())
              .submitListener(event -> {
                if (!(event instanceof SubmitEvent.Sending)
                    && !(event instanceof SubmitEvent.Retrying)) {
                  ends.add(event);
                }
              })
              .build();
      for (int i = 0; i < SUBMITS; i++) {
        Submit submit = Submit.begin(client, request(i));
        if (i % 2 == 0) {
          submit.accepted().cancel(true);
        }
      }
      Thread.currentThread().interrupt();
      client.close();

      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
      assertThat(ends).as("each submit has an end, seed %d", seed).hasSize(SUBMITS);
      try (TranslationClient later =
          Clients.builder(server.uri(), clock, new Clients.Heard()).build()) {
        for (SubmitEvent end : ends) {
          String key = end.attempt().idempotencyKey();
          switch (end) {
            case SubmitEvent.Accepted accepted -> known.addAll(accepted.jobs());
            case SubmitEvent.BatchAccepted accepted ->
                known.addAll(ids(later.batch(accepted.batch())).join());
            case SubmitEvent.Refused refused ->
                assertThat(till.hasCharged(key))
                    .as("charged, seed %d: %s", seed, refused)
                    .isFalse();
            default -> known.addAll(Submit.again(later, end.attempt().request(), key).jobs(till));
          }
        }
      }
      assertThat(known).as("seed %d", seed).hasSize(till.jobs());
    }
  }

  @Test
  void aSubmitThatWasGivenUpIsTakenUpUnderItsKeyWithoutPayingAgain() throws Exception {
    Till till = new Till(5);
    TranslationRequest request =
        TranslationRequest.of(Clients.VIDEO, "German").withIdempotencyKey("order-7");
    try (RawServer server =
        new RawServer(exchange -> {
          if (exchange.request().isSubmit() && till.charged() == 0) {
            till.charge("order-7", false);
            exchange.answer(400, Bodies.error("invalid_parameter", "a gateway made this up"));
          } else {
            till.serve(exchange);
          }
        })) {
      String key;
      try (TranslationClient first =
          Clients.builder(server.uri(), clock, new Clients.Heard()).build()) {
        first.translate(request);
        throw new AssertionError("the submit must have failed");
      } catch (SubmitFailedException failed) {
        key = failed.idempotencyKey();
      }
      try (TranslationClient later =
          Clients.builder(server.uri(), clock, new Clients.Heard()).build()) {
        List<TranslationJob> jobs =
            later.translate(TranslationRequest.of(Clients.VIDEO, "German").withIdempotencyKey(key));

        assertThat(jobs).extracting(TranslationJob::id).containsExactly(JobId.of("job-0"));
        assertThat(till.charged()).isEqualTo(1);
      }
    }
  }
}
