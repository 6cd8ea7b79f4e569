package dev.pollwise.client.duration;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The laws of the polling-theory page, about a minute each. */
final class TheoryLaws {

  static final DurationLaw LOG_NORMAL = DurationLaw.logNormal(ofSeconds(60), 0.5);
  static final DurationLaw BIMODAL =
      DurationLaw.mixture(
          new DurationLaw.Part(0.7, DurationLaw.logNormal(ofSeconds(30), 0.25)),
          new DurationLaw.Part(0.3, DurationLaw.logNormal(ofSeconds(180), 0.25)));

  static final Duration HOUR = Duration.ofHours(1);

  /** Prices in seconds, from a call that is nearly free to one worth a third of a job. */
  static final double[] PRICES = {0.2, 0.5, 1, 2, 5, 10, 20};

  private TheoryLaws() {}

  static Map<String, DurationLaw> all() {
    Map<String, DurationLaw> laws = new LinkedHashMap<>();
    laws.put("LN 0.1", DurationLaw.logNormal(ofSeconds(60), 0.1));
    laws.put("LN 0.25", DurationLaw.logNormal(ofSeconds(60), 0.25));
    laws.put("LN 0.5", LOG_NORMAL);
    laws.put("LN 1.0", DurationLaw.logNormal(ofSeconds(60), 1));
    laws.put("exponential", DurationLaw.exponential(ofSeconds(60)));
    laws.put("Weibull 3", DurationLaw.weibull(ofSeconds(67), 3));
    laws.put("U 30-90", DurationLaw.uniform(ofSeconds(30), ofSeconds(90)));
    laws.put("bimodal", BIMODAL);
    return laws;
  }

  static DurationLaw named(String name) {
    return name.equals("U 0-120")
        ? DurationLaw.uniform(Duration.ZERO, ofSeconds(120))
        : requireNonNull(all().get(name), name);
  }
}
