package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * HeyGen's v3 video-translation API, one call at a time. Never blocks; whatever goes wrong is in
 * the value that comes.
 */
public final class HeyGenApi implements StatusSource.Bulk {

  private static final String TRANSLATIONS = "/v3/video-translations";

  private static final String BATCHES = TRANSLATIONS + "/batches";

  /** As many as the server takes in one call. */
  private static final int MOST_JOBS = 100;

  /** A hundred ids as long as that make a URL of some 7,000 characters, which any server takes. */
  private static final int LONGEST_SHARED_ID = 70;

  private final HttpTransport transport;
  private final HeyGenFormat format;
  private final StatusesFormat statuses;
  private final BatchFormat batches;
  private final String base;

  /** The API below an address, for instance {@code https://api.heygen.com}. */
  public HeyGenApi(HttpTransport transport, URI base) {
    this.transport = transport;
    this.format = new HeyGenFormat(transport.credentials());
    this.statuses = new StatusesFormat(transport.credentials());
    this.batches = new BatchFormat(transport.credentials());
    this.base = base.toString().replaceFirst("/+$", "");
  }

  /** {@code GET /v3/video-translations/{id}}. */
  @Override
  public CompletableFuture<Answer> ask(JobId job) {
    return ask(job, Attempt.immediate());
  }

  @Override
  public CompletableFuture<Answer> ask(JobId job, Attempt attempt) {
    return transport.get(
        uri(TRANSLATIONS + "/" + encoded(job.value())),
        attempt,
        answer -> format.status(job, answer),
        miss -> miss);
  }

  @Override
  public int mostJobs() {
    return MOST_JOBS;
  }

  /** Not an id with a comma, which separates the ids, nor one that makes the URL too long. */
  @Override
  public boolean takes(JobId job) {
    return !job.value().contains(StatusesCall.SEPARATOR)
        && encoded(job.value()).length() <= LONGEST_SHARED_ID;
  }

  /**
   * {@code GET /v3/video-translations/statuses}. A server may answer in pages, which are followed;
   * each further one is told to the attempt as a request that went out beyond the first.
   */
  @Override
  public CompletableFuture<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt) {
    return new StatusesCall(transport, statuses, uri(TRANSLATIONS + "/statuses"), jobs, attempt)
        .run();
  }

  /** {@code POST /v3/video-translations}: one job per language. */
  public SubmitCall<AcceptedJobs> submit(TranslationOrder order, String idempotencyKey) {
    return new SubmitCall<>(
        transport,
        uri(TRANSLATIONS),
        HeyGenFormat.submission(order),
        idempotencyKey,
        new SubmittedIds(order.languages().size(), transport.credentials())::read);
  }

  /**
   * {@code POST /v3/video-translations/batches}: one job per order and language.
   *
   * @param title what people call the batch; empty for none
   */
  public SubmitCall<BatchId> submitBatch(
      List<TranslationOrder> orders, String title, String idempotencyKey) {
    return new SubmitCall<>(
        transport,
        uri(BATCHES),
        BatchFormat.submission(orders, title),
        idempotencyKey,
        batches::submitted);
  }

  /**
   * Looks at a batch with each call: {@code GET /v3/video-translations/batches/{id}}.
   *
   * @param news told of each item once, when it is known to be a job or to be refused; the items
   *     whose id stays garbled are what the last look brings
   */
  public Supplier<CompletableFuture<Reply<List<BatchPage.Item>>>> batch(
      BatchId batch, Consumer<BatchPage.Item> news) {
    return new BatchLookup(token -> page(batch, token), news);
  }

  private CompletableFuture<BatchPage> page(BatchId batch, String token) {
    String page = token.isEmpty() ? "" : "?token=" + encoded(token);
    return transport.get(
        uri(BATCHES + "/" + encoded(batch.value()) + page),
        Attempt.immediate(),
        batches::page,
        BatchPage.Missed::new);
  }

  /** {@code GET /v3/video-translations/languages}. */
  public CompletableFuture<Languages> languages() {
    return transport.get(
        uri(TRANSLATIONS + "/languages"),
        Attempt.immediate(),
        format::languages,
        Languages.Missed::new);
  }

  /** Fit for a path segment and for a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private URI uri(String path) {
    return URI.create(base + path);
  }
}
