package dev.pollwise.client.poll;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.LearnedDurations.Running;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DecisionContext.PollAlignment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Times the decision that follows an answer: the job is running; what is known of it is looked up.
 * It lies in the package of what it times, which is open to nobody else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionTime {

  private static final Duration NOW = Duration.ofSeconds(40);
  private static final JobClass CLASS = new JobClass("http://localhost", "", "");

  private final PollState fixed = asked(Pacing.fixed(Duration.ofSeconds(10)));
  private final PollState adaptive = asked(Pacing.adaptive());
  private final Observation running =
      new Observation.Answered(
          new Answer.Seen(new JobStatus.Running()), Observation.Call.at(NOW.minusMillis(20)));
  private final DecisionContext around = DecisionContext.alone(NOW, 0.3);

  private final LearnedDurations memory = new LearnedDurations();
  private final Running ignorant = begun(new LearnedDurations());
  private final Running taught = begun(memory);

  /** Has begun to wait before 200 other jobs have ended. */
  public DecisionTime() {
    for (int job = 0; job < 200; job++) {
      Duration after = Duration.ofSeconds(30 + job % 60);
      memory.record(
          CLASS, new LearnedDurations.Sighting.Ended(after, after.plus(Duration.ofSeconds(5))));
    }
  }

  private static Running begun(LearnedDurations memory) {
    return memory.begun(CLASS, LearnedDurations.SourceLength.unknown(), Expectation.none());
  }

  private static DecisionContext knowing(Running job) {
    return new DecisionContext(NOW, 0.3, job.outlook(), 0, new PollAlignment.Alone(), 1);
  }

  private static PollState asked(Pacing pacing) {
    ResumeToken token =
        new ResumeToken(URI.create("http://localhost"), JobId.of("job"), Instant.EPOCH);
    return PollState.initial(token, PollingPolicy.defaults().withPacing(pacing)).asked();
  }

  /** The next call in ten seconds. */
  @Benchmark
  public Object decisionFixed() {
    return PollDecision.decide(fixed, running, around);
  }

  /** The default policy, which knows nothing of the job yet. */
  @Benchmark
  public Object decisionAdaptive() {
    return PollDecision.decide(adaptive, running, around);
  }

  /** The same, while nothing was seen to end. */
  @Benchmark
  public Object decisionInIgnorance() {
    return PollDecision.decide(adaptive, running, knowing(ignorant));
  }

  /** The same, of a wait that began in ignorance, by what 200 jobs have taught since. */
  @Benchmark
  public Object decisionByWhatWasLearned() {
    return PollDecision.decide(adaptive, running, knowing(taught));
  }
}
