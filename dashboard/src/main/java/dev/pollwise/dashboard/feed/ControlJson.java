package dev.pollwise.dashboard.feed;

import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.server.ActiveFault;
import dev.pollwise.dashboard.server.FaultKind;
import dev.pollwise.dashboard.server.FaultOrder;
import dev.pollwise.dashboard.server.SimulatorClock;
import dev.pollwise.dashboard.server.SimulatorNews;
import dev.pollwise.dashboard.server.SimulatorState;
import dev.pollwise.dashboard.server.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The wire of the control API. */
final class ControlJson {

  private static final String USER_AGENT = "pollwise-client";
  private static final Pattern REQUESTS =
      Pattern.compile("(?m)^pollwise_http_requests_total\\{[^}]*\\} (\\S+)");
  private static final Pattern JOBS =
      Pattern.compile("(?m)^pollwise_jobs\\{state=\"([^\"]+)\"\\} (\\S+)");
  private static final Set<String> NO_AMOUNT =
      Set.of("fault", "route", "job", "share", "first", "every", "phase", "lease");

  private ControlJson() {}

  /** What the routes of the face answered. */
  record Bodies(
      JsonObject health,
      JsonObject scenario,
      JsonObject scenarios,
      JsonObject clock,
      JsonObject faults,
      JsonObject report,
      String metrics) {}

  /**
   * Puts the answers together.
   *
   * @param client the name of this client in the report
   * @throws IOException if they are not those of a control API
   */
  static SimulatorState state(Bodies bodies, String client) throws IOException {
    try {
      SimulatorClock clock =
          new SimulatorClock(
              bodies.clock().getJsonNumber("scale").doubleValue(),
              bodies.clock().getBoolean("frozen"),
              Duration.parse(bodies.clock().getString("simulated")),
              Instant.parse(bodies.clock().getString("wall")));
      return new SimulatorState(
          bodies.health().getString("status", "").equals("UP"),
          bodies.scenario().getString("name"),
          bodies.scenario().getString("description", ""),
          bodies.scenarios().getJsonArray("scenarios").getValuesAs(JsonObject.class).stream()
              .map(each -> each.getString("name"))
              .toList(),
          clock,
          bodies.faults().getJsonArray("faults").getValuesAs(JsonObject.class).stream()
              .map(each -> fault(each, clock))
              .toList(),
          requests(bodies.metrics()),
          jobs(bodies.metrics()),
          verdict(bodies.report(), client, clock.scale()));
    } catch (NullPointerException | ClassCastException | DateTimeException notAsAgreed) {
      throw new IOException("the answer is not that of a control API", notAsAgreed);
    }
  }

  /**
   * The requests so far.
   *
   * @throws IOException if the answer is not that of a control API
   */
  static SimulatorNews.Counted counted(JsonObject clock, String metrics) throws IOException {
    try {
      return new SimulatorNews.Counted(requests(metrics), Instant.parse(clock.getString("wall")));
    } catch (NullPointerException | ClassCastException | DateTimeException notAsAgreed) {
      throw new IOException("the answer is not that of a control API", notAsAgreed);
    }
  }

  private static long requests(String metrics) {
    double sum = 0;
    Matcher line = REQUESTS.matcher(metrics);
    while (line.find()) {
      sum += Double.parseDouble(line.group(1));
    }
    return Math.round(sum);
  }

  private static Map<String, Integer> jobs(String metrics) {
    Map<String, Integer> jobs = new TreeMap<>();
    Matcher line = JOBS.matcher(metrics);
    while (line.find()) {
      jobs.put(line.group(1), (int) Double.parseDouble(line.group(2)));
    }
    return jobs;
  }

  private static ActiveFault fault(JsonObject active, SimulatorClock clock) {
    JsonObject rule = active.getJsonObject("rule");
    String until = active.getString("lifted_at", "");
    return new ActiveFault(
        active.getString("id"),
        what(rule),
        where(rule),
        active.getString("origin", "").equals("scenario"),
        until.isEmpty() ? ActiveFault.FOREVER : Duration.parse(until).minus(clock.simulated()));
  }

  private static String what(JsonObject rule) {
    String amounts =
        rule.entrySet().stream()
            .filter(entry -> !NO_AMOUNT.contains(entry.getKey()))
            .map(entry -> entry.getKey() + " " + plain(entry.getValue()))
            .collect(Collectors.joining(", "));
    String word = rule.getString("fault");
    if (amounts.startsWith(word + " ")) {
      return amounts;
    }
    return amounts.isEmpty() ? word : word + ", " + amounts;
  }

  private static String plain(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : value.toString();
  }

  private static String where(JsonObject rule) {
    List<String> words = new ArrayList<>();
    String route = rule.getString("route", "*");
    words.add(route.equals("*") ? "every request" : "route " + route);
    String job = rule.getString("job", "*");
    if (!job.equals("*")) {
      words.add("job " + job);
    }
    if (rule.containsKey("share") && rule.getJsonNumber("share").doubleValue() < 1) {
      words.add(Quantities.writeShare(rule.getJsonNumber("share").doubleValue()));
    }
    if (rule.containsKey("first")) {
      words.add("the first " + rule.getInt("first"));
    }
    if (rule.containsKey("every")) {
      words.add("one in " + rule.getInt("every"));
    }
    if (rule.containsKey("nth")) {
      words.add("only number " + rule.getInt("nth"));
    }
    if (rule.containsKey("skip")) {
      words.add("not the first " + rule.getInt("skip"));
    }
    for (String match : List.of("client", "state")) {
      if (rule.containsKey(match)) {
        words.add(match + ' ' + rule.getString(match));
      }
    }
    return String.join(", ", words);
  }

  private static Verdict verdict(JsonObject report, String client, double scale) {
    Duration price = Duration.parse(report.getString("r"));
    return report.getJsonArray("clients").getValuesAs(JsonObject.class).stream()
        .filter(each -> each.getString("client").equals(client))
        .filter(each -> each.getString("user_agent").startsWith(USER_AGENT))
        .findFirst()
        .map(each -> verdict(each, price, scale))
        .orElse(Verdict.NONE);
  }

  private static Verdict verdict(JsonObject client, Duration price, double scale) {
    double[] late =
        client.getJsonArray("jobs").getValuesAs(JsonObject.class).stream()
            .filter(job -> job.containsKey("detection"))
            .mapToDouble(
                job -> job.getJsonObject("detection").getJsonNumber("lateness").doubleValue())
            .toArray();
    double mean = java.util.Arrays.stream(late).average().orElse(0);
    JsonObject cost = client.getJsonObject("cost");
    return new Verdict(
        client.getBoolean("complete"),
        seconds(price.toNanos() / 1e9, scale),
        count(client, "calls"),
        count(client, "faulted"),
        count(client, "wasted"),
        count(client, "early"),
        count(client, "after_end"),
        count(client, "overlapping"),
        count(client, "early_submits"),
        count(client, "repeated_submits"),
        late.length,
        seconds(mean, scale),
        total(cost, "client", scale),
        total(cost, "clairvoyant", scale),
        total(cost, "best", scale));
  }

  /** Or how much of it is known where the simulator had to forget some. */
  private static long count(JsonObject client, String name) {
    JsonObject known = client.isNull(name) ? client.getJsonObject("at_least") : client;
    return known.getJsonNumber(name).longValue();
  }

  private static Duration total(JsonObject cost, String whose, double scale) {
    return seconds(cost.getJsonObject(whose).getJsonNumber("total").doubleValue(), scale);
  }

  /** Simulated seconds as they pass here. */
  private static Duration seconds(double simulated, double scale) {
    return Duration.ofNanos(Math.round(simulated / scale * 1e9));
  }

  /**
   * What one call is worth in simulated lateness.
   *
   * @param price the same in time of this window
   * @param clock of the simulator
   * @return the nearest that a report is made for
   */
  static Duration price(Duration price, JsonObject clock) {
    double nanos = price.toNanos() * clock.getJsonNumber("scale").doubleValue();
    double day = Duration.ofDays(1).toNanos();
    return Duration.ofNanos(Math.round(Math.clamp(nanos, 1e6, day)));
  }

  /** A fault rule as the face reads it. */
  static String write(FaultOrder order) {
    JsonObjectBuilder rule = Json.createObjectBuilder().add("fault", order.kind().word());
    if (order.kind() == FaultKind.THROTTLED) {
      rule.add("status", 429);
    }
    switch (order.kind().takes()) {
      case NOTHING -> {}
      case STATUS -> rule.add(order.kind().parameter(), Integer.parseInt(order.amount()));
      case DURATION, WORD -> rule.add(order.kind().parameter(), order.amount());
    }
    if (!order.route().equals("*")) { // left out, it is what the fault can strike
      rule.add("route", order.route());
    }
    return rule.add("share", order.share())
        .add("lease", order.lease().toString())
        .build()
        .toString();
  }

  /** Why something was refused, in the words of the face where there are any. */
  static String detail(int status, String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject().getString("detail");
    } catch (JsonException | NullPointerException | ClassCastException noProblemDetails) {
      return status == 401 || status == 403
          ? "the control API wants a token (" + status + ")"
          : "the answer was " + status;
    }
  }
}
