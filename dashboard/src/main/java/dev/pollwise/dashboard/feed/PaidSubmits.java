package dev.pollwise.dashboard.feed;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.store.TokenStore;
import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.server.UnansweredSubmit;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends submits that cost money. What asks for the very same jobs again, without paying twice, is
 * on the disk before the first byte leaves. It makes way for the tokens of the jobs, and goes where
 * the server is known to have refused; else, as at the end of the process, it stays until a person
 * has seen to it.
 */
final class PaidSubmits {

  private static final System.Logger LOG = System.getLogger(PaidSubmits.class.getName());

  /** The client that sends has heard them out by then. */
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

  private final PaidWaits waits;
  private final Map<String, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();

  PaidSubmits(PaidWaits waits) {
    this.waits = waits;
  }

  /**
   * Sends one; blocks for the disk.
   *
   * @param order what is asked for; one that repeats a submit goes out under the same key
   * @param send sends a request
   * @return the jobs, kept by now
   * @throws IllegalStateException if it cannot be kept, or its key may be forgotten; in words
   * @throws NoSuchElementException if it repeats what was answered by now; in words
   */
  CompletableFuture<List<JobHandle>> send(
      LaunchOrder order,
      TranslationRequest request,
      Function<TranslationRequest, CompletableFuture<List<JobHandle>>> send) {
    String reference =
        order.repeats().isEmpty()
            ? UnansweredSubmit.newReference(order.server(), order.video(), order.languages())
            : order.repeats();
    CompletableFuture<List<JobHandle>> kept = new CompletableFuture<>();
    if (underWay.putIfAbsent(reference, kept) != null) {
      throw new IllegalStateException("This is being asked already.");
    }
    try {
      var _ =
          send.apply(request.withIdempotencyKey(key(order, reference)))
              .whenCompleteAsync(
                  (jobs, failed) -> answered(order, reference, jobs, failed, kept),
                  Thread::startVirtualThread);
    } catch (RuntimeException unsent) {
      underWay.remove(reference);
      throw unsent;
    }
    return kept;
  }

  /** Of a submit that is on the disk now. */
  private String key(LaunchOrder order, String reference) {
    TokenStore store =
        order.repeats().isEmpty()
            ? waits.own()
            : waits.stores().stream()
                .filter(each -> each.begun().stream().anyMatch(is(reference)))
                .findFirst()
                .orElseThrow(PaidSubmits::answeredAlready);
    try {
      return store.begin(reference).orElseThrow(PaidSubmits::answeredAlready);
    } catch (IllegalStateException tooOld) {
      throw new IllegalStateException(
          "It was begun more than 23 hours ago: the server may have forgotten its key, and asking"
              + " again could pay twice. See at the server whether the jobs are there, then forget"
              + " it here.",
          tooOld);
    } catch (UncheckedIOException unsaved) {
      waits.changed(() -> store.forget(reference));
      throw new IllegalStateException(
          "Nothing was sent: what asks again without paying twice cannot be saved. "
              + unsaved.getMessage(),
          unsaved);
    }
  }

  private static NoSuchElementException answeredAlready() {
    return new NoSuchElementException("This was answered meanwhile.");
  }

  private static Predicate<TokenStore.Submit> is(String reference) {
    return submit -> submit.reference().equals(reference);
  }

  private void answered(
      LaunchOrder order,
      String reference,
      @Nullable List<JobHandle> jobs,
      @Nullable Throwable failed,
      CompletableFuture<List<JobHandle>> kept) {
    try {
      if (jobs != null) {
        if (!order.repeats().isEmpty()) {
          dropKnown(jobs);
        }
        waits.follow(jobs);
      }
      if (failed == null || isNotSent(ErrorText.unwrapped(failed))) {
        forget(List.of(reference));
      }
    } finally {
      underWay.remove(reference);
      if (jobs != null) {
        kept.complete(jobs);
      } else {
        kept.completeExceptionally(
            failed == null ? new IllegalStateException("no answer") : failed);
      }
    }
  }

  /** A crash between two writes may have left tokens of these jobs beside their submit. */
  private void dropKnown(List<JobHandle> jobs) {
    List<JobKey> keys =
        jobs.stream().map(job -> new JobKey(job.resumeToken().server(), job.id())).toList();
    waits.forget(
        waits.stores().stream()
            .flatMap(store -> store.all().stream())
            .filter(token -> keys.contains(new JobKey(token.server(), token.jobId())))
            .toList());
  }

  private static boolean isNotSent(Throwable why) {
    return why instanceof SubmitFailedException.Refused || why instanceof IllegalArgumentException;
  }

  /** Forgets submits; their jobs are known, there are none, or a person said so. */
  void forget(List<String> references) {
    for (TokenStore store : waits.stores()) {
      waits.changed(() -> references.forEach(store::forget));
    }
  }

  /** The submits whose answer is not known and not awaited either. */
  List<UnansweredSubmit> unanswered() {
    return waits.stores().stream()
        .flatMap(store -> store.begun().stream())
        .filter(submit -> !underWay.containsKey(submit.reference()))
        .flatMap(submit -> UnansweredSubmit.read(submit.reference(), submit.at()).stream())
        .toList();
  }

  /** Hears out what is under way, and has it kept; the rest is told in the next session. */
  void close() {
    try {
      CompletableFuture.allOf(underWay.values().toArray(CompletableFuture[]::new))
          .get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException unanswered) {
      LOG.log(System.Logger.Level.INFO, "submits whose answer is not known: {0}", underWay.size());
    }
  }
}
