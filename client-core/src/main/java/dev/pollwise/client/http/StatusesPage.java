package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one answer says about several jobs.
 *
 * @param answers of the jobs that it tells of
 * @param nextToken leads to the rest; empty where there is none
 */
record StatusesPage(Map<JobId, Answer> answers, String nextToken) {

  StatusesPage {
    answers = Map.copyOf(answers);
  }

  /** A call that told of none of the jobs. */
  static StatusesPage missed(Set<JobId> jobs, Miss miss) {
    return new StatusesPage(
        jobs.stream().collect(Collectors.toMap(Function.identity(), job -> miss)), "");
  }

  /** Together with what earlier pages told: the first word on a job counts. */
  StatusesPage after(Map<JobId, Answer> earlier) {
    Map<JobId, Answer> all = new HashMap<>(answers);
    all.putAll(earlier);
    return new StatusesPage(all, nextToken);
  }
}
