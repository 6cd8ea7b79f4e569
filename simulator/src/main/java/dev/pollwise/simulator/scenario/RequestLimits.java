package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.fault.KeyFingerprint;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many requests may come.
 *
 * @param perKey of an API key that has no limit of its own
 * @param perAddress from one client address, whatever its keys
 * @param ofKeys limits of at most 10,000 single keys, by {@link KeyFingerprint}
 */
public record RequestLimits(
    RequestLimit perKey, RequestLimit perAddress, Map<String, RequestLimit> ofKeys) {

  private static final int MOST_KEYS = 10_000;

  /** Refuses limits of more than 10,000 keys. */
  public RequestLimits {
    Range.of(0, MOST_KEYS).require("key-limits", ofKeys.size());
    ofKeys = Map.copyOf(ofKeys);
  }

  /** Any number. */
  public static RequestLimits none() {
    return perKey(RequestLimit.none());
  }

  /** Each key alike. */
  public static RequestLimits perKey(RequestLimit limit) {
    return new RequestLimits(limit, RequestLimit.none(), Map.of());
  }

  /** With that limit for each address. */
  public RequestLimits withPerAddress(RequestLimit limit) {
    return new RequestLimits(perKey, limit, ofKeys);
  }

  /** With another limit for one key, given as it is or by its fingerprint. */
  public RequestLimits withKey(String key, RequestLimit limit) {
    Map<String, RequestLimit> more = new TreeMap<>(ofKeys);
    more.put(KeyFingerprint.ofWritten(key), limit);
    return new RequestLimits(perKey, perAddress, more);
  }

  /** The limit of a key, by its fingerprint. */
  public RequestLimit of(String fingerprint) {
    return ofKeys.getOrDefault(fingerprint, perKey);
  }
}
