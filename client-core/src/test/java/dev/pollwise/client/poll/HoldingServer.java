package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.ScriptedServer.completed;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Holds each call until there is news or its time is up, or only says so. */
final class HoldingServer implements StatusSource {

  private final VirtualClock time;
  private final Duration longest;
  private final boolean lies;
  private final Duration end;
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Duration> asked = new ArrayList<>();

  private HoldingServer(VirtualClock time, Duration longest, boolean lies, Duration end) {
    this.time = time;
    this.longest = longest;
    this.lies = lies;
    this.end = end;
  }

  /** Holds a call for no longer than a time; the job is over at another. */
  static HoldingServer upTo(Duration longest, Duration end, VirtualClock time) {
    return new HoldingServer(time, longest, false, end);
  }

  /** Says that it holds calls, and answers at once. */
  static HoldingServer thatLies(Duration longest, VirtualClock time) {
    return new HoldingServer(time, longest, true, Duration.ofDays(1));
  }

  @Override
  public CompletionStage<Answer> ask(JobId job) {
    return ask(job, Attempt.immediate());
  }

  @Override
  public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
    asked.add(time.steady());
    attempts.add(attempt);
    Duration willing =
        attempt.longestHold().compareTo(longest) < 0 ? attempt.longestHold() : longest;
    Duration untilEnd = end.minus(time.steady());
    CompletableFuture<Answer> call = new CompletableFuture<>();
    if (untilEnd.compareTo(willing) <= 0) {
      answer(call, untilEnd, completed());
    } else {
      answer(
          call,
          lies ? Duration.ZERO : willing,
          new Answer.Seen(new JobStatus.Running(), Hint.none(), Answer.Detail.COMPLETE, willing));
    }
    return call;
  }

  private void answer(CompletableFuture<Answer> call, Duration after, Answer answer) {
    var unused =
        time.after(after.isNegative() ? Duration.ZERO : after, () -> call.complete(answer));
  }

  /** When each call was made. */
  List<Duration> asked() {
    return List.copyOf(asked);
  }

  /** For how long each call might be held. */
  List<Duration> longestHold() {
    return attempts.stream().map(Attempt::longestHold).toList();
  }
}
