package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.ClassReport;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.LearnedDurations.Running;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.poll.SharedKnowledge.Experience;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns how long the jobs of one server take, and keeps the books of what they cost. Safe for any
 * thread.
 */
final class Learning implements Experience {

  private static final int MOST_CLASSES = 500;

  private final LearnedDurations memory;
  private final String server;
  private final Expectations expectations;

  /** The longest unused first. */
  private final Map<JobClass, ClassReport.Ledger> ledgers = new LinkedHashMap<>(16, 0.75f, true);

  Learning(LearnedDurations memory, URI server, Expectations expectations) {
    this.memory = memory;
    this.server = server.toString();
    this.expectations = expectations;
  }

  @Override
  public Running begun(JobTraits traits, Duration age) {
    return age.isPositive()
        ? memory.resumed(jobClass(traits), source(traits), expectations.of(traits), age)
        : memory.begun(jobClass(traits), source(traits), expectations.of(traits));
  }

  @Override
  public void ended(JobTraits traits, Duration aliveAt, Duration seenAt, Evidence evidence) {
    JobClass jobClass = jobClass(traits);
    synchronized (ledgers) {
      ClassReport.Ledger before = ledgers.getOrDefault(jobClass, ClassReport.Ledger.empty());
      ledgers.put(jobClass, before.with(evidence.share(), Duration.ZERO, seenAt.minus(aliveAt)));
      if (ledgers.size() > MOST_CLASSES) {
        ledgers.remove(ledgers.keySet().iterator().next());
      }
    }
  }

  List<ClassReport> reports() {
    Map<JobClass, ClassReport.Ledger> now;
    synchronized (ledgers) {
      now = new LinkedHashMap<>(ledgers);
    }
    return now.entrySet().stream()
        .map(entry ->
            new ClassReport(
                entry.getKey(),
                entry.getValue(),
                memory.knowledge(entry.getKey(), LearnedDurations.SourceLength.unknown())))
        .toList();
  }

  private JobClass jobClass(JobTraits traits) {
    return new JobClass(server, traits.mode(), traits.label());
  }

  private static LearnedDurations.SourceLength source(JobTraits traits) {
    return traits.sourceLength().toMillis() > 0
        ? LearnedDurations.SourceLength.of(traits.sourceLength())
        : LearnedDurations.SourceLength.unknown();
  }

  /**
   * What is expected of jobs: of one by its request, else by its label, else of all.
   *
   * @param ofLabel by label
   * @param ofAll of those that nothing else is said of
   */
  record Expectations(Map<String, Expectation> ofLabel, Expectation ofAll) {

    /** Nothing is expected. */
    static final Expectations NONE = new Expectations(Map.of(), Expectation.none());

    Expectations {
      ofLabel = Map.copyOf(ofLabel);
      requireNonNull(ofAll, "expectation");
    }

    Expectation of(JobTraits traits) {
      return traits
          .expectation()
          .or(ofLabel.getOrDefault(traits.label(), Expectation.none()))
          .or(ofAll);
    }

    Expectations withAll(Expectation expectation) {
      return new Expectations(ofLabel, expectation);
    }

    Expectations withLabel(String label, Expectation expectation) {
      Map<String, Expectation> changed = new HashMap<>(ofLabel);
      changed.put(requireNonNull(label, "label"), requireNonNull(expectation, "expectation"));
      return new Expectations(changed, ofAll);
    }
  }
}
