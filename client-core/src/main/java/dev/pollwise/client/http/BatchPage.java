package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import java.util.List;

/** What one answer about a batch says. */
public sealed interface BatchPage {

  /**
   * Some of its items.
   *
   * @param size how many items the batch has; 1 to 100
   * @param items those on this page
   * @param nextToken leads to the rest; empty where there is none
   * @param hint when to ask again
   */
  record Known(int size, List<Item> items, String nextToken, Hint hint) implements BatchPage {
    /** Copies the items. */
    public Known {
      items = List.copyOf(items);
    }
  }

  /**
   * No items.
   *
   * @param miss what happened
   */
  record Missed(Miss miss) implements BatchPage {}

  /** An item of a batch; one of which nothing is known yet is left out. */
  sealed interface Item {

    /** Its place in the batch, from 0. */
    int index();

    /**
     * There is a job for it.
     *
     * @param index its place
     * @param job the job
     * @param isOver whether that is over already
     */
    record Started(int index, JobId job, boolean isOver) implements Item {}

    /**
     * There is a job for it, but its id could not travel in a request.
     *
     * @param index its place
     * @param id as it came, fit to be shown
     */
    record Garbled(int index, String id) implements Item {}

    /**
     * There is no job for it, and will be none.
     *
     * @param index its place
     * @param reason the server's words
     */
    record Refused(int index, String reason) implements Item {}
  }
}
