package dev.pollwise.simulator.control;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.report.Gate;
import dev.pollwise.simulator.report.Report;
import io.helidon.http.HeaderNames;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The verdict on the clients, and whether it is good enough. */
final class ReportControl {

  private final ServerContext bench;

  ReportControl(ServerContext bench) {
    this.bench = bench;
  }

  Response show(RequestContext call) {
    int jobs = call.query("jobs", 1_000, 0, ControlService.MOST);
    return Response.json(200, ReportJson.report(report(call), jobs).build());
  }

  Response verdict(RequestContext call) {
    Map<Gate.Threshold, Double> bounds = new EnumMap<>(Gate.Threshold.class);
    call.query()
        .forEach((name, value) -> {
          if (!name.equals("r") && !name.equals("format")) {
            Gate.Threshold threshold = Gate.Threshold.named(name).orElseThrow(() -> unknown(name));
            bounds.put(threshold, bound(threshold, value));
          }
        });
    GateFormat format =
        call.query("format")
            .map(word ->
                GateFormat.named(word)
                    .orElseThrow(() ->
                        ApiError.invalid(
                            "format",
                            "format must be one of " + String.join(", ", GateFormat.words()))))
            .orElseGet(() -> GateFormat.accepted(call.headers(HeaderNames.ACCEPT)));
    Gate gate = Gate.of(report(call), bounds);
    return new Response(
        gate.passed() ? 200 : 422, Map.of("Content-Type", format.mediaType()), format.write(gate));
  }

  private static double bound(Gate.Threshold threshold, String text) {
    try {
      return threshold.form().read(YamlValue.ofText(text));
    } catch (DocumentException e) {
      String word = threshold.word();
      String reason = e.reason();
      throw ApiError.invalid(word, reason.startsWith(word) ? reason : word + ": " + reason);
    }
  }

  private static ApiError unknown(String name) {
    String known =
        Arrays.stream(Gate.Threshold.values())
            .map(Gate.Threshold::word)
            .collect(Collectors.joining(", "));
    return ApiError.invalid(name, "unknown threshold; known here: " + known + ", r, format");
  }

  private Report report(RequestContext call) {
    try {
      return bench
          .gradebook()
          .report(call.query("r").map(Durations::parse).orElse(Report.USUAL_PRICE));
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid("r", String.valueOf(e.getMessage()));
    }
  }
}
