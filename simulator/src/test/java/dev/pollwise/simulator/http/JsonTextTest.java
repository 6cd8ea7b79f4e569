package dev.pollwise.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  private static final String HARD = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028é€\ud83d\ude00{}[],: ";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isReadAsWhatWasWritten(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      JsonValue value = object(random, 4).build();

      String text = JsonText.of(value);

      assertThat(Json.parse(text.getBytes(StandardCharsets.UTF_8)))
          .as("seed %d", seed)
          .contains(value);
    }
  }

  @Test
  void isAsShortAsItCanBe() {
    JsonValue value =
        Json.object()
            .add("b", 1)
            .add("a", Json.array().add(true).addNull().add(0.5).add("x\n"))
            .add("c", Json.object())
            .add("d", Json.array())
            .build();

    assertThat(JsonText.of(value))
        .isEqualTo("{\"b\":1,\"a\":[true,null,0.5,\"x\\u000a\"],\"c\":{},\"d\":[]}");
  }

  private static JsonObjectBuilder object(Random random, int depth) {
    JsonObjectBuilder object = Json.object();
    for (int i = random.nextInt(5); i > 0; i--) {
      switch (random.nextInt(depth == 0 ? 4 : 6)) {
        case 0 -> object.add(text(random), text(random));
        case 1 -> object.add(text(random), random.nextDouble());
        case 2 -> object.add(text(random), random.nextLong());
        case 3 -> object.add(text(random), random.nextBoolean());
        case 4 -> object.add(text(random), object(random, depth - 1));
        default -> object.add(text(random), array(random, depth - 1));
      }
    }
    return object;
  }

  private static JsonArrayBuilder array(Random random, int depth) {
    JsonArrayBuilder array = Json.array();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(text(random)).addNull().add(object(random, depth));
    }
    return array;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int at = random.nextInt(HARD.length());
      int point = HARD.codePointAt(at);
      text.appendCodePoint(Character.isSurrogate((char) point) ? 'x' : point);
    }
    return text.toString();
  }
}
