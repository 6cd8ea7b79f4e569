package dev.pollwise.client.http;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.Miss;
import java.util.List;

/** What a submit brought. */
public sealed interface Submitted {

  /**
   * The jobs exist.
   *
   * @param ids one per language, in the order of the request; at least one
   */
  record Accepted(List<JobId> ids) implements Submitted {
    /** Copies the ids. */
    public Accepted {
      ids = List.copyOf(ids);
    }
  }

  /**
   * It is not known that they exist.
   *
   * @param miss what happened
   * @param isUndecided whether the server may have accepted the submit or still works on it, so
   *     that asking again under the same key tells
   */
  record Missed(Miss miss, boolean isUndecided) implements Submitted {}
}
