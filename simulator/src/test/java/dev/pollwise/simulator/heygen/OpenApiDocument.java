package dev.pollwise.simulator.heygen;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.pollwise.simulator.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A document at /openapi, as far as tests hold the server against it. */
final class OpenApiDocument {

  private static final Pattern VARIABLE = Pattern.compile("\\{[a-z]+}");
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final Map<?, ?> whole;

  OpenApiDocument(String yaml) {
    this.whole =
        Objects.requireNonNull(
            (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  /** What one method does on one path, in upper case and with variables as {@code {id}}. */
  record Operation(String method, String path) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  Set<String> paths() {
    return texts(in("paths"));
  }

  /** The methods of a path. */
  Set<String> methods(String path) {
    Set<String> methods = texts(in("paths", path));
    methods.retainAll(METHODS);
    return methods;
  }

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (String path : paths()) {
      methods(path)
          .forEach(method -> all.add(new Operation(method.toUpperCase(Locale.ROOT), path)));
    }
    return all;
  }

  /** The statuses of an operation, as in {@code GET /status 200}. */
  Set<String> answers(Operation operation) {
    Set<String> answers = new TreeSet<>();
    in(node(operation), "responses")
        .keySet()
        .forEach(status -> answers.add(operation + " " + status));
    return answers;
  }

  /** Whether a repetition under the same Idempotency-Key is replayed. */
  boolean takesIdempotencyKey(Operation operation) {
    return node(operation).get("parameters") instanceof List<?> parameters
        && parameters.contains(Map.of("$ref", "#/components/parameters/IdempotencyKey"));
  }

  /** The path that a target without its query belongs to; a literal path goes before a variable. */
  String pathOf(String target) {
    return paths().stream()
        .sorted(Comparator.comparingLong(path -> VARIABLE.matcher(path).results().count()))
        .filter(path -> target.matches(VARIABLE.matcher(path).replaceAll("[^/]+")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(target + " is not in the document"));
  }

  /** The documented example of a request body, as JSON. */
  String exampleFor(String method, String path) {
    Map<?, ?> content = in(node(new Operation(method, path)), "requestBody", "content");
    return JsonOf.value(in(content, "application/json").get("example")).toString();
  }

  /** What is wrong with an answer; empty if it is documented and its body fits. */
  List<String> complaints(Operation operation, int status, String type, byte[] body) {
    String what = operation + " " + status;
    Object documented = in(node(operation), "responses").get(Integer.toString(status));
    return documented instanceof Map<?, ?> response
        ? misfits(what, response, type, body)
        : List.of(what + " is not documented");
  }

  /** The same for what is answered wherever it happens, which {@code x-anywhere} tells. */
  List<String> complaintsAnywhere(int status, String type, byte[] body) {
    Object documented = in("x-anywhere").get(Integer.toString(status));
    return documented instanceof Map<?, ?> response
        ? misfits("anywhere " + status, response, type, body)
        : List.of(status + " is not documented anywhere");
  }

  private List<String> misfits(String what, Map<?, ?> response, String type, byte[] body) {
    if (!(resolved(response).get("content") instanceof Map<?, ?> content)) {
      return body.length == 0 ? List.of() : List.of(what + " has a body");
    }
    String bare = type.replaceAll(";.*", "");
    if (content.containsKey("*/*")) {
      return List.of();
    }
    if (!(content.get(bare) instanceof Map<?, ?> media)) {
      return List.of(what + " has the type " + type);
    }
    return bare.endsWith("json")
        ? misfits(in(media, "schema"), new String(body, StandardCharsets.UTF_8)).stream()
            .map(misfit -> what + ": " + misfit)
            .toList()
        : List.of();
  }

  /** Every example that does not fit the schema beside it. */
  List<String> misfitsOfExamples() {
    List<String> all = new ArrayList<>();
    collectMisfits(whole, all);
    return all;
  }

  private void collectMisfits(Object node, List<String> all) {
    if (node instanceof Map<?, ?> map) {
      if (map.containsKey("example") && map.get("schema") != null) {
        all.addAll(
            misfits(
                Objects.requireNonNull(map.get("schema")),
                JsonOf.value(map.get("example")).toString()));
      }
      map.values().forEach(value -> collectMisfits(value, all));
    } else if (node instanceof List<?> list) {
      list.forEach(value -> collectMisfits(value, all));
    }
  }

  /** Why JSON does not fit a schema; empty if it does. */
  List<String> misfits(Object schema, String json) {
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                Json.object()
                    .add("allOf", Json.array().add(JsonOf.value(schema)))
                    .add("components", JsonOf.value(whole.get("components")))
                    .build()
                    .toString());
    return compiled.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  /** The node that the steps lead to, references followed. */
  Map<?, ?> in(String... steps) {
    return in(whole, steps);
  }

  Map<?, ?> in(Map<?, ?> from, String... steps) {
    Map<?, ?> at = from;
    for (String step : steps) {
      at = resolved((Map<?, ?>) Objects.requireNonNull(at.get(step), step));
    }
    return at;
  }

  private Map<?, ?> resolved(Map<?, ?> node) {
    return node.get("$ref") instanceof String reference
        ? in(reference.substring("#/".length()).split("/", -1))
        : node;
  }

  private Map<?, ?> node(Operation operation) {
    return in("paths", operation.path(), operation.method().toLowerCase(Locale.ROOT));
  }

  private static Set<String> texts(Map<?, ?> map) {
    Set<String> texts = new TreeSet<>();
    map.keySet().forEach(key -> texts.add(String.valueOf(key)));
    return texts;
  }
}
