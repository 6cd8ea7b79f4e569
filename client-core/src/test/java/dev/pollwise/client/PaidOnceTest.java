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

  private final FastClock clock = new FastClock();

  /** Charges once per key; before and after it has done so, it fails at random. */
  private static final class Till implements RawServer.Script {

    private final Random random;
    private final Map<String, String> chargedByKey = new HashMap<>();
    private int faults;

    Till(long seed) {
      this.random = new Random(seed);
    }

    @Override
    public void serve(RawServer.Exchange exchange) throws IOException {
      if (exchange.request().isSubmit()) {
        submit(exchange);
      } else {
        exchange.answer(200, Bodies.COMPLETED);
      }
    }

    private void submit(RawServer.Exchange exchange) throws IOException {
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
                : chargedByKey.computeIfAbsent(
                    exchange.request().header("Idempotency-Key"),
                    key -> Bodies.accepted("job-" + chargedByKey.size()));
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

    synchronized void charge(String key) {
      chargedByKey.put(key, Bodies.accepted("job-" + chargedByKey.size()));
    }

    synchronized boolean hasCharged(String key) {
      return chargedByKey.containsKey(key);
    }

    synchronized int charged() {
      return chargedByKey.size();
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
              .mapToObj(i -> client.translateAsync(REQUEST))
              .toList()
              .stream()
              .flatMap(submitted -> jobs(client, submitted, till).stream())
              .map(TranslationJob::id)
              .toList();

      assertThat(till.faults()).as("seed %d", seed).isGreaterThan(SUBMITS / 2);
      assertThat(till.charged()).as("seed %d", seed).isEqualTo(SUBMITS);
      assertThat(known).as("seed %d", seed).hasSize(SUBMITS).doesNotHaveDuplicates();
    }
  }

  /** As a careful user does it: a submit of unknown fate is asked for again under its key. */
  private static List<TranslationJob> jobs(
      TranslationClient client, CompletableFuture<List<TranslationJob>> submitted, Till till) {
    try {
      return submitted.join();
    } catch (CompletionException failed) {
      SubmitFailedException cause =
          assertInstanceOf(SubmitFailedException.class, failed.getCause());
      String key = cause.idempotencyKey();
      if (cause instanceof SubmitFailedException.Refused) {
        assertThat(till.hasCharged(key)).as("a plain refusal of what was charged").isFalse();
      }
      return jobs(client, client.translateAsync(REQUEST.withIdempotencyKey(key)), till);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void aCloseAmidSubmitsLosesNoPaidJobThoughTheFuturesAreCancelledAndTheThreadInterrupted(long seed)
      throws Exception {
    Till till = new Till(seed);
    Set<String> known = ConcurrentHashMap.newKeySet();
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
        CompletableFuture<List<TranslationJob>> submitted = client.translateAsync(REQUEST);
        if (i % 2 == 0) {
          submitted.cancel(true);
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
            case SubmitEvent.Accepted accepted -> known.add(accepted.jobs().getFirst().value());
            case SubmitEvent.Refused refused ->
                assertThat(till.hasCharged(key))
                    .as("charged, seed %d: %s", seed, refused)
                    .isFalse();
            default ->
                jobs(later, later.translateAsync(REQUEST.withIdempotencyKey(key)), till)
                    .forEach(job -> known.add(job.id().value()));
          }
        }
      }
      assertThat(known).as("seed %d", seed).hasSize(till.charged());
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
            till.charge("order-7");
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
