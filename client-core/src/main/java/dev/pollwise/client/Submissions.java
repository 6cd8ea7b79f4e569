package dev.pollwise.client;

import dev.pollwise.client.BatchRequest.ExpectedJob;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.http.HeyGenApi.AcceptedJobs;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.client.http.HeyGenApi.SubmitCall;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.BatchId;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.PollwiseException.BatchLostException;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.EventDispatcher;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The submits of a client that are under way, and the batches whose jobs are not all known: what
 * may still bring ids that cost money.
 */
final class Submissions {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final HeyGenApi api;
  private final Poller poller;
  private final ServerContext context;
  private final PollClock clock;
  private final EventDispatcher<SubmitEvent> listeners;
  private final Function<JobHandle, TranslationJob> jobs;
  private final boolean isKeyless;
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final Map<RepeatedRequest<?>, CompletableFuture<Void>> submitting =
      new ConcurrentHashMap<>();
  private final Set<RepeatedRequest<?>> lookUps = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Submissions(
      HeyGenApi api,
      Poller poller,
      ServerContext context,
      List<Consumer<SubmitEvent>> listeners,
      boolean isKeyless,
      Function<JobHandle, TranslationJob> jobs) {
    this.jobs = jobs;
    this.isKeyless = isKeyless;
    this.api = api;
    this.poller = poller;
    this.context = context;
    this.clock = context.clock();
    this.listeners =
        new EventDispatcher<>(
            listeners, event -> "the submit " + event.attempt().idempotencyKey(), context.worker());
  }

  CompletableFuture<List<TranslationJob>> submit(TranslationRequest request) {
    String key = IdempotencyKeys.of(request);
    TranslationRequest marked = isKeyless ? request.marked(key) : request;
    LostSubmit lost = new LostSubmit(api, marked.mark(), marked.languages());
    return new Submit<>(request, key, api.submit(order(marked), key), lost::look)
        .run(
            (accepted, attempt) ->
                new SubmitEvent.Accepted(attempt, accepted.ids(), accepted.unusable()),
            (accepted, age, hint) -> watch(request, accepted, age, hint));
  }

  CompletableFuture<TranslationBatch> submit(BatchRequest request) {
    String key = IdempotencyKeys.of(request);
    List<Order> orders = request.requests().stream().map(Submissions::order).toList();
    return new Submit<>(
            request,
            key,
            api.submitBatch(orders, request.title(), key),
            () -> CompletableFuture.completedFuture(LostSubmit.notFound("of a batch")))
        .run(
            (batch, attempt) -> new SubmitEvent.BatchAccepted(attempt, batch),
            (batch, age, hint) -> watchBatch(batch, request.jobs(), age, hint));
  }

  private static Order order(TranslationRequest request) {
    return new Order(request.video(), request.languages(), request.options());
  }

  /** One submit. */
  private final class Submit<T> {

    private final SubmitEvent.Request request;
    private final String key;
    private final SubmitCall<T> call;
    private final Supplier<CompletableFuture<Reply<T>>> find;
    private final Duration begunAt = clock.steady();
    private final AgeBound age = new AgeBound(clock);
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean isOpen;
    private final RepeatedRequest<T> repeated;

    Submit(
        SubmitEvent.Request request,
        String key,
        SubmitCall<T> call,
        Supplier<CompletableFuture<Reply<T>>> find) {
      this.request = request;
      this.key = key;
      this.call = call;
      this.find = find;
      this.repeated =
          new RepeatedRequest<>(
              age.submitting(this::send),
              poller.policy(),
              context,
              ServerContext.Line.SUBMITS,
              (cause, delay) -> {
                publish(new SubmitEvent.Retrying(attempt(), cause, delay));
              });
    }

    private CompletableFuture<Reply<T>> send() {
      if (isOpen && isKeyless) {
        return find.get();
      }
      attempts.incrementAndGet();
      isOpen = true; // until an answer says that nothing came of it
      publish(new SubmitEvent.Sending(attempt()));
      CompletableFuture<Reply<T>> answer = call.get();
      return Attempt.abortable(
          answer.thenApply(reply -> { // before the next attempt asks
            isOpen = !(reply instanceof Reply.Busy || reply instanceof Reply.Unsent);
            return reply;
          }),
          () -> answer.cancel(true));
    }

    private SubmitEvent.Attempt attempt() {
      JobEvent.Moment now = new JobEvent.Moment(clock.instant(), clock.steady().minus(begunAt));
      return new SubmitEvent.Attempt(request, key, attempts.get(), now, call.requestId());
    }

    /**
     * Submits. The future is the caller's alone: cancelling it takes nothing back, so that the jobs
     * are waited for all the same.
     *
     * @param event tells of the acceptance
     * @param accepted begins to wait for what was accepted
     */
    @SuppressWarnings("FutureReturnValueIgnored") // bookkeeping only
    <R> CompletableFuture<R> run(
        BiFunction<T, SubmitEvent.Attempt, SubmitEvent> event, Watching<T, R> accepted) {
      keys.begin(key, call.fingerprint());
      CompletableFuture<Void> over = new CompletableFuture<>();
      submitting.put(repeated, over);
      if (closed) { // before the entry, so that nobody would hear it out
        submitting.remove(repeated);
        keys.end(key, true);
        throw new IllegalStateException("the client is closed");
      }
      repeated.changePolicy(poller.policy()); // which may have come before the entry
      CompletableFuture<R> result = new CompletableFuture<>();
      repeated
          .run(
              receipt -> {
                R jobs = accepted.begin(receipt, age, call.hint());
                publish(event.apply(receipt, attempt()));
                return jobs;
              },
              this::failure)
          .whenCompleteAsync(
              (jobs, failure) -> {
                boolean isDrawnAndDone = failure == null && request.idempotencyKey().isEmpty();
                keys.end(key, isDrawnAndDone || failure instanceof SubmitFailedException.Refused);
                submitting.remove(repeated);
                over.complete(null);
                if (failure == null) {
                  result.complete(jobs);
                } else {
                  result.completeExceptionally(failure);
                }
              },
              context.worker());
      return result;
    }

    private SubmitFailedException failure(Miss miss, Optional<Miss> doubt) {
      SubmitEvent.Attempt last = attempt();
      if (doubt.isPresent()) {
        publish(new SubmitEvent.FateUnknown(last, doubt.get(), miss));
        return new SubmitFailedException.FateUnknown(
            key, doubt.get(), miss, last.requestId(), !isKeyless);
      }
      publish(new SubmitEvent.Refused(last, miss));
      return new SubmitFailedException.Refused(key, miss, last.requestId());
    }
  }

  /** Begins to wait for what was accepted. */
  private interface Watching<T, R> {
    R begin(T receipt, AgeBound age, Hint hint);
  }

  private List<TranslationJob> watch(
      TranslationRequest request, AcceptedJobs accepted, AgeBound age, Hint hint) {
    List<JobId> ids = accepted.ids();
    // With more or fewer ids than languages nobody can tell which is which.
    boolean isMatched = ids.size() == request.languages().size();
    if (!isMatched || !accepted.unusable().isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: the server gave {1} ids for {2} languages, {3}, and unusable ones, {4}",
          request,
          ids.size(),
          request.languages().size(),
          ids,
          accepted.unusable());
    }
    return IntStream.range(0, ids.size())
        .mapToObj(index -> {
          JobId id = ids.get(index);
          String title = isMatched ? request.languages().get(index) : id.value();
          return jobs.apply(poller.watchSubmitted(id, title, request.traits(), age.atMost(), hint));
        })
        .toList();
  }

  /**
   * Begins to look for the jobs of a batch.
   *
   * @param jobs its items, in order; empty where nobody knows them
   */
  TranslationBatch watchBatch(BatchId id, List<ExpectedJob> jobs) {
    return watchBatch(id, jobs, new AgeBound(clock), Hint.none());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // bookkeeping only
  private TranslationBatch watchBatch(BatchId id, List<ExpectedJob> jobs, AgeBound age, Hint hint) {
    TranslationBatch batch = new TranslationBatch(id);
    Attempt attempt = Attempt.immediate();
    RepeatedRequest<List<HeyGenApi.Item>> looks =
        new RepeatedRequest<>(
            age.looking(api.batch(id, item -> batch.add(item(item, jobs, age)), attempt)),
            poller.policy(),
            context,
            ServerContext.Line.LOOK_UPS,
            (cause, delay) -> {});
    lookUps.add(looks);
    looks.changePolicy(poller.policy());
    if (closed) {
      looks.abort();
    }
    CompletableFuture<List<TranslationBatch.Item>> items =
        looks
            .after(hint)
            .run(
                done -> {
                  done.forEach(garbled -> batch.add(item(garbled, jobs, age)));
                  return batch.known();
                },
                (miss, doubt) -> new BatchLostException(id, miss, attempt.requestId()));
    items.whenCompleteAsync(
        (known, error) -> {
          lookUps.remove(looks);
          if (error != null) {
            LOG.log(System.Logger.Level.WARNING, "not every job is known, {0}", error.getMessage());
          }
        },
        context.worker());
    return batch.whole(items);
  }

  private TranslationBatch.Item item(HeyGenApi.Item item, List<ExpectedJob> jobs, AgeBound age) {
    return switch (item) {
      case HeyGenApi.Item.Started(int index, JobId job, boolean isOver) -> {
        if (index >= jobs.size()) { // nobody knows since when it runs
          yield new TranslationBatch.Item.Started(index, this.jobs.apply(poller.watch(job)));
        }
        ExpectedJob expected = jobs.get(index);
        JobHandle handle =
            poller.watchSubmitted(
                job, expected.title(), expected.traits(), age.atMost(), Hint.none());
        if (isOver) {
          handle.pollNow();
        }
        yield new TranslationBatch.Item.Started(index, this.jobs.apply(handle));
      }
      case HeyGenApi.Item.Garbled(int index, String id) ->
          new TranslationBatch.Item.Unidentified(index, id);
      case HeyGenApi.Item.Refused(int index, String reason) ->
          new TranslationBatch.Item.Refused(index, reason);
    };
  }

  private void publish(SubmitEvent event) {
    listeners.publish(event, null);
  }

  /** Puts another policy in force for what is under way. */
  void changePolicy(PollingPolicy policy) {
    submitting.keySet().forEach(request -> request.changePolicy(policy));
    lookUps.forEach(request -> request.changePolicy(policy));
  }

  /**
   * Begins nothing any more; hears out what is under way for 5 s at most, since it may bring ids,
   * and lets listeners hear of it. An interrupt of the calling thread changes nothing of that.
   */
  void close() {
    closed = true;
    submitting.keySet().forEach(RepeatedRequest::stop);
    Thread caller = Thread.currentThread();
    CompletableFuture.allOf(submitting.values().toArray(CompletableFuture<?>[]::new))
        .thenCompose(over -> listeners.heard(List.of(), caller))
        .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        .join(); // restores the flag of an interrupt
    lookUps.forEach(RepeatedRequest::abort);
  }
}
