package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.simulator.http.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MultipartTest {

  private static final String TYPE = "multipart/form-data; boundary=b";
  private static final String HEAD = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";

  @Test
  void readsEveryPart() {
    List<Multipart.Part> parts =
        read(
            """
            preamble
            --b\s\s
            content-disposition: form-data; name=title

            A
            --b
            Content-Type: video/mp4
            Content-Disposition: form-data; filename="a;name=x.mp4"; name="file"

            1
            --
            --c
            2
            --b--
            epilogue\
            """
                .replace("\n", "\r\n"));

    assertThat(parts).hasSize(2);
    assertThat(parts.getFirst().name()).isEqualTo("title");
    assertThat(parts.getFirst().content()).asString(StandardCharsets.UTF_8).isEqualTo("A");
    assertThat(parts.getLast().name()).isEqualTo("file");
    assertThat(parts.getLast().fileName()).isEqualTo("a;name=x.mp4");
    assertThat(parts.getLast().contentType()).isEqualTo("video/mp4");
    assertThat(parts.getLast().content())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("1\r\n--\r\n--c\r\n2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--b",
        "--b\r",
        "--b\r\n",
        "--b\r\n\r\n",
        "--bc\r\n\r\nx\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nnever ends",
        "--b\r\nContent-Disposition: form-data; name=\"file\"\r\nno blank line\r\n--b--",
        "--b\n\nx\n--b--",
        "no delimiter at all"
      })
  void refusesABodyThatIsBroken(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(ApiError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=\"ends with blank \"",
        "multipart/form-data; boundary=b\u00e4d"
      })
  void refusesATypeWithoutAUsableBoundary(String type) {
    assertThatThrownBy(() -> Multipart.read(type, utf8(HEAD + "x\r\n--b--")))
        .isInstanceOfSatisfying(
            ApiError.class, refusal -> assertThat(refusal.status()).isEqualTo(415));
  }

  @Test
  void acceptsQuotedBoundariesAndOtherParameters() {
    String body = HEAD.replace("--b", "--a b") + "x\r\n--a b--";

    assertThat(
            Multipart.read("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"; x=y", utf8(body)))
        .hasSize(1);
  }

  @Test
  void believesNoLengthOfAPartAndReadsWhatIsEscaped() {
    List<Multipart.Part> parts =
        read(
            """
            --b
            Content-Length: 1000
            Content-Disposition: form-data; name="a"

            A
            --b
            Content-Disposition: form-data; filename="a\\"; name=\\"b.mp4"; NAME=file

            B
            --b--
            """
                .replace("\n", "\r\n"));

    assertThat(parts).extracting(Multipart.Part::name).containsExactly("a", "file");
    assertThat(parts.getFirst().content()).asString(StandardCharsets.UTF_8).isEqualTo("A");
    assertThat(parts.getLast().fileName()).isEqualTo("a\"; name=\"b.mp4");
  }

  @Test
  void refusesEndlessHeadsAndTooManyParts() {
    assertThatThrownBy(() -> read("--b\r\nX: " + "y".repeat(100_000) + "\r\n\r\nx\r\n--b--"))
        .isInstanceOf(ApiError.class);
    assertThatThrownBy(() -> read((HEAD + "x\r\n").repeat(101) + "--b--"))
        .isInstanceOf(ApiError.class);
  }

  @Test
  void onlyEverRefusesWhateverItIsFed() {
    byte[] alphabet = utf8("\r\n--b:;\"= Content-Disposition: form-data; name=\"file\"");
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[random.nextInt(60)];
      for (int at = 0; at < body.length; at++) {
        body[at] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        List<Multipart.Part> parts = Multipart.read(TYPE, body);
        assertThat(parts).hasSizeLessThan(100);
      } catch (ApiError expected) {
        assertThat(expected.status()).isEqualTo(400);
      }
    }
  }

  private static List<Multipart.Part> read(String body) {
    return Multipart.read(TYPE, utf8(body));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
