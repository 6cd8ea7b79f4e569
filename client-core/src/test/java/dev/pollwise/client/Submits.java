package dev.pollwise.client;

import dev.pollwise.client.job.JobId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A request, and a server that accepts it after a while, for tests of submits. */
final class Submits {

  static final TranslationRequest REQUEST =
      TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)", "French (France)");

  private Submits() {}

  /** Fails with a script as long as it lasts, then accepts; polls find every job running. */
  static RawServer failingFirst(int times, RawServer.Script failure) throws IOException {
    AtomicInteger submits = new AtomicInteger();
    return new RawServer(exchange -> {
      if (!exchange.request().isSubmit()) {
        exchange.answer(200, Bodies.RUNNING);
      } else if (submits.incrementAndGet() <= times) {
        failure.serve(exchange);
      } else {
        exchange.answer(200, Bodies.accepted("t-es", "t-fr"));
      }
    });
  }

  static List<RawServer.Request> submits(RawServer server) {
    return server.requests().stream().filter(RawServer.Request::isSubmit).toList();
  }

  static List<String> keys(RawServer server) {
    return submits(server).stream().map(submit -> submit.header("Idempotency-Key")).toList();
  }

  static JobId id(String value) {
    return JobId.of(value);
  }

  static boolean isClosed(TranslationClient client) {
    try {
      client.statusAsync(id("any")).cancel(true);
      return false;
    } catch (IllegalStateException closed) {
      return true;
    }
  }

  static List<JobId> ids(List<TranslationJob> jobs) {
    return jobs.stream().map(TranslationJob::id).toList();
  }
}
