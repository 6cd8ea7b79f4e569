package dev.pollwise.client;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.ClassReport;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.CallInterruptedException;
import dev.pollwise.client.job.PollwiseException.RequestFailedException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.store.LearnedStore;
import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Submits video translations to HeyGen's API, or to a server that speaks it, and waits for them.
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="translate"}
 *
 * <p>Safe for any thread. All threads of its own are daemons: when {@code main} ends, so does the
 * waiting. Closing ends every wait; the jobs go on at the server. What blocks throws {@link
 * CallInterruptedException} if its thread is interrupted; after closing, whatever would ask the
 * server throws {@link IllegalStateException}.
 */
public final class TranslationClient implements AutoCloseable {

  private final Poller poller;
  private final ServerContext context;
  private final Submissions submissions;
  private final SingleRequests requests;
  private final @Nullable LearnedStore store;
  private volatile boolean closed;

  private TranslationClient(Builder builder, ServerContext context) {
    this.context = context;
    HeyGenApi api = builder.api(context);
    this.store = builder.learningFile == null ? null : LearnedStore.open(builder.learningFile);
    Poller.Builder waits = builder.poller(api, context);
    if (store != null) {
      waits.learned(store.learned()).listener(store);
    }
    this.poller = waits.listener(context).build();
    this.requests = new SingleRequests(api, context, poller::policy);
    this.submissions =
        new Submissions(
            api, poller, context, builder.submitListeners, builder.isKeyless, this::job);
  }

  /**
   * Begins a client for a server.
   *
   * @param server for instance {@code https://api.heygen.com} or {@code http://localhost:8080}
   * @throws IllegalArgumentException if it is not an absolute http or https URL without query,
   *     fragment and user
   */
  public static Builder builder(URI server) {
    return new Builder(Addresses.requireServer(server));
  }

  /**
   * Begins a poller for a bare status server, which knows one job and answers {@code {"result":
   * "pending"}}, {@code completed} or {@code error}. The id to watch is only a name.
   *
   * @param uri the whole address, for instance {@code http://localhost:8080/status}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static Poller.Builder forStatusEndpoint(URI uri) {
    Addresses.requireHttp("uri", uri);
    return Poller.builder(HeyGenApi.statusEndpoint(uri, ServerContext.virtualThreads()))
        .server(Addresses.withoutQuery(uri));
  }

  /**
   * Submits a video and begins to wait for its translations; blocks until the server has accepted
   * it, at most for the failure budget of the policy (where the server has no room: for the
   * deadline).
   *
   * @return one job per language, in the order of the request
   * @throws dev.pollwise.client.job.PollwiseException.SubmitFailedException if the server refused,
   *     or nothing was heard of it
   * @throws IllegalArgumentException if the caller's key belongs to another submit of this client
   * @throws CallInterruptedException if the calling thread is interrupted; the submit goes on, as
   *     after cancelling the future of {@link #translateAsync}
   */
  public List<TranslationJob> translate(TranslationRequest request) {
    return Waiting.on("the submit of " + request, translateAsync(request));
  }

  /**
   * As {@link #translate}, without blocking; fails with the same exceptions. Cancelling the future
   * takes nothing back: jobs that the server accepts are waited for, and among {@link #watched()}.
   */
  public CompletableFuture<List<TranslationJob>> translateAsync(TranslationRequest request) {
    return submissions.submit(request);
  }

  /**
   * Submits several translations at once, as {@link #translate} does with one and with the same
   * exceptions. The jobs of the batch are waited for as they become known.
   */
  public TranslationBatch translateBatch(BatchRequest request) {
    return Waiting.on("the submit of " + request, translateBatchAsync(request));
  }

  /** As {@link #translateBatch}, without blocking, as {@link #translateAsync} does. */
  public CompletableFuture<TranslationBatch> translateBatchAsync(BatchRequest request) {
    return submissions.submit(request);
  }

  /** Takes up a batch that was submitted elsewhere, or whose jobs are not all known yet. */
  public TranslationBatch batch(BatchId id) {
    requireOpen();
    return submissions.watchBatch(requireNonNull(id, "id"), List.of());
  }

  /**
   * Asks once where a job stands; blocks for one attempt timeout at most.
   *
   * @throws RequestFailedException if there is no usable answer, or a pause that the server has
   *     asked this client for is not over
   */
  public JobStatus status(JobId job) {
    return Waiting.on("the status of " + job, statusAsync(job));
  }

  /** As {@link #status}, without blocking. */
  public CompletableFuture<JobStatus> statusAsync(JobId job) {
    requireOpen();
    return requests.status(requireNonNull(job, "job"));
  }

  /**
   * An address of a translated video that is good from now on, since the one in {@link
   * JobStatus.Completed} {@linkplain JobStatus.Completed#videoUrlExpiresAt() expires}: one look, as
   * {@link #status} takes it.
   *
   * @return empty if the job has not completed, or the server gives no address
   */
  public Optional<URI> freshUrl(JobId job) {
    return status(job) instanceof JobStatus.Completed done ? done.videoUrl() : Optional.empty();
  }

  /**
   * The names of the languages that the server translates into; blocks for one attempt timeout at
   * most.
   *
   * @throws RequestFailedException as for {@link #status}
   */
  public List<String> languages() {
    return Waiting.on("the languages", languagesAsync());
  }

  /** As {@link #languages}, without blocking. */
  public CompletableFuture<List<String>> languagesAsync() {
    requireOpen();
    return requests.languages();
  }

  private TranslationJob job(JobHandle handle) {
    return new TranslationJob(handle, this::freshUrl);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the client is closed");
    }
  }

  /** Waits for a job that was started elsewhere: asks at once, then by the policy. */
  public TranslationJob watch(JobId job) {
    requireOpen();
    return job(poller.watch(job));
  }

  /**
   * Waits for a job that somebody else, another library for instance, has submitted just now: the
   * first call comes after the first interval of the policy, and how long the job took is learned.
   *
   * @param title what people call it; shown in events
   */
  public TranslationJob watchSubmitted(JobId job, String title) {
    requireOpen();
    return job(poller.watchSubmitted(job, title));
  }

  /**
   * The jobs that are being waited for, in no order: also those whose handle nobody kept, since the
   * caller of {@link #translateAsync} had gone.
   */
  public List<TranslationJob> watched() {
    return poller.active().stream().map(this::job).toList();
  }

  /** Takes up a wait that was begun elsewhere; its limits count from that beginning. */
  public TranslationJob resume(ResumeToken token) {
    requireOpen();
    return job(poller.resume(token));
  }

  /**
   * As {@link #resume(ResumeToken)}, under a policy of its own: with a longer deadline for
   * instance, since the one that has passed would end the wait after one look. Limits count from
   * the first beginning all the same.
   */
  public TranslationJob resume(ResumeToken token, PollingPolicy policy) {
    requireOpen();
    return job(poller.resume(token, policy));
  }

  /**
   * Begins to judge what the server's webhooks deliver to the user's web server: signed by one of
   * these secrets, each of them new. What is accepted wakes the wait for its job, and one call
   * confirms it; polling goes on beside, as much rarer as the deliveries prove reliable.
   *
   * {@snippet class="dev.pollwise.client.Snippets" region="webhook"}
   *
   * @throws IllegalArgumentException if there is no secret, or a blank one
   */
  public WebhookVerifier webhooks(String... secrets) {
    return webhooks(Rules.signedBy(secrets));
  }

  /** As {@link #webhooks(String...)}, by other rules. */
  public WebhookVerifier webhooks(Rules rules) {
    return new WebhookVerifier(rules, context.clock(), poller::announce);
  }

  /**
   * What waiting has cost so far, by class of job: calls, bounds on lateness and, once enough is
   * known, the regret against the best possible. Of jobs that this client saw from their submit to
   * their end.
   */
  public List<ClassReport> reports() {
    return poller.reports();
  }

  /** How many calls the call budget has room for at this moment; empty if there is no budget. */
  public OptionalInt callsLeft() {
    return poller.callsLeft();
  }

  /** The policy of new waits. */
  public PollingPolicy policy() {
    return poller.policy();
  }

  /**
   * Puts another policy in force, for new waits and at once for all that are running, and for
   * submits under way: an attempt that is waited for is heard out as long as one may last now.
   */
  public void changePolicy(PollingPolicy policy) {
    poller.changePolicy(policy);
    submissions.changePolicy(policy);
  }

  /**
   * Ends every wait with {@link dev.pollwise.client.job.JobOutcome.Cancelled}. A submit under way
   * is heard out for 5 s, since it may bring ids that cost money; listeners hear of everything. An
   * interrupt of the calling thread cuts nothing of that short; its flag is kept.
   *
   * @return what takes up the waits that were not over, now or in another process
   */
  public List<ResumeToken> shutdown() {
    closed = true;
    submissions.close();
    List<ResumeToken> tokens = poller.shutdown();
    if (store != null) {
      store.close();
    }
    return tokens;
  }

  /** As {@link #shutdown()}. */
  @Override
  public void close() {
    shutdown();
  }

  /** Collects the parts of a {@link TranslationClient}. Not safe for concurrent use. */
  public static final class Builder extends ConnectionBuilder {

    private final List<Consumer<SubmitEvent>> submitListeners = new ArrayList<>();
    private @Nullable Path learningFile;
    private boolean isKeyless;

    private Builder(URI server) {
      super(server);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public Builder learned(LearnedDurations learned) {
      this.learningFile = null;
      return super.learned(learned);
    }

    /**
     * Keeps what is learned in a file, from which the next process goes on: in place of {@link
     * #learned}. It is read when the client is built, and saved now and then and at closing.
     *
     * @param file need not exist; see {@link LearnedStore} for what becomes of one that is damaged.
     *     Trouble with it is logged and never stops a wait
     */
    public Builder learning(Path file) {
      this.learningFile = requireNonNull(file, "file");
      return this;
    }

    /**
     * For a server that knows no idempotency keys: a submit whose answer is lost is never sent
     * again. Its jobs are looked for in the server's list, by the {@code callback_id} of the
     * request, which must be of this submit alone; without one its key is taken. Where they are not
     * found for the failure budget, or there is no list, it fails as {@link
     * dev.pollwise.client.job.PollwiseException.SubmitFailedException.FateUnknown}; a batch does at
     * once. Default: the server knows them, as HeyGen's does.
     */
    public Builder withoutIdempotencyKeys() {
      this.isKeyless = true;
      return this;
    }

    /** Adds a listener that hears what becomes of every submit. */
    public Builder submitListener(SubmitEvent.Listener listener) {
      submitListeners.add(requireNonNull(listener, "listener")::onEvent);
      return this;
    }

    /** A client that is ready. */
    public TranslationClient build() {
      return new TranslationClient(this, context());
    }
  }
}
