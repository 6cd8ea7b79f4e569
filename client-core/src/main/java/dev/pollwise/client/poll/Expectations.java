package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import java.util.HashMap;
import java.util.Map;

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
