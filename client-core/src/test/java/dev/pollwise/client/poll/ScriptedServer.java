package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers by a script, at once or when the test says so, and remembers when it was asked. */
final class ScriptedServer implements StatusSource {

  static final JobId JOB = JobId.of("job-1");

  /** Decides an answer. */
  interface Script {
    Answer answer(int call, Duration at);
  }

  private final PollClock clock;
  private final Script script;
  private final List<Duration> asked = new ArrayList<>();
  private final List<CompletableFuture<Answer>> calls = new ArrayList<>();
  private boolean silent;

  ScriptedServer(PollClock clock, Script script) {
    this.clock = clock;
    this.script = script;
  }

  /** A job that runs for a while and then completes. */
  static ScriptedServer completingAfter(PollClock clock, Duration duration) {
    return new ScriptedServer(
        clock, (call, at) -> at.compareTo(duration) < 0 ? running() : completed());
  }

  static Answer running() {
    return new Answer.Seen(new JobStatus.Running());
  }

  static Answer completed() {
    return completed(JOB);
  }

  static Answer completed(JobId job) {
    return new Answer.Seen(new JobStatus.Completed(job, JobStatus.Result.empty()));
  }

  /** From now on calls stay open until the test ends them. */
  void fallSilent() {
    silent = true;
  }

  @Override
  public CompletionStage<Answer> ask(JobId job) {
    asked.add(clock.steady());
    CompletableFuture<Answer> call = new CompletableFuture<>();
    calls.add(call);
    if (!silent) {
      call.complete(script.answer(asked.size(), clock.steady()));
    }
    return call;
  }

  /** When each call was made. */
  List<Duration> asked() {
    return List.copyOf(asked);
  }

  /** The latest call. */
  CompletableFuture<Answer> lastCall() {
    return calls.getLast();
  }
}
