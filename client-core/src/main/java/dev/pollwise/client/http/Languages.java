package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Miss;
import java.util.List;

/** What the question for the languages brought. */
public sealed interface Languages {

  /**
   * The names.
   *
   * @param names as the server gives them, for use in a submit
   */
  record Known(List<String> names) implements Languages {
    /** Copies the names. */
    public Known {
      names = List.copyOf(names);
    }
  }

  /**
   * No names.
   *
   * @param miss what happened
   */
  record Missed(Miss miss) implements Languages {}
}
