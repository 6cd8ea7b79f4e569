package dev.pollwise.simulator.control;

import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultKind;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** Fault rules as JSON, in the form in which they are read. */
final class FaultJson {

  private FaultJson() {}

  /** What a kind of fault is, and what it can be given. */
  static JsonObjectBuilder kind(FaultKind kind) {
    return Json.object()
        .add("fault", kind.word())
        .add("group", kind.group().word())
        .add("says", kind.says())
        .add("keys", keys(kind.keys()));
  }

  /** What can be given, in which range, and what stands for it where it is not. */
  static JsonArrayBuilder keys(List<Key<?, ?>> keys) {
    JsonArrayBuilder all = Json.array();
    for (Key<?, ?> key : keys) {
      JsonObjectBuilder json =
          Json.object()
              .add("key", key.name())
              .add("takes", key.form().name())
              .add("required", key.isRequired());
      key.form().ends().forEach((name, end) -> json.add(name, Json.of(end)));
      key.written().ifPresent(usual -> json.add("usual", Json.of(usual)));
      all.add(json);
    }
    return all;
  }

  /** A rule in force. */
  static JsonObjectBuilder active(FaultBoard.ActiveRule active) {
    JsonObjectBuilder json =
        Json.object()
            .add("id", active.id())
            .add("origin", active.origin().word())
            .add("since", active.since().toString());
    if (active.rule().lease().compareTo(FaultRule.FOREVER) < 0) {
      json.add("lifted_at", active.until().toString());
    }
    return json.add("rule", Json.of(FaultRule.FORM.write(active.rule())));
  }
}
