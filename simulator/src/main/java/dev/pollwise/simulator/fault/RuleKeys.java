package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of a fault rule in documents, beside those of its fault. */
final class RuleKeys {

  private static final Key<RequestMatcher, String> ROUTE =
      Key.of("route", Form.TEXT, RequestMatcher::route)
          .or("*")
          .saying(
              "`create`, `get`, `list`, `statuses`, `status`, …, as in `GET /simulator/requests`,"
                  + " and refused with the list of all if there is none of that name; default all"
                  + " but `webhook`, which is that of webhooks on their way out");
  private static final Key<RequestMatcher, String> JOB =
      Key.of("job", Form.TEXT.sized(RequestMatcher.NAME), RequestMatcher::job)
          .or("*")
          .saying("an id or a `callback_id`");
  private static final Key<RequestMatcher, String> CLIENT =
      Key.of(
              "client",
              Form.TEXT.as(
                  key -> key.equals("*") ? key : RequestMatcher.KeyFingerprint.ofWritten(key),
                  key -> key),
              RequestMatcher::client)
          .unless("*")
          .saying("an API key, or its fingerprint as the report shows it");
  private static final Key<RequestMatcher, String> STATE =
      Key.of("state", Form.TEXT.oneOf(RequestMatcher.STATES), RequestMatcher::state)
          .unless("*")
          .saying("what the job truly is: `pending`, `running`, `completed` or `failed`");
  private static final Key<FaultRule.Window, Duration> FROM =
      Key.of("from", Form.TIME, FaultRule.Window::from)
          .unless(Duration.ZERO)
          .saying("when it begins to strike, in simulated time since it came into force");
  private static final Key<FaultRule.Window, Duration> UNTIL =
      Key.of("until", Form.TIME.within(FaultRule.SPAN), FaultRule.Window::until)
          .unless(FaultRule.FOREVER)
          .saying("when it ends to, alike");
  private static final Key<FaultRule, FaultRule.Phase> PHASE =
      Key.of(
              "phase",
              Form.words("phase", FaultRule.Phase.class, FaultRule.Phase::word),
              FaultRule::phase)
          .or(FaultRule.Phase.BEFORE)
          .saying("`before` or `after` the work is done; default as the fault needs it");
  private static final Key<FaultRule, Duration> LEASE =
      Key.of("lease", Form.TIME.within(FaultRule.SPAN), (FaultRule rule) -> rule.lease())
          .unless(FaultRule.FOREVER)
          .saying("simulated time after which the rule lifts itself");

  private static final Mapping.Part<FaultRule, Fault> FAULT = new FaultPart();
  private static final Mapping<RequestMatcher> MATCHER =
      Mapping.of(
          List.of(ROUTE, JOB, CLIENT, STATE), fields -> matcher(fields, RequestMatcher.anywhere()));
  private static final Mapping.Part<FaultRule, FaultRule.Times> TIMES =
      times().in(FaultRule::times);
  private static final Mapping.Part<FaultRule, FaultRule.Window> WINDOW =
      Mapping.of(FROM, UNTIL, FaultRule.Window::new).in(FaultRule::window);
  private static final Mapping<FaultRule> RULE =
      Mapping.of(
          List.of(FAULT, MATCHER.in(FaultRule::matcher), TIMES, PHASE, WINDOW, LEASE),
          RuleKeys::rule);
  private static final Form<FaultRule> FORM = RULE.form();

  private RuleKeys() {}

  /** A word alone stands for that fault everywhere and always. */
  static FaultRule read(YamlValue value) {
    return FORM.read(value instanceof YamlValue.Text ? alone(value) : value);
  }

  static YamlValue write(FaultRule rule) {
    return FORM.write(rule);
  }

  private static YamlValue alone(YamlValue word) {
    return new YamlValue.Fields(
        word.spot(), Map.of("fault", new YamlValue.Field(word.spot(), word)));
  }

  /** What is not given is as the fault has it. */
  private static FaultRule rule(FieldReader fields) {
    FaultRule usual = FaultRule.of(FAULT.read(fields));
    RequestMatcher matcher = matcher(fields, usual.matcher());
    FaultRule.Times times = TIMES.read(fields);
    FaultRule.Phase phase = PHASE.read(fields, usual.phase());
    FaultRule.Window window = WINDOW.read(fields);
    return new FaultRule(usual.fault(), matcher, times, window, phase, LEASE.read(fields));
  }

  private static RequestMatcher matcher(FieldReader fields, RequestMatcher usual) {
    return new RequestMatcher(
        ROUTE.read(fields, usual.route()),
        JOB.read(fields),
        CLIENT.read(fields),
        STATE.read(fields));
  }

  private static Mapping<FaultRule.Times> times() {
    Key<FaultRule.Times, Integer> skip =
        Key.of("skip", Form.WHOLE.within(FaultRule.Times.SKIPS), FaultRule.Times::skip)
            .unless(0)
            .saying("`2`: two are left out before anything else is counted");
    Key<FaultRule.Times, FaultRule.Times.Per> per =
        Key.of(
                "per",
                Form.words("per", FaultRule.Times.Per.class, FaultRule.Times.Per::word),
                FaultRule.Times::per)
            .unless(FaultRule.Times.Per.JOB)
            .saying(
                "whether each job has a count of its own (of requests about none or several, each"
                    + " route), or all that match have one; default `job`");
    Mapping.Part<FaultRule.Times, FaultRule.Occurrence> occurrence =
        occurrence().in(FaultRule.Times::occurrence);
    return Mapping.of(
        List.of(occurrence, skip, per),
        fields ->
            new FaultRule.Times(occurrence.read(fields), skip.read(fields), per.read(fields)));
  }

  private static Mapping<FaultRule.Occurrence> occurrence() {
    List<Key<FaultRule.Occurrence, Optional<FaultRule.Occurrence>>> kinds =
        List.of(
            occurrence(
                "share",
                "`0.1`: a share of them; this or one of the next three, default all",
                Form.NUMBER
                    .within(Range.share())
                    .as(FaultRule.Occurrence.Share::new, FaultRule.Occurrence.Share::probability),
                FaultRule.Occurrence.Share.class),
            occurrence(
                "first",
                "`3`: the first three",
                Form.WHOLE
                    .within(FaultRule.COUNTS)
                    .as(FaultRule.Occurrence.First::new, FaultRule.Occurrence.First::count),
                FaultRule.Occurrence.First.class),
            occurrence(
                "every",
                "`5`: every fifth",
                Form.WHOLE
                    .within(FaultRule.COUNTS)
                    .as(FaultRule.Occurrence.Every::new, FaultRule.Occurrence.Every::nth),
                FaultRule.Occurrence.Every.class),
            occurrence(
                "nth",
                "`3`: only the third",
                Form.WHOLE
                    .within(FaultRule.COUNTS)
                    .as(FaultRule.Occurrence.Nth::new, FaultRule.Occurrence.Nth::nth),
                FaultRule.Occurrence.Nth.class));
    return Mapping.of(
        List.copyOf(kinds),
        fields -> {
          List<FaultRule.Occurrence> given =
              kinds.stream().flatMap(kind -> kind.read(fields).stream()).toList();
          if (given.size() > 1) {
            String names = kinds.stream().map(Key::name).collect(Collectors.joining(", "));
            throw fields.spot().wrong("only one of " + names + " may be given");
          }
          return given.isEmpty() ? new FaultRule.Occurrence.Share(1) : given.getFirst();
        });
  }

  private static <T extends FaultRule.Occurrence>
      Key<FaultRule.Occurrence, Optional<FaultRule.Occurrence>> occurrence(
          String name, String says, Form<T> form, Class<T> type) {
    Form<FaultRule.Occurrence> any = form.as(occurrence -> occurrence, type::cast);
    return Key.<FaultRule.Occurrence, FaultRule.Occurrence>optional(
            name, any, occurrence -> Optional.of(occurrence).filter(type::isInstance))
        .saying(says);
  }

  /** Rules in JSON Schema: what all have, and what the faults have. */
  static String schema() {
    return Mapping.schema(RULE.keys(), List.of("fault"));
  }

  /** The keys that every rule can have. */
  static List<Key<?, ?>> common() {
    return RULE.keys().subList(FAULT.keys().size(), RULE.keys().size());
  }

  /** The name of the fault, and its own keys. */
  private static final class FaultPart implements Mapping.Part<FaultRule, Fault> {

    private static final List<String> WORDS =
        Arrays.stream(FaultKind.values()).map(FaultKind::word).toList();
    private static final Key<FaultRule, String> WORD =
        Key.of("fault", Form.TEXT.oneOf(WORDS), rule -> rule.fault().word());

    @Override
    public Fault read(FieldReader fields) {
      YamlValue word = fields.require(WORD.name(), value -> value);
      return FaultKind.named(FieldReader.text(word))
          .orElseThrow(() ->
              word.spot()
                  .wrong("unknown fault " + word.kind() + "; known: " + String.join(", ", WORDS)))
          .mapping()
          .read(fields);
    }

    @Override
    public void write(FaultRule rule, Map<String, YamlValue> fields) {
      WORD.write(rule, fields);
      FaultKind.of(rule.fault()).mapping().write(rule.fault(), fields);
    }

    @Override
    public List<Key<?, ?>> keys() {
      List<Key<?, ?>> keys = new ArrayList<>(WORD.keys());
      for (FaultKind kind : FaultKind.values()) {
        keys.addAll(kind.keys());
      }
      return keys;
    }
  }
}
