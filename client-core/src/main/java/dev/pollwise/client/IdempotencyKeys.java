package dev.pollwise.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The idempotency keys of a client: draws one for each submit whose caller brings none, and keeps
 * callers from putting two different submits under one key, for which the server would answer with
 * the jobs of the first. Remembers the latest 10,000 keys of callers. Safe for any thread.
 */
final class IdempotencyKeys {

  private static final int REMEMBERED = 10_000;

  /** By key, the least recently used first. */
  private final Map<String, Use> uses =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Use> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The caller's key, or a new one that nobody else has. */
  static String of(SubmitEvent.Request request) {
    return request.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
  }

  /**
   * A submit begins.
   *
   * @param fingerprint the same for the same submit
   * @throws IllegalArgumentException if the key belongs to another submit
   */
  synchronized void begin(String key, String fingerprint) {
    Use use = uses.getOrDefault(key, new Use(fingerprint, 0, false));
    if (!use.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException(
          "idempotencyKey " + key + ": must be another, this one belongs to another submit");
    }
    uses.put(key, new Use(fingerprint, use.open() + 1, use.isTaken()));
  }

  /**
   * A submit is over.
   *
   * @param isFree whether the key may be forgotten: the server has accepted nothing under it, or
   *     nobody knows it
   */
  synchronized void end(String key, boolean isFree) {
    uses.computeIfPresent(
        key,
        (same, use) -> {
          boolean isTaken = use.isTaken() || !isFree;
          return use.open() == 1 && !isTaken
              ? null
              : new Use(use.fingerprint(), use.open() - 1, isTaken);
        });
  }

  /**
   * What a key was used for.
   *
   * @param fingerprint of the submit
   * @param open how many times it is under way
   * @param isTaken whether a submit under it has ended with jobs, or may have
   */
  private record Use(String fingerprint, int open, boolean isTaken) {}
}
