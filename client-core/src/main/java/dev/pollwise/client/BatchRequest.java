package dev.pollwise.client;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.ResumeToken.JobTraits;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several translations in one submit: all of them are accepted, or none. Immutable; each {@code
 * with…} returns a changed copy. The keys of the single requests are not used.
 */
public final class BatchRequest implements SubmitEvent.Request {

  /** As many jobs as the server takes in one batch. */
  private static final int MOST = 100;

  private final List<TranslationRequest> requests;
  private final String title;
  private final @Nullable String idempotencyKey;

  private BatchRequest(
      List<TranslationRequest> requests, String title, @Nullable String idempotencyKey) {
    this.requests = requests;
    this.title = title;
    this.idempotencyKey = idempotencyKey;
  }

  /**
   * A batch.
   *
   * @param requests at least one; 1 to 100 jobs together, one per language of each
   * @throws IllegalArgumentException if there are fewer or more
   */
  public static BatchRequest of(List<TranslationRequest> requests) {
    int jobs = requests.stream().mapToInt(request -> request.languages().size()).sum();
    if (jobs < 1 || jobs > MOST) {
      throw new IllegalArgumentException(
          "requests for " + jobs + " jobs: must be for 1 to " + MOST + ", one per language");
    }
    return new BatchRequest(List.copyOf(requests), "", null);
  }

  /** A title to find the batch by. */
  public BatchRequest withTitle(String title) {
    return new BatchRequest(requests, requireNonNull(title, "title"), idempotencyKey);
  }

  /** A key of the caller's own, see {@link TranslationRequest#withIdempotencyKey}. */
  public BatchRequest withIdempotencyKey(String key) {
    return new BatchRequest(requests, title, TranslationRequest.requireKey(key));
  }

  /** The translations, in order. */
  public List<TranslationRequest> requests() {
    return requests;
  }

  /** The title; empty without one. */
  public String title() {
    return title;
  }

  @Override
  public Optional<String> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** One for each job, in the order of the batch's items. */
  List<ExpectedJob> jobs() {
    return requests.stream()
        .flatMap(request ->
            request.languages().stream().map(title -> new ExpectedJob(title, request.traits())))
        .toList();
  }

  /**
   * A job that a request asks for.
   *
   * @param title its language
   * @param traits of its request
   */
  record ExpectedJob(String title, JobTraits traits) {}

  /** Number of requests and the caller's key. */
  @Override
  public String toString() {
    return "BatchRequest["
        + requests.size()
        + " requests"
        + (idempotencyKey == null ? "]" : ", " + idempotencyKey + "]");
  }
}
