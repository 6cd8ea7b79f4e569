package dev.pollwise.client;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.Miss;
import java.time.Duration;
import java.util.List;

/**
 * Hears why a submit is not through yet: there is no job to tell of, and a server that is down or
 * has no room can keep it waiting for minutes. Runs on a virtual thread of the client and must not
 * block; what it throws is logged and goes no further.
 */
@FunctionalInterface
public interface SubmitListener {

  /**
   * An attempt brought no ids; another will follow.
   *
   * @param request what is being submitted
   * @param cause what happened
   * @param delay until the next attempt
   */
  void onMissed(TranslationRequest request, Miss cause, Duration delay);

  /**
   * As {@link #onMissed}, for a batch. By default nothing.
   *
   * @param request what is being submitted
   * @param cause what happened
   * @param delay until the next attempt
   */
  default void onBatchMissed(BatchRequest request, Miss cause, Duration delay) {}

  /**
   * The server has accepted a submit, but the ids that it gave are not one for each language, or
   * not all fit to be asked about. Those that are fit are being waited for. By default nothing; it
   * is logged in any case.
   *
   * @param request what was submitted
   * @param usable the ids that are waited for
   * @param unusable the others, as far as they can be shown
   */
  default void onMismatch(TranslationRequest request, List<JobId> usable, List<String> unusable) {}
}
