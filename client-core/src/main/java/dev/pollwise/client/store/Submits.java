package dev.pollwise.client.store;

import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.client.store.TokenStore.Submit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.UUID;

/**
 * The submits that were begun and whose jobs are not known yet, by reference. Not safe for
 * concurrent use.
 */
final class Submits {

  private static final int LONGEST_REFERENCE = 20_000;
  private static final int MOST_HANDLED = 10_000;

  /** By so much a clock may be set back: the hour by which a key outlasts what is counted on. */
  private static final Duration CORRECTION = Duration.ofHours(1);

  private final InstantSource wallClock;
  private final Map<String, Submit> begun = new LinkedHashMap<>();

  /** The latest references of which all was handled: who looks for open orders may look late. */
  private final LinkedHashSet<String> handled = new LinkedHashSet<>();

  Submits(InstantSource wallClock) {
    this.wallClock = wallClock;
  }

  static void requireReference(String reference) {
    if (reference.isBlank() || reference.length() > LONGEST_REFERENCE || !isWritable(reference)) {
      throw new IllegalArgumentException(
          "reference of "
              + reference.length()
              + " characters: must have 1 to "
              + LONGEST_REFERENCE
              + ", be well-formed and not blank");
    }
  }

  /** One that reads otherwise in the next process would be another submit there, paid again. */
  private static boolean isWritable(String reference) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(reference);
  }

  void restore(Submit submit) {
    begun.putIfAbsent(submit.reference(), submit);
  }

  /** The one that was begun before, or a new one, of which somebody is told. */
  Submit begin(String reference, Runnable isNew) {
    return begun.computeIfAbsent(
        reference,
        unseen -> {
          isNew.run();
          return new Submit(reference, UUID.randomUUID().toString(), wallClock.instant());
        });
  }

  /** The key of a submit, as long as a server is sure to remember it. */
  String lastingKey(Submit submit) {
    Instant now = wallClock.instant();
    Duration age = Duration.between(submit.at(), now);
    // Begun in the future: the clock was wrong then or is now, and nobody knows how old the key is.
    if (age.compareTo(RepeatedRequest.KEY_LASTS) > 0 || age.negated().compareTo(CORRECTION) > 0) {
      throw new IllegalStateException(
          "the submit of "
              + submit.reference()
              + " was begun at "
              + submit.at()
              + ", and it is "
              + now
              + " now: the server may have forgotten its key, "
              + submit.idempotencyKey());
    }
    return submit.idempotencyKey();
  }

  /** Its jobs are known. */
  boolean remove(String reference) {
    return begun.remove(reference) != null;
  }

  void handled(String reference) {
    handled.add(reference);
    if (handled.size() > MOST_HANDLED) {
      handled.removeFirst();
    }
  }

  boolean isHandled(String reference) {
    return handled.contains(reference);
  }

  /** Makes way for another submit under this reference. */
  boolean forget(String reference) {
    handled.remove(reference);
    return remove(reference);
  }

  Collection<Submit> all() {
    return begun.values();
  }
}
