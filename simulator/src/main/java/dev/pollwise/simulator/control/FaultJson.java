package dev.pollwise.simulator.control;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.fault.ActiveRule;
import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.ExtraHeaders;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Mangling;
import dev.pollwise.simulator.fault.MediaType;
import dev.pollwise.simulator.fault.Nonsense;
import dev.pollwise.simulator.fault.Occurrence;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.fault.RetryHint;
import dev.pollwise.simulator.fault.Times;
import dev.pollwise.simulator.fault.WebhookFault;
import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;

/** Fault rules as JSON, in the form in which they are read. */
final class FaultJson {

  private FaultJson() {}

  /** A rule in force. */
  static JsonObjectBuilder active(ActiveRule active) {
    JsonObjectBuilder json =
        Json.object()
            .add("id", active.id())
            .add("origin", active.origin().word())
            .add("since", active.since().toString());
    if (isFinite(active.rule().lease())) {
      json.add("lifted_at", active.until().toString());
    }
    return json.add("rule", rule(active.rule()));
  }

  /** A rule as it would be written in a scenario. */
  static JsonObjectBuilder rule(FaultRule rule) {
    JsonObjectBuilder json = Json.object().add("fault", rule.fault().word());
    kind(json, rule.fault());
    RequestMatcher matcher = rule.matcher();
    json.add("route", matcher.route()).add("job", matcher.job());
    addUnlessAny(json, "client", matcher.client());
    addUnlessAny(json, "state", matcher.state());
    switch (rule.times().occurrence()) {
      case Occurrence.Share(double probability) -> json.add("share", probability);
      case Occurrence.First(int count) -> json.add("first", count);
      case Occurrence.Every(int nth) -> json.add("every", nth);
      case Occurrence.Nth(int nth) -> json.add("nth", nth);
    }
    if (rule.times().skip() > 0) {
      json.add("skip", rule.times().skip());
    }
    if (rule.times().per() != Times.Per.JOB) {
      json.add("per", rule.times().per().word());
    }
    json.add("phase", rule.phase().word());
    if (rule.window().from().isPositive()) {
      json.add("from", Durations.format(rule.window().from()));
    }
    if (isFinite(rule.window().until())) {
      json.add("until", Durations.format(rule.window().until()));
    }
    if (isFinite(rule.lease())) {
      json.add("lease", Durations.format(rule.lease()));
    }
    return json;
  }

  private static void addUnlessAny(JsonObjectBuilder json, String name, String value) {
    if (!value.equals("*")) {
      json.add(name, value);
    }
  }

  private static void kind(JsonObjectBuilder json, Fault fault) {
    switch (fault) {
      case Fault.Latency(var law) -> json.add("delay", LawJson.law(law));
      case Fault.ClockSkew(var by) -> json.add("by", signed(by));
      case Fault.Headers(var headers, var hint) -> {
        headers(json, headers);
        hint(json, hint);
      }
      case Fault.IgnoreIdempotencyKey ignore -> {}
      case WebhookFault.Delay(var law) -> json.add("delay", LawJson.law(law));
      case WebhookFault webhook -> {}
      case Distortion distortion -> distortion(json, distortion);
      case Fault.StatusError error -> status(json, error);
      case Fault.NoAnswer(var atMost) -> json.add("at-most", Durations.format(atMost));
      case Fault.Reset reset -> {}
      case Fault.Close close -> {}
      case Fault.Outage outage -> {}
      case Nonsense nonsense -> {}
      case Mangling mangling -> mangling(json, mangling);
    }
  }

  private static void mangling(JsonObjectBuilder json, Mangling fault) {
    switch (fault) {
      case Mangling.Truncate(var framing) -> json.add("by", framing.word());
      case Mangling.Stall(var atMost) -> json.add("at-most", Durations.format(atMost));
      case Mangling.Dribble(int pieces, var over) ->
          json.add("pieces", pieces).add("over", Durations.format(over));
      case Mangling.WrongType(String type) -> json.add("type", type);
      case Mangling.HugeBody(int bytes) -> json.add("bytes", bytes);
      case Mangling.ResetAmid reset -> {}
      case Mangling.WrongLength length -> {}
      case Mangling.BadJson broken -> {}
      case Mangling.Gzip gzip -> {}
    }
  }

  private static void distortion(JsonObjectBuilder json, Distortion fault) {
    switch (fault) {
      case Distortion.NotFound(var within) -> json.add("for", Durations.format(within));
      case Distortion.UnknownStatus(String status) -> json.add("word", status);
      case Distortion.Regress regress -> {}
      case Distortion.NoUrl(var within) -> json.add("for", Durations.format(within));
      case Distortion.StuckRunning(var within) -> json.add("for", Durations.format(within));
      case Distortion.WrongState(String shown, String message) ->
          json.add("shown", shown).add("message", message);
      case Distortion.Patch(String set) -> json.add("set", Json.of(set));
      case Distortion.Stored(var age) -> json.add("age", Durations.format(age));
    }
  }

  private static String signed(Duration by) {
    return by.isNegative() ? "-" + Durations.format(by.negated()) : Durations.format(by);
  }

  /** A response as it is read. */
  static void status(JsonObjectBuilder json, Fault.StatusError error) {
    json.add("status", error.status());
    switch (error.body()) {
      case ErrorBody.Empty empty -> json.add("body", "empty");
      case ErrorBody.Html html -> json.add("body", "html");
      case ErrorBody.Own(var type, String text) ->
          json.add(
              "body",
              type.equals(MediaType.JSON)
                  ? Json.object().add("json", Json.of(text))
                  : Json.object().add("text", text).add("type", type.text()));
      case ErrorBody.Envelope(String code, String message) -> {
        if (!ErrorBody.usual(error.status(), code, message).equals(error.body())) {
          json.add("body", "envelope");
        }
        if (!code.isEmpty()) {
          json.add("code", code);
        }
        if (!message.isEmpty()) {
          json.add("message", message);
        }
      }
    }
    hint(json, error.retryAfter());
    headers(json, error.headers());
  }

  private static void headers(JsonObjectBuilder json, ExtraHeaders headers) {
    if (!headers.values().isEmpty()) {
      JsonObjectBuilder object = Json.object();
      headers.values().forEach(object::add);
      json.add("headers", object);
    }
  }

  private static void hint(JsonObjectBuilder json, RetryHint hint) {
    switch (hint) {
      case RetryHint.None none -> {}
      case RetryHint.InSeconds(var time) -> json.add("retry-after", Durations.format(time));
      case RetryHint.AtDate(var time) ->
          json.add("retry-after", Json.object().add("date", Durations.format(time)));
    }
  }

  private static boolean isFinite(Duration time) {
    return time.compareTo(FaultRule.FOREVER) < 0;
  }
}
