package dev.pollwise.client;

import static java.util.Objects.requireNonNull;

/** What has become of an item of a batch. */
public sealed interface BatchItem {

  /** Its place in the batch, from 0: the languages of the first request, then of the next. */
  int index();

  /**
   * It is a job, and is being waited for.
   *
   * @param index its place
   * @param job the job
   */
  record Started(int index, TranslationJob job) implements BatchItem {
    /** Refuses null. */
    public Started {
      requireNonNull(job, "job");
    }
  }

  /**
   * There is no job for it, and will be none.
   *
   * @param index its place
   * @param reason the server's words
   */
  record Refused(int index, String reason) implements BatchItem {
    /** Refuses null. */
    public Refused {
      requireNonNull(reason, "reason");
    }
  }
}
