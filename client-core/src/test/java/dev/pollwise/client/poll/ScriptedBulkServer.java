package dev.pollwise.client.poll;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.PollClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** As {@link ScriptedServer}, for a source that can be asked about several jobs at once. */
final class ScriptedBulkServer implements StatusSource.Bulk {

  /** Decides what is told of one job. */
  interface Script {
    Answer answer(JobId job, Duration at);
  }

  /** A call that went out; of one job only if it was asked for alone. */
  record Call(Duration at, List<JobId> jobs) {}

  private final PollClock clock;
  private final int mostJobs;
  private final Script script;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<?>> open = new CopyOnWriteArrayList<>();
  private boolean silent;
  private Answer.Detail detail = Answer.Detail.COMPLETE;

  ScriptedBulkServer(PollClock clock, int mostJobs, Script script) {
    this.clock = clock;
    this.mostJobs = mostJobs;
    this.script = script;
  }

  static Answer running() {
    return new Answer.Seen(new JobStatus.Running());
  }

  static Answer completed(JobId job) {
    return new Answer.Seen(new JobStatus.Completed(job, JobStatus.Result.empty()));
  }

  /** From now on calls stay open. */
  void fallSilent() {
    silent = true;
  }

  /** From now on calls are answered again. */
  void speakAgain() {
    silent = false;
  }

  /** From now on a call about several jobs tells only that a job is over. */
  void tellEndsElsewhere() {
    detail = Answer.Detail.STATUS_ONLY;
  }

  @Override
  public int mostJobs() {
    return mostJobs;
  }

  @Override
  public CompletionStage<Answer> ask(JobId job) {
    CompletableFuture<Answer> call = new CompletableFuture<>();
    calls.add(new Call(clock.steady(), List.of(job)));
    open.add(call);
    if (!silent) {
      call.complete(script.answer(job, clock.steady()));
    }
    return call;
  }

  @Override
  public CompletionStage<Map<JobId, Answer>> askAll(List<JobId> jobs, Attempt attempt) {
    CompletableFuture<Map<JobId, Answer>> call = new CompletableFuture<>();
    calls.add(new Call(clock.steady(), List.copyOf(jobs)));
    open.add(call);
    if (!silent) {
      Map<JobId, Answer> answers = new HashMap<>();
      jobs.forEach(job -> answers.put(job, mentioned(script.answer(job, clock.steady()))));
      call.complete(answers);
    }
    return call;
  }

  private Answer mentioned(Answer answer) {
    return answer instanceof Answer.Seen(JobStatus.Terminal end, Hint hint, var whole, var held)
        ? new Answer.Seen(end, hint, detail)
        : answer;
  }

  /** Every call, in order. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  /** When each call was made. */
  List<Duration> asked() {
    return calls.stream().map(Call::at).toList();
  }

  /** The calls themselves, in order. */
  List<CompletableFuture<?>> open() {
    return List.copyOf(open);
  }

  /** The latest call. */
  CompletableFuture<?> lastCall() {
    return open.getLast();
  }
}
