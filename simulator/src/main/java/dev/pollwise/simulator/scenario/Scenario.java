package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.Failures;
import dev.pollwise.simulator.job.PlanLaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the server behaves. Immutable; the methods return changed copies:
 *
 * <pre>{@code
 * Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(30)))
 *     .withErrorProbability(0.2)
 *     .withFault(FaultRule.of(Fault.reset()).share(0.1))
 * }</pre>
 *
 * @param name by which people call it, at most 200 characters
 * @param description one sentence, may be empty
 * @param plans how jobs go
 * @param proofreads how proofreads go; as the others unless told otherwise
 * @param concurrency how many unfinished jobs one API key may have
 * @param requestLimits how many requests may come
 * @param faults what goes wrong with requests, at most 1,000 rules
 * @param webhooks what goes wrong with webhooks
 */
public record Scenario(
    String name,
    String description,
    PlanLaw plans,
    PlanLaw proofreads,
    ConcurrencyLimit concurrency,
    RequestLimits requestLimits,
    List<FaultRule> faults,
    WebhookLaw webhooks) {

  /** Characters of a name, which the last events hold as well. */
  static final Range<Integer> NAME = Range.of(1, 200);

  /** Refuses an empty or endless name and more than 1,000 rules. */
  public Scenario {
    if (name.isBlank()) {
      throw new IllegalArgumentException("scenario name \"" + name + "\": must not be empty");
    }
    NAME.require("characters of the scenario's name:", name.length());
    Range.of(0, FaultBoard.MOST_RULES).require("faults", faults.size());
    faults = List.copyOf(faults);
  }

  /**
   * Reads a scenario.
   *
   * @param usualName its name, if the document gives none
   * @throws DocumentException if it is none
   */
  public static Scenario read(YamlValue value, String usualName) {
    return ScenarioKeys.read(value, usualName);
  }

  /** The document of which this is read. */
  public YamlValue write() {
    return ScenarioKeys.write(this);
  }

  /** Its keys in documents. */
  public static List<Key<?, ?>> keys() {
    return ScenarioKeys.SCENARIO.keys();
  }

  /** Scenarios in JSON Schema, as YAML in one line. */
  public static String schema() {
    return ScenarioKeys.FORM.schema();
  }

  /** Jobs that take as long as the law says and complete; no faults, no limits. */
  public static Scenario lasting(DurationLaw total) {
    return of("custom", "", PlanLaw.lasting(total));
  }

  private static Scenario of(String name, String description, PlanLaw plans) {
    return new Scenario(
        name,
        description,
        plans,
        plans,
        ConcurrencyLimit.of(0),
        RequestLimits.none(),
        List.of(),
        WebhookLaw.none());
  }

  /** What the server does unless told otherwise: log-normal, median 8 s, sigma 0.4; no trouble. */
  public static Scenario happyPath() {
    PlanLaw.Pace pace =
        new PlanLaw.Pace.ByTime(
            DurationLaw.logNormal(Duration.ofSeconds(8), 0.4),
            DurationLaw.fixed(Duration.ofSeconds(1)));
    return of(
        "happy-path",
        "Jobs take about eight seconds and complete; nothing goes wrong.",
        new PlanLaw(pace, Failures.none()));
  }

  /** Under another name. */
  public Scenario named(String other) {
    return new Scenario(
        other, description, plans, proofreads, concurrency, requestLimits, faults, webhooks);
  }

  /** With other plans, of proofreads too unless these have their own. */
  public Scenario withPlans(PlanLaw other) {
    PlanLaw proofs = proofreads.equals(plans) ? other : proofreads;
    return new Scenario(
        name, description, other, proofs, concurrency, requestLimits, faults, webhooks);
  }

  /** With proofreads that go their own way. */
  public Scenario withProofreads(PlanLaw other) {
    return new Scenario(
        name, description, plans, other, concurrency, requestLimits, faults, webhooks);
  }

  /** With jobs that take as long as told, without a queue. */
  public Scenario withDuration(DurationLaw total) {
    return withPlans(plans.withTotal(total));
  }

  /** With that share of the jobs failing, for the reasons that this scenario knows. */
  public Scenario withErrorProbability(double probability) {
    return withPlans(plans.withFailures(plans.failures().withProbability(probability)));
  }

  /** With that many unfinished jobs per API key; 0 for no limit. */
  public Scenario withConcurrency(int limit) {
    return new Scenario(
        name,
        description,
        plans,
        proofreads,
        ConcurrencyLimit.of(limit),
        requestLimits,
        faults,
        webhooks);
  }

  /** With that many requests per API key. */
  public Scenario withRequestLimit(RequestLimit limit) {
    return withRequestLimits(RequestLimits.perKey(limit));
  }

  /** With that many requests. */
  public Scenario withRequestLimits(RequestLimits limits) {
    return new Scenario(
        name, description, plans, proofreads, concurrency, limits, faults, webhooks);
  }

  /** With one more fault rule. */
  public Scenario withFault(FaultRule rule) {
    return withFaults(List.of(rule));
  }

  /** With more fault rules. */
  public Scenario withFaults(List<FaultRule> rules) {
    List<FaultRule> more = new ArrayList<>(faults);
    more.addAll(rules);
    return new Scenario(
        name, description, plans, proofreads, concurrency, requestLimits, more, webhooks);
  }

  /** With webhooks that go wrong like this. */
  public Scenario withWebhooks(WebhookLaw law) {
    return new Scenario(
        name, description, plans, proofreads, concurrency, requestLimits, faults, law);
  }

  /**
   * How many requests may come.
   *
   * @param perKey of an API key that has no limit of its own
   * @param perAddress from one client address, whatever its keys
   * @param ofKeys limits of at most 10,000 single keys, by {@link RequestMatcher.KeyFingerprint}
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
      more.put(RequestMatcher.KeyFingerprint.ofWritten(key), limit);
      return new RequestLimits(perKey, perAddress, more);
    }

    /** The limit of a key, by its fingerprint. */
    public RequestLimit of(String fingerprint) {
      return ofKeys.getOrDefault(fingerprint, perKey);
    }
  }

  /**
   * What goes wrong with webhooks on their way. Where delays differ, deliveries overtake each
   * other.
   *
   * @param delay simulated time between an event and the first attempt to deliver it
   * @param loss share of the deliveries that never leave, 0 to 1
   * @param duplication share of the others that leave twice, 0 to 1; the second copy has a delay of
   *     its own
   */
  public record WebhookLaw(DurationLaw delay, double loss, double duplication) {

    /** How it stands in documents. */
    static final Form<WebhookLaw> FORM = form();

    /** Refuses shares out of range. */
    public WebhookLaw {
      Range.share().require("loss", loss);
      Range.share().require("duplication", duplication);
    }

    private static Form<WebhookLaw> form() {
      Key<WebhookLaw, DurationLaw> delay =
          Key.of("delay", DurationLaw.FORM, WebhookLaw::delay).or(none().delay());
      Key<WebhookLaw, Double> loss =
          Key.of("loss", Form.NUMBER.within(Range.share()), WebhookLaw::loss).or(0.0);
      Key<WebhookLaw, Double> duplication =
          Key.of("duplication", Form.NUMBER.within(Range.share()), WebhookLaw::duplication).or(0.0);
      return Mapping.of(
              List.of(delay, loss, duplication),
              law -> new WebhookLaw(delay.read(law), loss.read(law), duplication.read(law)))
          .form();
    }

    /** Nothing goes wrong. */
    public static WebhookLaw none() {
      return new WebhookLaw(DurationLaw.fixed(Duration.ZERO), 0, 0);
    }

    /** Whether nothing goes wrong. */
    public boolean isNone() {
      return equals(none());
    }
  }
}
