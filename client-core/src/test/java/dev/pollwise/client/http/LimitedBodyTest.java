package dev.pollwise.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.http.LimitedBody.BadBodyException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedBodyTest {

  private static final int LIMIT = 1_000;
  private static final byte[] PLAIN = "{\"data\":{\"status\":\"running\"}}".getBytes(UTF_8);

  private interface Coder {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] coded(byte[] plain, Coder coder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream coding = coder.over(bytes)) {
      coding.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    return coded(plain, GZIPOutputStream::new);
  }

  private static byte[] decoded(byte[] body, String... codings) throws IOException {
    return LimitedBody.decoded(
        HttpHeaders.of(Map.of("content-encoding", List.of(codings)), (name, value) -> true),
        body,
        LIMIT);
  }

  @Test
  void leavesAloneWhatIsNotEncoded() throws IOException {
    assertThat(LimitedBody.decoded(Wire.ok("").headers(), PLAIN, LIMIT)).isEqualTo(PLAIN);
    assertThat(decoded(PLAIN, "identity")).isEqualTo(PLAIN);
    assertThat(decoded(PLAIN, " , ")).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", " x-gzip ", "identity, gzip"})
  void decodesGzip(String coding) throws IOException {
    assertThat(decoded(gzip(PLAIN), coding)).isEqualTo(PLAIN);
  }

  @Test
  void decodesDeflateWithItsFrameAndWithout() throws IOException {
    assertThat(decoded(coded(PLAIN, DeflaterOutputStream::new), "deflate")).isEqualTo(PLAIN);
    Deflater unframed = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    assertThat(decoded(coded(PLAIN, out -> new DeflaterOutputStream(out, unframed)), "deflate"))
        .isEqualTo(PLAIN);
  }

  @Test
  void takesSeveralOffInTheirOrder() throws IOException {
    byte[] twice = gzip(coded(PLAIN, DeflaterOutputStream::new));

    assertThat(decoded(twice, "deflate, gzip")).isEqualTo(PLAIN);
    assertThat(decoded(twice, "deflate", "gzip")).isEqualTo(PLAIN);
  }

  @Test
  void anEmptyBodyIsEmptyUnderAnyName() throws IOException {
    assertThat(decoded(new byte[0], "br")).isEmpty();
    assertThat(decoded(gzip(new byte[0]), "deflate, gzip")).isEmpty();
    assertThat(decoded(gzip(new byte[0]), "br, gzip")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "compress", "gzip, gzip, gzip, gzip"})
  void refusesWhatItDoesNotKnow(String coding) {
    assertThatThrownBy(() -> decoded(PLAIN, coding))
        .isInstanceOf(BadBodyException.class)
        .hasMessageContaining("a body");
  }

  @Test
  void aFewBytesCannotBecomeAnyNumberOfThem() throws IOException {
    byte[] bomb = gzip(new byte[LIMIT + 1]);

    assertThatThrownBy(() -> decoded(bomb, "gzip"))
        .isInstanceOf(BadBodyException.class)
        .hasMessage("a body of more than 1000 bytes");
    assertThat(decoded(gzip(new byte[LIMIT]), "gzip")).hasSize(LIMIT);
  }

  @Test
  void whatIsDamagedIsSaidToBe() throws IOException {
    byte[] whole = gzip(PLAIN);
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decoded(cut, "gzip"))
          .isInstanceOf(BadBodyException.class)
          .hasMessage("a body that is not whole as gzip");
    }
    byte[] text = "<html>".getBytes(UTF_8);
    assertThatThrownBy(() -> decoded(text, "gzip")).isInstanceOf(BadBodyException.class);
    assertThatThrownBy(() -> decoded(text, "deflate")).isInstanceOf(BadBodyException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "deflate"})
  void whatWasDecodedOnItsWayUnderTheSameFieldIsReadAsItIs(String coding) throws IOException {
    assertThat(decoded(PLAIN, coding)).isEqualTo(PLAIN);
    assertThat(decoded(gzip(PLAIN), "gzip", "gzip")).isEqualTo(PLAIN);
  }
}
