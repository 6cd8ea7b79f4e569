package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.job.PlanLaw;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The keys of a scenario in documents. */
final class ScenarioKeys {

  private static final Key<Scenario, String> NAME =
      Key.of("name", Form.TEXT.sized(Scenario.NAME), Scenario::name)
          .or("custom")
          .saying("default: that of the file");
  private static final Key<Scenario, String> DESCRIPTION =
      Key.of("description", Form.TEXT, Scenario::description).or("").saying("one sentence");
  private static final Mapping.Part<Scenario, PlanLaw> PLANS = PlanLaw.MAPPING.in(Scenario::plans);
  private static final Key<Scenario, Optional<PlanLaw>> PROOFREADS =
      Key.optional(
              "proofreads",
              PlanLaw.MAPPING.form(),
              (Scenario scenario) ->
                  Optional.of(scenario.proofreads()).filter(law -> !law.equals(scenario.plans())))
          .saying("`{duration: 4m, errors: …}`: how proofreads go, if not as translations");
  private static final Key<Scenario, ConcurrencyLimit> CONCURRENCY =
      Key.of("concurrency", ConcurrencyLimit.FORM, Scenario::concurrency)
          .unless(ConcurrencyLimit.of(0))
          .saying(
              "unfinished jobs per API key; more are answered 429. Or `{jobs: 10, status: 429,"
                  + " code: …, message: …, retry-after: 30s, body: …, headers: …}`, with a"
                  + " `Retry-After` that is true unless it is given");
  private static final Key<Scenario.RequestLimits, RequestLimit> PER_KEY =
      Key.of("request-limit", RequestLimit.FORM, (Scenario.RequestLimits limits) -> limits.perKey())
          .unless(RequestLimit.none())
          .saying("per key: `{requests: 60, per: 1m, burst: 10}`");
  private static final Key<Scenario.RequestLimits, RequestLimit> PER_ADDRESS =
      Key.of("address-limit", RequestLimit.FORM, Scenario.RequestLimits::perAddress)
          .unless(RequestLimit.none())
          .saying("per address, alike");
  private static final Key<Scenario.RequestLimits, Map<String, RequestLimit>> OF_KEYS =
      Key.of(
              "key-limits",
              Form.mapOf(RequestLimit.FORM).as(ScenarioKeys::byFingerprint, TreeMap::new),
              Scenario.RequestLimits::ofKeys)
          .unless(Map.of())
          .saying("of single keys: `{my-key: {requests: 5, per: 1s}}`");
  private static final Mapping.Part<Scenario, Scenario.RequestLimits> LIMITS =
      Mapping.of(
              List.of(PER_KEY, PER_ADDRESS, OF_KEYS),
              fields ->
                  new Scenario.RequestLimits(
                      PER_KEY.read(fields), PER_ADDRESS.read(fields), OF_KEYS.read(fields)))
          .in(Scenario::requestLimits);
  private static final Key<Scenario, List<FaultRule>> FAULTS =
      Key.of("faults", Form.listOf(FaultRule.FORM), Scenario::faults)
          .or(List.of())
          .saying("a list of rules");
  private static final Key<Scenario, Scenario.WebhookLaw> WEBHOOKS =
      Key.of("webhooks", Scenario.WebhookLaw.FORM, Scenario::webhooks)
          .unless(Scenario.WebhookLaw.none())
          .saying("`{delay: 2s, loss: 0.1, duplication: 0.05}`; the delay is a law");

  /** How a scenario stands in documents. */
  static final Mapping<Scenario> SCENARIO =
      Mapping.of(
          List.of(NAME, DESCRIPTION, PLANS, PROOFREADS, CONCURRENCY, LIMITS, FAULTS, WEBHOOKS),
          fields -> {
            PlanLaw plans = PLANS.read(fields);
            return new Scenario(
                NAME.read(fields),
                DESCRIPTION.read(fields),
                plans,
                PROOFREADS.read(fields).orElse(plans),
                CONCURRENCY.read(fields),
                LIMITS.read(fields),
                FAULTS.read(fields),
                WEBHOOKS.read(fields));
          });

  static final Form<Scenario> FORM = SCENARIO.form();

  private ScenarioKeys() {}

  static Scenario read(YamlValue value, String usualName) {
    boolean named =
        value instanceof YamlValue.Fields mapping && mapping.fields().containsKey("name");
    Scenario read = FORM.read(value);
    return named ? read : value.spot().make(() -> read.named(usualName));
  }

  static YamlValue write(Scenario scenario) {
    return FORM.write(scenario);
  }

  private static Map<String, RequestLimit> byFingerprint(Map<String, RequestLimit> written) {
    Map<String, RequestLimit> limits = new TreeMap<>();
    written.forEach(
        (key, limit) -> limits.put(RequestMatcher.KeyFingerprint.ofWritten(key), limit));
    return limits;
  }
}
