package dev.pollwise.client;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.http.HttpTransport;
import dev.pollwise.client.http.Languages;
import dev.pollwise.client.http.StatusEndpoint;
import dev.pollwise.client.http.Submission;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.CallInterruptedException;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.job.PollwiseException;
import dev.pollwise.client.job.RequestFailedException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.Chance;
import dev.pollwise.client.poll.JobListener;
import dev.pollwise.client.poll.PollClock;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.SystemPollClock;
import dev.pollwise.client.poll.TimedCall;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Submits video translations to HeyGen's API, or to a server that speaks it, and waits for them.
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="translate"}
 *
 * <p>Safe for any thread. Closing ends every wait; the jobs go on at the server.
 */
public final class TranslationClient implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final HttpTransport transport;
  private final HeyGenApi api;
  private final Poller poller;
  private final PollClock clock;
  private final @Nullable SystemPollClock ownClock;
  private final Executor executor;
  private final DoubleSupplier chance;
  private final SubmitListener submitListener;
  private final Map<Submission, CompletableFuture<List<TranslationJob>>> submitting =
      new ConcurrentHashMap<>();
  private volatile boolean closed;

  private TranslationClient(Builder builder) {
    this.executor = builder.executor;
    this.ownClock = builder.clock == null ? new SystemPollClock() : null;
    this.clock = builder.clock != null ? builder.clock : requireNonNull(ownClock);
    this.chance = new Chance(builder.random);
    this.submitListener = builder.submitListener;
    this.transport =
        builder.http != null
            ? HttpTransport.by(builder.http, builder.credentials, clock)
            : HttpTransport.to(builder.server, executor, builder.credentials, clock);
    this.api = new HeyGenApi(transport, builder.server);
    Poller.Builder waits =
        Poller.builder(api)
            .server(builder.server)
            .policy(builder.policy)
            .clock(clock)
            .executor(executor)
            .chance(chance);
    builder.listeners.forEach(waits::listener);
    this.poller = waits.build();
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
    Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    HttpTransport transport =
        HttpTransport.to(uri, executor, Credentials.none(), InstantSource.system());
    return Poller.builder(new StatusEndpoint(transport, uri))
        .executor(executor)
        .server(Addresses.withoutQuery(uri));
  }

  /**
   * Submits a video and begins to wait for its translations; blocks until the server has accepted
   * it, at most for the failure budget of the policy (where the server has no room: for the
   * deadline).
   *
   * @return one job per language, in the order of the request
   * @throws dev.pollwise.client.job.SubmitFailedException if the server refused, or nothing was
   *     heard of it
   * @throws CallInterruptedException if the calling thread is interrupted; the submit goes on
   */
  public List<TranslationJob> translate(TranslationRequest request) {
    return blocking("the submit of " + request, translateAsync(request));
  }

  /** As {@link #translate}, without blocking; fails with the same exceptions. */
  @SuppressWarnings("FutureReturnValueIgnored") // bookkeeping only
  public CompletableFuture<List<TranslationJob>> translateAsync(TranslationRequest request) {
    requireOpen();
    Submission submission =
        new Submission(
            request.idempotencyKey(),
            () ->
                api.submit(
                    request.video(),
                    request.languages(),
                    request.options(),
                    request.idempotencyKey()),
            policy(),
            clock,
            chance,
            (cause, delay) -> executor.execute(() -> tellMissed(request, cause, delay)));
    CompletableFuture<List<TranslationJob>> jobs = new CompletableFuture<>();
    submitting.put(submission, jobs);
    if (closed) { // between the check above and the entry, so that nobody would hear it out
      submitting.remove(submission);
      requireOpen();
    }
    submission
        .run(executor)
        .thenApply(ids -> watchSubmitted(request, ids))
        .whenCompleteAsync(
            (watched, error) -> {
              submitting.remove(submission);
              complete(jobs, watched, error);
            },
            executor);
    return jobs;
  }

  /** Whatever a listener throws ends here, an {@code Error} too: the submit goes on without it. */
  private void tellMissed(TranslationRequest request, Miss cause, Duration delay) {
    try {
      submitListener.onMissed(request, cause, delay);
    } catch (Throwable broken) {
      LOG.log(System.Logger.Level.WARNING, "a submit listener failed on " + request, broken);
    }
  }

  private List<TranslationJob> watchSubmitted(TranslationRequest request, List<JobId> ids) {
    // With more or fewer ids than languages nobody can tell which is which.
    boolean isMatched = ids.size() == request.languages().size();
    return IntStream.range(0, ids.size())
        .mapToObj(index -> {
          JobId id = ids.get(index);
          String title = isMatched ? request.languages().get(index) : id.value();
          return new TranslationJob(poller.watchSubmitted(id, title), title);
        })
        .toList();
  }

  private static <T> void complete(
      CompletableFuture<T> future, @Nullable T value, @Nullable Throwable error) {
    if (value != null) {
      future.complete(value);
    } else {
      future.completeExceptionally(requireNonNull(unwrapped(error)));
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /**
   * Asks once where a job stands; blocks for one attempt timeout at most.
   *
   * @throws RequestFailedException if there is no usable answer
   * @throws CallInterruptedException if the calling thread is interrupted
   */
  public JobStatus status(JobId job) {
    return blocking("the status of " + job, statusAsync(job));
  }

  /** As {@link #status}, without blocking. */
  public CompletableFuture<JobStatus> statusAsync(JobId job) {
    requireNonNull(job, "job");
    return once("status of " + job, () -> api.ask(job))
        .thenApply(answer ->
            switch (answer) {
              case Answer.Seen seen -> seen.status();
              case Miss miss -> throw new RequestFailedException("status of " + job, miss);
            });
  }

  /**
   * The names of the languages that the server translates into; blocks for one attempt timeout at
   * most.
   *
   * @throws RequestFailedException if there is no usable answer
   * @throws CallInterruptedException if the calling thread is interrupted
   */
  public List<String> languages() {
    return blocking("the languages", languagesAsync());
  }

  /** As {@link #languages}, without blocking. */
  public CompletableFuture<List<String>> languagesAsync() {
    return once("languages", api::languages)
        .thenApply(answer ->
            switch (answer) {
              case Languages.Known known -> known.names();
              case Languages.Missed missed ->
                  throw new RequestFailedException("languages", missed.miss());
            });
  }

  private <T> CompletableFuture<T> once(String request, Supplier<CompletableFuture<T>> call) {
    requireOpen();
    Duration timeout = policy().attemptTimeout();
    return TimedCall.of(call, timeout, executor)
        .exceptionallyAsync(
            error -> {
              throw new RequestFailedException(request, TimedCall.miss(error, timeout));
            },
            executor);
  }

  private static <T> T blocking(String call, CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(call, interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof PollwiseException known) {
        throw known;
      }
      throw new IllegalStateException(call + " broke: " + failed.getCause(), failed.getCause());
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the client is closed");
    }
  }

  /** Waits for a job that was started elsewhere: asks at once, then by the policy. */
  public TranslationJob watch(JobId job) {
    requireOpen();
    return new TranslationJob(poller.watch(job), job.value());
  }

  /** Takes up a wait that was begun elsewhere; its limits count from that beginning. */
  public TranslationJob resume(ResumeToken token) {
    requireOpen();
    return new TranslationJob(poller.resume(token), token.jobId().value());
  }

  /** The policy of new waits. */
  public PollingPolicy policy() {
    return poller.policy();
  }

  /** Puts another policy in force, for new waits and at once for all that are running. */
  public void changePolicy(PollingPolicy policy) {
    poller.changePolicy(policy);
  }

  /**
   * Ends every wait with {@link dev.pollwise.client.job.JobOutcome.Cancelled}. A submit under way
   * is heard out for 5 s, since it may bring ids that cost money; listeners hear of everything.
   *
   * @return what takes up the waits that were not over, now or in another process
   */
  public List<ResumeToken> shutdown() {
    closed = true;
    submitting.keySet().forEach(Submission::stop);
    hearOut(List.copyOf(submitting.values()));
    List<ResumeToken> tokens = poller.shutdown();
    if (ownClock != null) {
      ownClock.close();
    }
    transport.close();
    return tokens;
  }

  /** Ids that arrive in time become waits, which the poller then ends and hands back. */
  private static void hearOut(List<CompletableFuture<List<TranslationJob>>> pending) {
    try {
      CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new))
          .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failed) {
      // Whoever submitted hears of it.
    }
  }

  /** As {@link #shutdown()}. */
  @Override
  public void close() {
    shutdown();
  }

  /** Collects the parts of a {@link TranslationClient}. Not safe for concurrent use. */
  public static final class Builder {

    private final URI server;
    private final List<JobListener> listeners = new ArrayList<>();
    private Credentials credentials = Credentials.none();
    private SubmitListener submitListener = (request, cause, delay) -> {};
    private PollingPolicy policy = PollingPolicy.defaults();
    private RandomGenerator random = RandomGenerator.getDefault();
    private Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpClient http;
    private @Nullable PollClock clock;

    private Builder(URI server) {
      this.server = server;
    }

    /** Asks under an API key. */
    public Builder apiKey(String key) {
      this.credentials = Credentials.apiKey(key);
      return this;
    }

    /** Asks under an OAuth token. */
    public Builder bearerToken(String token) {
      this.credentials = Credentials.bearerToken(token);
      return this;
    }

    /** The policy of new waits; default {@link PollingPolicy#defaults()}. */
    public Builder policy(PollingPolicy policy) {
      this.policy = requireNonNull(policy, "policy");
      return this;
    }

    /** Adds a listener that hears all events of all jobs. */
    public Builder listener(JobListener listener) {
      listeners.add(requireNonNull(listener, "listener"));
      return this;
    }

    /** Hears why a submit is not through yet; default nobody. */
    public Builder submitListener(SubmitListener listener) {
      this.submitListener = requireNonNull(listener, "listener");
      return this;
    }

    /** A client with the user's own proxy, TLS and connections; it is not closed with this one. */
    public Builder httpClient(HttpClient http) {
      this.http = requireNonNull(http, "http");
      return this;
    }

    /** Time; default the machine's clocks and one timer thread. */
    public Builder clock(PollClock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Chance, for jitter and backoff; default the platform's generator. Must not be used elsewhere.
     */
    public Builder random(RandomGenerator random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /**
     * Runs steps, listeners and stages; must not run a task on the thread that hands it over.
     * Default: virtual threads.
     */
    public Builder executor(Executor executor) {
      this.executor = requireNonNull(executor, "executor");
      return this;
    }

    /** A client that is ready. */
    public TranslationClient build() {
      return new TranslationClient(this);
    }
  }
}
