package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a YAML parser read, as JSON. */
final class JsonOf {

  private JsonOf() {}

  static JsonValue value(@Nullable Object read) {
    if (read == null) {
      return JsonValue.NULL;
    }
    if (read instanceof Map<?, ?> map) {
      JsonObjectBuilder object = Json.object();
      map.forEach((name, value) -> object.add(String.valueOf(name), value(value)));
      return object.build();
    }
    if (read instanceof List<?> list) {
      JsonArrayBuilder array = Json.array();
      list.forEach(each -> array.add(value(each)));
      return array.build();
    }
    if (read instanceof Boolean flag) {
      return flag ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (read instanceof Number number) {
      return Json.array().add(new BigDecimal(number.toString())).build().getFirst();
    }
    return Json.array().add(read.toString()).build().getFirst();
  }
}
