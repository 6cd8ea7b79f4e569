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
   * No ids.
   *
   * @param miss what happened
   * @param isInProgress whether the server says that it still works on a submit under the same key
   */
  record Missed(Miss miss, boolean isInProgress) implements Submitted {

    /** A miss about which the server says nothing more. */
    public Missed(Miss miss) {
      this(miss, false);
    }
  }
}
