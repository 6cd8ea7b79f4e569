package dev.pollwise.dashboard.policy;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.dashboard.form.Quantities;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Profiles as text: {@code key = value} lines, {@code #} begins a comment. A key that is missing
 * has its default; one that nobody knows is refused, so that a slip of the pen never passes for a
 * setting.
 */
public final class ProfileText {

  private static final Set<String> LIMITS =
      Set.of("jitter", "r", "deadline", "failure-budget", "attempt-timeout", "max-polls");

  private static final String EXPECTED = "expected-duration";

  private ProfileText() {}

  /**
   * Reads a profile.
   *
   * @param name what it is called
   * @throws IllegalArgumentException with name, value and rule
   */
  public static Profile read(String name, String text) {
    Map<String, String> keys = keys(text);
    PollingPolicy defaults = PollingPolicy.defaults();
    Duration price = duration(keys, "r", defaults.callPrice());
    PollingPolicy policy =
        new PollingPolicy(
            pacing(keys, price),
            keys.containsKey("jitter")
                ? new Jitter(Quantities.share("jitter", keys.get("jitter")))
                : defaults.jitter(),
            price,
            duration(keys, "deadline", defaults.deadline()),
            duration(keys, "failure-budget", defaults.failureBudget()),
            duration(keys, "attempt-timeout", defaults.attemptTimeout()),
            Quantities.limit("max-polls", keys.getOrDefault("max-polls", "")));
    return new Profile(
        name, policy, Quantities.expectation(EXPECTED, keys.getOrDefault(EXPECTED, "")));
  }

  private static Map<String, String> keys(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, key -> properties.getProperty(key).strip()));
  }

  private static Pacing pacing(Map<String, String> keys, Duration price) {
    String word = keys.getOrDefault("pacing", PacingKind.ADAPTIVE.word());
    return switch (kind(word)) {
      case ADAPTIVE -> {
        allow(keys, Set.of(EXPECTED));
        yield Pacing.adaptive();
      }
      case FOR_PRICE -> {
        allow(keys, Set.of());
        yield Pacing.forPrice(price);
      }
      case FIXED -> {
        allow(keys, Set.of("interval"));
        yield Pacing.fixed(required(keys, "interval"));
      }
      case EXPONENTIAL -> {
        allow(keys, Set.of("initial", "factor", "cap"));
        yield Pacing.exponential(
            required(keys, "initial"),
            Quantities.number("factor", keys.getOrDefault("factor", "2")),
            required(keys, "cap"));
      }
      case LINEAR -> {
        allow(keys, Set.of("initial", "step", "cap"));
        yield Pacing.linear(
            required(keys, "initial"), required(keys, "step"), required(keys, "cap"));
      }
    };
  }

  private static PacingKind kind(String word) {
    for (PacingKind kind : PacingKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "pacing \"" + word + "\": must be adaptive, for-price, fixed, exponential or linear");
  }

  private static void allow(Map<String, String> keys, Set<String> ofPacing) {
    Set<String> unknown = new TreeSet<>(keys.keySet());
    unknown.removeAll(LIMITS);
    unknown.removeAll(ofPacing);
    unknown.remove("pacing");
    if (!unknown.isEmpty()) {
      String key = unknown.iterator().next();
      throw new IllegalArgumentException(
          key + " \"" + keys.get(key) + "\": is not a key of this kind of profile");
    }
  }

  private static Duration required(Map<String, String> keys, String key) {
    String text = keys.get(key);
    if (text == null) {
      throw new IllegalArgumentException(key + ": must be given for this pacing");
    }
    return Quantities.duration(key, text);
  }

  private static Duration duration(Map<String, String> keys, String key, Duration otherwise) {
    String text = keys.get(key);
    return text == null ? otherwise : Quantities.duration(key, text);
  }

  /**
   * Writes a profile so that {@link #read} gives it again.
   *
   * @throws IllegalArgumentException if the pacing is a function of one's own, or the expectation
   *     goes by the length of the source
   */
  public static String write(Profile profile) {
    PollingPolicy policy = profile.policy();
    Map<String, String> keys = new LinkedHashMap<>(pacingKeys(policy));
    if (!profile.expectation().equals(Expectation.none())) {
      keys.put(EXPECTED, Quantities.writeExpectation(profile.expectation()));
    }
    keys.put("jitter", Quantities.writeShare(policy.jitter().fraction()));
    keys.put("r", Quantities.write(policy.callPrice()));
    keys.put("deadline", Quantities.write(policy.deadline()));
    keys.put("failure-budget", Quantities.write(policy.failureBudget()));
    keys.put("attempt-timeout", Quantities.write(policy.attemptTimeout()));
    keys.put("max-polls", Quantities.writeLimit(policy.maxPolls()));
    return keys.entrySet().stream()
        .map(key -> key.getKey() + " = " + key.getValue() + "\n")
        .collect(
            Collectors.joining("", "# Pollwise polling profile: " + profile.name() + "\n", ""));
  }

  private static Map<String, String> pacingKeys(PollingPolicy policy) {
    Map<String, String> keys = new LinkedHashMap<>();
    switch (policy.pacing()) {
      case Pacing.Adaptive adaptive -> keys.put("pacing", PacingKind.ADAPTIVE.word());
      case Pacing.Fixed fixed -> {
        keys.put("pacing", PacingKind.FIXED.word());
        keys.put("interval", Quantities.write(fixed.interval()));
      }
      case Pacing.Exponential exponential -> {
        keys.put("pacing", PacingKind.EXPONENTIAL.word());
        keys.put("initial", Quantities.write(exponential.initial()));
        keys.put("factor", Quantities.writeNumber(exponential.factor()));
        keys.put("cap", Quantities.write(exponential.cap()));
      }
      case Pacing.Linear linear when linear.equals(Pacing.forPrice(policy.callPrice())) ->
          keys.put("pacing", PacingKind.FOR_PRICE.word());
      case Pacing.Linear linear -> {
        keys.put("pacing", PacingKind.LINEAR.word());
        keys.put("initial", Quantities.write(linear.initial()));
        keys.put("step", Quantities.write(linear.step()));
        keys.put("cap", Quantities.write(linear.cap()));
      }
      case Pacing.Custom custom ->
          throw new IllegalArgumentException(
              "pacing " + custom.name() + ": a function of one's own cannot be saved");
    }
    return keys;
  }
}
