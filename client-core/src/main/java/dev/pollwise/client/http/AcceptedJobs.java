package dev.pollwise.client.http;

import dev.pollwise.client.job.JobId;
import java.util.List;

/**
 * What a server gives for a submit that it has accepted.
 *
 * @param ids one per language, in the order of the request; at least one
 * @param unusable what stood among them and could not travel in a request, fit to be shown
 */
public record AcceptedJobs(List<JobId> ids, List<String> unusable) {
  /** Copies the lists. */
  public AcceptedJobs {
    ids = List.copyOf(ids);
    unusable = List.copyOf(unusable);
  }
}
