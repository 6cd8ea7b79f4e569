package dev.pollwise.client.testing;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A server that says of each job what its {@link JobScript} has it say, and remembers when it was
 * asked. Answers by a {@link VirtualClock}, and at once unless told otherwise. Not safe for
 * concurrent use: belongs to the thread that lets time pass.
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="virtual"}
 */
public final class ScriptedSource implements StatusSource {

  private final VirtualClock clock;
  private final Map<JobId, Begun> jobs = new HashMap<>();
  private final Deque<Reading> next = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<CompletableFuture<?>> answers = new ArrayList<>();
  private Duration latency = Duration.ZERO;
  private Duration longestHold = Duration.ZERO;

  /** A server that knows no job yet. */
  public ScriptedSource(VirtualClock clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * A call that was made.
   *
   * @param at when, on the clock's steady time
   * @param jobs the jobs that it asked about; more than one only in bulk
   * @param longestHold how long the answer might have been held back until there was news
   */
  public record Call(Duration at, List<JobId> jobs, Duration longestHold) {
    /** Copies the jobs. */
    public Call {
      requireNonNull(at, "at");
      jobs = List.copyOf(jobs);
      requireNonNull(longestHold, "longestHold");
    }
  }

  /** A job and when it began. */
  private record Begun(JobScript script, Duration at) {}

  /** A job begins now; it is named {@code job-1}, {@code job-2} and so on. */
  public JobId begin(JobScript script) {
    JobId job = JobId.of("job-" + (jobs.size() + 1));
    begin(job, script);
    return job;
  }

  /**
   * A job begins now. Of a job that has not begun the server says that it does not know it.
   *
   * @throws IllegalStateException if it has begun before
   */
  public void begin(JobId job, JobScript script) {
    requireNonNull(script, "script");
    if (jobs.putIfAbsent(requireNonNull(job, "job"), new Begun(script, clock.steady())) != null) {
      throw new IllegalStateException(job + " has begun before");
    }
  }

  /**
   * The next call that nothing was said about yet brings this instead of what a script says;
   * whichever job it is about.
   */
  public void answerNext(Answer answer) {
    next.add(new Reading.Says(requireNonNull(answer, "answer")));
  }

  /** As {@link #answerNext}, but the call is never answered: the attempt timeout ends it. */
  public void ignoreNext() {
    next.add(new Reading.Silence());
  }

  /** From now on an answer takes a time to arrive; zero or more. */
  public void answerAfter(Duration latency) {
    this.latency = notNegative("latency", latency);
  }

  /**
   * From now on a call about a job that goes on is held until there is something else to say of it
   * (long poll), as long as the poller allows, but not longer than this; zero for not at all.
   */
  public void holdCalls(Duration longest) {
    this.longestHold = notNegative("longest", longest);
  }

  private static Duration notNegative(String name, Duration value) {
    if (requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(
          name + " " + Durations.text(value) + ": must not be negative");
    }
    return value;
  }

  /**
   * The same server for a poller that may ask about several jobs in one call; such calls are never
   * held. If there is no answer about one of the jobs, there is none at all.
   *
   * @param mostJobs in one call, 2 or more
   */
  public StatusSource.Bulk inBulk(int mostJobs) {
    if (mostJobs < 2) {
      throw new IllegalArgumentException("mostJobs " + mostJobs + ": must be 2 or more");
    }
    return new InBulk(mostJobs);
  }

  /** All calls so far, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** When a job was asked about, on the clock's steady time. */
  public List<Duration> asked(JobId job) {
    requireNonNull(job, "job");
    return calls.stream().filter(call -> call.jobs().contains(job)).map(Call::at).toList();
  }

  /** How many calls are under way: neither answered nor given up. */
  public int openCalls() {
    return (int) answers.stream().filter(answer -> !answer.isDone()).count();
  }

  @Override
  public CompletableFuture<Answer> ask(JobId job) {
    return ask(job, Attempt.immediate());
  }

  @Override
  public CompletableFuture<Answer> ask(JobId job, Attempt attempt) {
    requireNonNull(job, "job");
    calls.add(new Call(clock.steady(), List.of(job), attempt.longestHold()));
    if (!next.isEmpty()) {
      return arriving(Duration.ZERO, next.remove().about(job));
    }
    Duration willing = Durations.min(attempt.longestHold(), longestHold);
    Duration held = Durations.min(willing, untilNews(job));
    return arriving(held, reading(job, held).about(job).map(answer -> withHeld(answer, willing)));
  }

  CompletableFuture<Map<JobId, Answer>> askTogether(List<JobId> together) {
    calls.add(new Call(clock.steady(), together, Duration.ZERO));
    Optional<Reading> forced = Optional.ofNullable(next.poll());
    Map<JobId, Answer> answers = new HashMap<>();
    together.forEach(job ->
        forced
            .orElseGet(() -> reading(job, Duration.ZERO))
            .about(job)
            .ifPresent(answer -> answers.put(job, answer)));
    return arriving(
        Duration.ZERO, answers.size() == together.size() ? Optional.of(answers) : Optional.empty());
  }

  /** What there is to say of a job when a call that arrives now has been held for a time. */
  private Reading reading(JobId job, Duration held) {
    Begun begun = jobs.get(job);
    return begun == null
        ? new Reading.Says(new Miss.NotFound(job + " has not begun"))
        : begun.script().at(clock.steady().minus(begun.at()).plus(held));
  }

  /** How long a call that arrives now could be held for. */
  private Duration untilNews(JobId job) {
    Begun begun = jobs.get(job);
    if (begun == null || !reading(job, Duration.ZERO).isAlive()) {
      return Duration.ZERO;
    }
    Duration age = clock.steady().minus(begun.at());
    return begun.script().changeAfter(age).minus(age);
  }

  private static Answer withHeld(Answer answer, Duration willing) {
    return answer instanceof Answer.Seen seen
        ? new Answer.Seen(seen.status(), seen.hint(), seen.detail(), willing)
        : answer;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to forget the arrival
  private <T> CompletableFuture<T> arriving(Duration held, Optional<T> news) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    answers.add(answer);
    Duration delay = held.plus(latency);
    news.ifPresent(known -> {
      if (delay.isZero()) {
        answer.complete(known);
      } else {
        Future<?> arrival = clock.after(delay, () -> answer.complete(known));
        answer.whenComplete((value, error) -> arrival.cancel(false));
      }
    });
    return answer;
  }

  /** The whole server, asked about several jobs in one call. */
  private final class InBulk implements StatusSource.Bulk {

    private final int mostJobs;

    InBulk(int mostJobs) {
      this.mostJobs = mostJobs;
    }

    @Override
    public int mostJobs() {
      return mostJobs;
    }

    @Override
    public CompletableFuture<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt) {
      return askTogether(jobs);
    }

    @Override
    public CompletableFuture<Answer> ask(JobId job) {
      return ScriptedSource.this.ask(job);
    }

    @Override
    public CompletableFuture<Answer> ask(JobId job, Attempt attempt) {
      return ScriptedSource.this.ask(job, attempt);
    }
  }
}
