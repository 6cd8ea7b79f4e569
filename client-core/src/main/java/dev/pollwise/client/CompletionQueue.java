package dev.pollwise.client;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.PollwiseException.CallInterruptedException;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.JobHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives jobs in the order in which their waits end, in whatever way, as {@link
 * java.util.concurrent.ExecutorCompletionService} does with tasks:
 *
 * {@snippet class="dev.pollwise.client.GuideSnippets" region="as they end"}
 *
 * <p>Each job is given once, by whichever method and to whichever thread. Safe for any thread.
 *
 * @param <J> what kind of handles the jobs have
 */
public final class CompletionQueue<J extends JobHandle> implements Iterable<J> {

  private final List<Entry<J>> jobs;
  private final ReentrantLock lock = new ReentrantLock();

  /** A job is over, or the last has been given. */
  private final Condition changed = lock.newCondition();

  private final Queue<J> over = new ArrayDeque<>();
  private int left;

  private record Entry<J extends JobHandle>(J job, CompletableFuture<JobOutcome> outcome) {}

  @SuppressWarnings("FutureReturnValueIgnored") // what the stages do is all there is to do
  private CompletionQueue(Collection<J> jobs) {
    this.jobs = jobs.stream().map(job -> new Entry<>(job, job.outcome())).toList();
    this.left = this.jobs.size();
    this.jobs.forEach(one -> one.outcome.whenComplete((outcome, broken) -> add(one.job)));
  }

  private void add(J job) {
    lock.lock();
    try {
      over.add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Begins to listen to jobs; those that are over come first. */
  public static <J extends JobHandle> CompletionQueue<J> of(Collection<J> jobs) {
    return new CompletionQueue<>(jobs);
  }

  /**
   * The next job whose wait is over, so that {@link JobHandle#await()} returns at once; blocks
   * until there is one.
   *
   * @throws NoSuchElementException if all have been given
   * @throws InterruptedException if the calling thread is interrupted; no job is lost by that
   */
  public J take() throws InterruptedException {
    return poll(Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
  }

  /**
   * As {@link #take}, but blocks no longer than a time.
   *
   * @return empty if no wait is over by then, or all have been given
   * @throws InterruptedException if the calling thread is interrupted; no job is lost by that
   */
  public Optional<J> poll(Duration atMost) throws InterruptedException {
    long nanos = TimeUnit.NANOSECONDS.convert(atMost);
    lock.lockInterruptibly();
    try {
      while (over.isEmpty() && left > 0 && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      Optional<J> next = Optional.ofNullable(over.poll());
      if (next.isPresent() && --left == 0) {
        changed.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    lock.lock();
    try {
      return left == 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The jobs that have not been given yet, each as its wait ends; for one thread. Blocks, and
   * throws {@link CallInterruptedException} if its thread is interrupted.
   */
  @Override
  public Iterator<J> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !isEmpty();
      }

      @Override
      public J next() {
        try {
          return take();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new CallInterruptedException("the next job to end", interrupted);
        }
      }
    };
  }

  /** How many of all jobs have ended by now, given or not, and what takes up the others. */
  public Summary summary() {
    int completed = 0;
    int failed = 0;
    List<ResumeToken> unfinished = new ArrayList<>();
    for (Entry<J> one : jobs) {
      if (one.outcome.state() == State.SUCCESS
          && one.outcome.resultNow() instanceof JobOutcome.Ended(JobStatus.Terminal end)) {
        switch (end) {
          case JobStatus.Completed done -> completed++;
          case JobStatus.Failed refused -> failed++;
        }
      } else {
        unfinished.add(one.job.resumeToken());
      }
    }
    return new Summary(completed, failed, unfinished);
  }

  /**
   * What became of several jobs.
   *
   * @param completed how many have completed
   * @param failed how many have failed
   * @param unfinished takes up those that still run, as far as is known: their waits go on, or
   *     ended by a limit, by lost contact, by being stopped or by a defect
   */
  public record Summary(int completed, int failed, List<ResumeToken> unfinished) {

    /** Copies the list. */
    public Summary {
      unfinished = List.copyOf(unfinished);
    }

    /** For people: {@code 18 completed, 1 failed, 2 unfinished: a, b}, by the ids of the jobs. */
    @Override
    public String toString() {
      String open =
          unfinished.stream()
              .map(token -> token.jobId().value())
              .reduce((one, other) -> one + ", " + other)
              .map(ids -> ": " + ids)
              .orElse("");
      return completed
          + " completed, "
          + failed
          + " failed, "
          + unfinished.size()
          + " unfinished"
          + open;
    }
  }
}
