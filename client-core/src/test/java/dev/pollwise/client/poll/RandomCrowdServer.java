package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Answers anything a server might about any number of jobs, alone or together, at once, later or
 * held back, and remembers it.
 */
final class RandomCrowdServer implements StatusSource.Bulk {

  /**
   * No answer takes longer. Attempts are to be allowed more: who leaves a shared call early may ask
   * again while others still wait for its answer.
   */
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** A job was asked about; as long as there is no answer, no other call may ask about it. */
  static final class Look {
    private final Duration at;
    private Duration mayFollowAt = Duration.ofDays(1_000);
    private boolean sawEnd;
    private boolean wasAnswered;

    private Look(Duration at) {
      this.at = at;
    }

    Duration at() {
      return at;
    }

    Duration mayFollowAt() {
      return mayFollowAt;
    }
  }

  private final VirtualClock time;
  private final Random random;
  private final int mostJobs;
  private final boolean holds;
  private final Map<JobId, RandomAnswers> answers = new HashMap<>();
  private final Map<JobId, List<Look>> looks = new HashMap<>();
  private final List<Duration> calls = new ArrayList<>();
  private final List<String> disturbances = new ArrayList<>();
  private int repeats;

  /** Until when it wants no call at all, as an answer has said that was heard. */
  private Duration closedUntil = Duration.ZERO;

  RandomCrowdServer(VirtualClock time, Random random) {
    this.time = time;
    this.random = random;
    this.mostJobs = 2 + random.nextInt(5);
    this.holds = random.nextInt(4) == 0;
  }

  /** The same server, where jobs can only be asked about one by one. */
  StatusSource single() {
    return new StatusSource() {
      @Override
      public CompletionStage<Answer> ask(JobId job) {
        return RandomCrowdServer.this.ask(job);
      }

      @Override
      public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
        return RandomCrowdServer.this.ask(job, attempt);
      }
    };
  }

  @Override
  public int mostJobs() {
    return mostJobs;
  }

  @Override
  public CompletionStage<Answer> ask(JobId job) {
    throw new AssertionError("the poller says what it allows");
  }

  @Override
  public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
    received(attempt);
    Duration longestHold = holds ? attempt.longestHold() : Duration.ZERO;
    Answer answer = answers(job).next();
    return longestHold.isPositive()
            && answer instanceof Answer.Seen(var status, var hint, var all, var no)
        ? taking(
            random.nextInt(3) == 0 ? longestHold.dividedBy(3) : longestHold,
            List.of(job),
            () -> told(job, new Answer.Seen(status, hint, all, longestHold)))
        : taking(took(), List.of(job), () -> told(job, answer));
  }

  @Override
  public CompletionStage<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt) {
    received(attempt);
    if (jobs.size() < 2
        || jobs.size() > mostJobs
        || jobs.stream().distinct().count() < jobs.size()) {
      throw new AssertionError("asked together about " + jobs);
    }
    return taking(took(), jobs, () -> toldOf(jobs));
  }

  private void received(Attempt attempt) {
    calls.add(time.steady());
    if (time.steady().compareTo(closedUntil) < 0) {
      disturbances.add("at %s, in a pause until %s".formatted(time.steady(), closedUntil));
    }
    if (random.nextInt(20) == 0) {
      attempt.sentAgain();
      repeats++;
    }
  }

  private Duration took() {
    return random.nextInt(3) == 0
        ? Duration.ofMillis(random.nextLong(LONGEST.toMillis()))
        : Duration.ZERO;
  }

  private <T> CompletionStage<T> taking(Duration took, List<JobId> jobs, Supplier<T> answer) {
    List<Look> open = jobs.stream().map(this::look).toList();
    CompletableFuture<T> call = new CompletableFuture<>();
    if (random.nextInt(15) == 0) {
      var unused = time.after(took, () -> fail(call, open));
    } else if (took.isZero()) {
      call.complete(answer.get());
    } else {
      var unused =
          time.after(
              took,
              () -> {
                if (!call.isDone()) {
                  call.complete(answer.get());
                }
              });
    }
    return call;
  }

  private void fail(CompletableFuture<?> call, List<Look> open) {
    open.forEach(look -> look.mayFollowAt = time.steady());
    call.completeExceptionally(new IllegalStateException("connection reset"));
  }

  private Look look(JobId job) {
    Look look = new Look(time.steady());
    looks.computeIfAbsent(job, any -> new ArrayList<>()).add(look);
    return look;
  }

  private Map<JobId, Answer> toldOf(List<JobId> jobs) {
    Map<JobId, Answer> all = new HashMap<>();
    for (JobId job : jobs) {
      Answer answer = answers(job).next();
      if (answer instanceof Answer.Seen(JobStatus.Terminal end, var hint, var detail, var held)
          && random.nextBoolean()) {
        answer = new Answer.Seen(end, hint, Answer.Detail.STATUS_ONLY);
      }
      if (random.nextInt(30) == 0) {
        told(job, new Miss.Unreadable("left out"));
      } else {
        all.put(job, told(job, answer));
      }
    }
    return all;
  }

  private Answer told(JobId job, Answer answer) {
    Look look = looks(job).getLast();
    Duration pause = answer.hint().floor();
    look.mayFollowAt =
        pause.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(100) : time.steady().plus(pause);
    look.wasAnswered = answer instanceof Answer.Seen;
    boolean isOfEverybody =
        answer instanceof Miss.Throttled
            || answer instanceof Miss.Rejected
            || answer.hint() instanceof Hint.Quota;
    if (isOfEverybody && look.mayFollowAt.compareTo(closedUntil) > 0) {
      closedUntil = look.mayFollowAt;
    }
    look.sawEnd =
        answer instanceof Answer.Seen(JobStatus.Terminal end, var hint, var detail, var held)
            && detail != Answer.Detail.STATUS_ONLY;
    return answer;
  }

  private RandomAnswers answers(JobId job) {
    return answers.computeIfAbsent(job, any -> new RandomAnswers(job, random));
  }

  /** When each call was made. */
  List<Duration> calls() {
    return calls;
  }

  /** How often a call went out again that nobody had asked for. */
  int repeats() {
    return repeats;
  }

  /** Calls that were made though an answer had said that none is wanted. */
  List<String> disturbances() {
    return disturbances;
  }

  /** Each time that a job was asked about, alone or with others. */
  List<Look> looks(JobId job) {
    return looks.getOrDefault(job, List.of());
  }

  /** Whether an end was told, by more than a word that the job is over. */
  boolean sawAnEnd(JobId job) {
    return looks(job).stream().anyMatch(look -> look.sawEnd);
  }

  /** Whether moreover no call has failed since that might have brought its result. */
  boolean leftNoDoubt(JobId job) {
    return sawAnEnd(job) && looks(job).getLast().wasAnswered;
  }
}
