package dev.pollwise.client.http;

import dev.pollwise.client.http.BatchLookup.Page;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HeyGen's v3 video-translation API, one call at a time. Never blocks; whatever goes wrong is in
 * the value that comes.
 */
public final class HeyGenApi implements StatusSource.Bulk, AutoCloseable {

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

  HeyGenApi(HttpTransport transport, URI base) {
    this.transport = transport;
    this.format = new HeyGenFormat(transport.credentials());
    this.statuses = new StatusesFormat(transport.credentials());
    this.batches = new BatchFormat(transport.credentials());
    this.base = base.toString().replaceFirst("/+$", "");
  }

  /**
   * The API below an address, for instance {@code https://api.heygen.com}.
   *
   * @param context hears of each pause that an answer asks for; nothing is sent before it is over
   * @param http the user's, which stays open; null for one that is closed with this
   */
  public static HeyGenApi at(
      URI base, Credentials credentials, ServerContext context, @Nullable HttpClient http) {
    return new HeyGenApi(HttpTransport.within(context, base, credentials, http), base);
  }

  /** A bare status server, which knows one job and no ids: {@code http://localhost:8080/status}. */
  public static StatusSource statusEndpoint(URI uri, Executor executor) {
    HttpTransport transport =
        HttpTransport.to(uri, executor, Credentials.none(), InstantSource.system());
    return new StatusEndpoint(transport, uri);
  }

  /** Aborts what is under way and closes the connections, unless the client is the user's. */
  @Override
  public void close() {
    transport.close();
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
  public SubmitCall<AcceptedJobs> submit(Order order, String idempotencyKey) {
    return submit(submission(order), order.languages().size(), idempotencyKey);
  }

  /** The exact bytes of a submit: of the same order the same in every process. */
  public static byte[] submission(Order order) {
    return HeyGenFormat.submission(order);
  }

  /**
   * What a submit asks for whose bytes were kept.
   *
   * @throws IllegalArgumentException if they are not those of a {@linkplain #submission submission}
   */
  public static Order order(byte[] submission) {
    return HeyGenFormat.order(submission);
  }

  /**
   * As {@link #submit(Order, String)}, of a submit whose bytes were kept.
   *
   * @param languages how many jobs it asks for, 1 or more
   */
  public SubmitCall<AcceptedJobs> submit(byte[] body, int languages, String idempotencyKey) {
    return new PostedSubmit<>(
        transport,
        uri(TRANSLATIONS),
        body.clone(),
        idempotencyKey,
        new SubmittedIds(languages, transport.credentials())::read);
  }

  /**
   * Looks for a mark of the caller's own in the whole list: {@code GET /v3/video-translations}.
   * Each page beyond the first is told to the attempt as a request sent again.
   *
   * @param callbackId the {@code callback_id} of their submit; not empty
   */
  public CompletableFuture<Listed> listed(String callbackId, Attempt attempt) {
    if (callbackId.isEmpty()) {
      throw new IllegalArgumentException("callbackId: must not be empty");
    }
    return new ListedCall(transport, uri(TRANSLATIONS), callbackId, attempt).run();
  }

  /**
   * {@code POST /v3/video-translations/batches}: one job per order and language.
   *
   * @param title what people call the batch; empty for none
   */
  public SubmitCall<BatchId> submitBatch(List<Order> orders, String title, String idempotencyKey) {
    return new PostedSubmit<>(
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
   * @param attempt told of what every answer brings besides
   */
  public Supplier<CompletableFuture<Reply<List<Item>>>> batch(
      BatchId batch, Consumer<Item> news, Attempt attempt) {
    return new BatchLookup(token -> page(batch, token, attempt), news);
  }

  private CompletableFuture<Page> page(BatchId batch, String token, Attempt attempt) {
    String page = token.isEmpty() ? "" : "?token=" + encoded(token);
    return transport.get(
        uri(BATCHES + "/" + encoded(batch.value()) + page),
        attempt,
        answer -> batches.page(batch, answer),
        Page.Missed::new);
  }

  /** {@code GET /v3/video-translations/languages}. */
  public CompletableFuture<Languages> languages(Attempt attempt) {
    return transport.get(
        uri(TRANSLATIONS + "/languages"), attempt, format::languages, Languages.Missed::new);
  }

  /** Fit for a path segment and for a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private URI uri(String path) {
    return URI.create(base + path);
  }

  /** An item of a batch; one of which nothing is known yet is left out. */
  public sealed interface Item {

    /** Its place in the batch, from 0. */
    int index();

    /**
     * There is a job for it.
     *
     * @param isOver whether that is over already
     */
    record Started(int index, JobId job, boolean isOver) implements Item {}

    /**
     * There is a job for it, but its id could not travel in a request.
     *
     * @param id as it came, fit to be shown
     */
    record Garbled(int index, String id) implements Item {}

    /** There is no job for it, and will be none. */
    record Refused(int index, String reason) implements Item {}
  }

  /**
   * What a server gives for a submit that it has accepted.
   *
   * @param ids one per language, in the order of the request; at least one
   * @param unusable what stood among them and could not travel in a request, fit to be shown
   */
  public record AcceptedJobs(List<JobId> ids, List<String> unusable) {
    /** Copies the lists. */
    public AcceptedJobs {
      ids = List.copyOf(ids);
      unusable = List.copyOf(unusable);
    }
  }

  /** What the search for a mark brought. */
  public sealed interface Listed {

    /**
     * The list was read.
     *
     * @param jobs those that bear the mark; empty if there are none
     */
    record Found(List<ListedJob> jobs) implements Listed {
      /** Copies the jobs. */
      public Found {
        jobs = List.copyOf(jobs);
      }
    }

    /** Nobody knows: the list could not be read to its end. */
    record Missed(Miss miss) implements Listed {}
  }

  /**
   * A translation in the list.
   *
   * @param language its target as the server calls it; empty where it does not say
   */
  public record ListedJob(JobId id, String language) {}

  /** What the question for the languages brought. */
  public sealed interface Languages {

    /**
     * The names.
     *
     * @param names as the server gives them, for use in a submit
     */
    record Known(List<String> names) implements Languages {
      /** Copies the names. */
      public Known {
        names = List.copyOf(names);
      }
    }

    /** No names. */
    record Missed(Miss miss) implements Languages {}
  }

  /**
   * What a submit asks for.
   *
   * @param video where the source is
   * @param languages the targets, one job each
   * @param options all else, by the server's field names
   */
  public record Order(URI video, List<String> languages, Map<String, Object> options) {
    /** Copies the collections. */
    public Order {
      languages = List.copyOf(languages);
      options = Map.copyOf(options);
    }
  }

  /** One submit: the same bytes under the same idempotency key, one call after the other. */
  public sealed interface SubmitCall<T> extends Supplier<CompletableFuture<Reply<T>>>
      permits PostedSubmit {

    /** Sends it; cancelling what it returns aborts the exchange. */
    @Override
    CompletableFuture<Reply<T>> get();

    /** When the last answer wants to be followed by a call. */
    Hint hint();

    /** What the server calls its last answer; empty where it says nothing of the kind. */
    String requestId();

    /** The same for the same submit, whatever its key, and for no other. */
    String fingerprint();
  }

  /**
   * What the server delivers to a user's web server.
   *
   * @param type its name for that
   * @param eventId what it calls the event; empty where it has no name for it
   * @param job the id of a translation, whatever it is; empty without one
   * @param callbackId the caller's own mark of the job; empty without one
   * @param fingerprint of the whole of it
   */
  public record WebhookBody(
      String type, String eventId, String job, String callbackId, String fingerprint) {

    /** Reads it; empty if it is none of an event. */
    public static Optional<WebhookBody> of(byte[] body) {
      return HeyGenFormat.webhook(body);
    }

    /** The translation; empty if there is none that could be asked about. */
    public Optional<JobId> jobId() {
      return JsonDocument.jobId(job);
    }

    /** The type, fit to be shown. */
    public String shownType() {
      return Credentials.none().shown(type);
    }
  }
}
