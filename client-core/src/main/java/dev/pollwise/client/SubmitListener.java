package dev.pollwise.client;

import dev.pollwise.client.job.Miss;
import java.time.Duration;

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
}
