package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers anything a server might, sooner, later or too late, and remembers it. */
final class RandomServer implements StatusSource {

  static final JobId JOB = JobId.of("job-1");

  /** A call; its answer is null as long as there is none. */
  static final class Call {
    private final Duration at;
    private Duration mayFollowAt;
    private Answer answer = new Miss.Unreachable("open");

    Call(Duration at) {
      this.at = at;
      this.mayFollowAt = at;
    }

    Duration at() {
      return at;
    }

    Duration mayFollowAt() {
      return mayFollowAt;
    }

    Answer answer() {
      return answer;
    }
  }

  /** After so long the server gives up; an attempt may be allowed less. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final VirtualClock time;
  private final Random random;
  private final RandomAnswers answers;
  private final List<Call> calls = new ArrayList<>();
  private boolean asked;

  RandomServer(VirtualClock time, Random random) {
    this.time = time;
    this.random = random;
    this.answers = new RandomAnswers(JOB, random);
  }

  static PollingPolicy policy(Random random) {
    Duration interval = Duration.ofMillis(1 + random.nextInt(40_000));
    Pacing pacing =
        switch (random.nextInt(4)) {
          case 0 -> Pacing.fixed(interval);
          case 1 ->
              Pacing.exponential(interval, 1 + random.nextDouble() * 3, interval.multipliedBy(9));
          case 2 -> Pacing.linear(interval, interval, interval.multipliedBy(9));
          default -> Pacing.forPrice(interval);
        };
    return PollingPolicy.defaults()
        .withPacing(interval.toMillis() < 500 ? Pacing.forPrice(Duration.ofSeconds(1)) : pacing)
        .withJitter(new Jitter(random.nextInt(6) / 10.0))
        .withDeadline(Duration.ofMillis(1 + random.nextInt(600_000)))
        .withFailureBudget(Duration.ofMillis(1 + random.nextInt(200_000)))
        .withAttemptTimeout(Duration.ofMillis(1_000 + random.nextInt(30_000)))
        .withMaxPolls(random.nextInt(4) == 0 ? 1 + random.nextInt(30) : PollingPolicy.UNLIMITED);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to note the end of the call
  public CompletionStage<Answer> ask(JobId job) {
    Call call = new Call(time.steady());
    calls.add(call);
    CompletableFuture<Answer> open = new CompletableFuture<>();
    asked = true;
    open.whenComplete((brought, error) -> asked = false);
    Answer answer = answers.next();
    Duration took =
        random.nextInt(3) == 0 ? Duration.ofMillis(random.nextInt(40_000)) : Duration.ZERO;
    if (random.nextInt(20) == 0 || took.compareTo(PATIENCE) > 0) {
      took = PATIENCE;
      answer = new Miss.TimedOut(PATIENCE);
    }
    Answer known = answer;
    if (took.isZero()) {
      answered(call, open, known);
    } else {
      var unused = time.after(took, () -> answered(call, open, known));
    }
    return open;
  }

  private void answered(Call call, CompletableFuture<Answer> open, Answer answer) {
    if (open.isDone()) {
      return;
    }
    call.answer = answer;
    Duration pause = answer.hint().floor();
    call.mayFollowAt =
        pause.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(100) : time.steady().plus(pause);
    open.complete(answer);
  }

  List<Call> calls() {
    return calls;
  }

  /** Whether a call is under way. */
  boolean isAsked() {
    return asked;
  }

  /** When it was asked, and what it said. */
  List<String> log() {
    return calls.stream().map(call -> call.at() + " " + call.answer()).toList();
  }

  boolean sawAnEnd() {
    return calls.stream().anyMatch(RandomServer::isEnd);
  }

  /** Whether an end was told, and no call has failed since that might have brought its result. */
  boolean leftNoDoubt() {
    return sawAnEnd() && calls.getLast().answer() instanceof Answer.Seen;
  }

  private static boolean isEnd(Call call) {
    return call.answer()
        instanceof Answer.Seen(JobStatus.Terminal end, var hint, var detail, var held);
  }

  /** Calls without a usable answer at the end, one after the other; 429 breaks the row. */
  int failures() {
    return calls.size() - firstOfTheFailures();
  }

  /** From when the first of them was made until now. */
  Duration failingFor() {
    return time.steady().minus(calls.get(firstOfTheFailures()).at());
  }

  private int firstOfTheFailures() {
    int first = calls.size();
    while (first > 0
        && calls.get(first - 1).answer() instanceof Miss miss
        && !(miss instanceof Miss.Throttled)) {
      first--;
    }
    return first;
  }
}
