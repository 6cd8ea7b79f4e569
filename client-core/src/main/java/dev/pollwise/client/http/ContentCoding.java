package dev.pollwise.client.http;

import dev.pollwise.client.http.LimitedBody.BadBodyException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decodes what a proxy encodes unasked (RFC 9110, 8.4.1). What is decoded has the limit of a body
 * as well, since a few bytes can become any number of them.
 */
final class ContentCoding {

  /** More than one is odd, and each costs up to the whole limit. */
  private static final int MOST = 3;

  private ContentCoding() {}

  static byte[] decoded(HttpHeaders headers, byte[] body, int limit) throws IOException {
    List<String> fields = headers.allValues("Content-Encoding");
    if (fields.isEmpty() || body.length == 0) {
      return body;
    }
    List<String> codings =
        fields.stream()
            .flatMap(field -> Stream.of(field.split(",")))
            .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
            .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
            .toList();
    if (codings.size() > MOST) {
      throw new BadBodyException("a body that is encoded " + codings.size() + " times");
    }
    byte[] plain = body;
    for (String coding : codings.reversed()) {
      plain = decoded(coding, plain, limit);
    }
    return plain;
  }

  private static byte[] decoded(String coding, byte[] body, int limit) throws IOException {
    try (InputStream decoding = decoding(coding, new ByteArrayInputStream(body), body)) {
      byte[] plain = decoding.readNBytes(limit + 1);
      if (plain.length > limit) {
        throw BadBodyException.tooLarge(limit);
      }
      return plain;
    } catch (EOFException | ZipException damaged) {
      throw new BadBodyException("a body that is not whole as " + coding);
    }
  }

  private static InputStream decoding(String coding, InputStream in, byte[] body)
      throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      // Some send it without the frame that the standard asks for, which begins with an 8.
      case "deflate" -> (body[0] & 0x0f) == 8 ? new InflaterInputStream(in) : unframed(in);
      default ->
          throw new BadBodyException("a body encoded as " + coding + ", which was not asked for");
    };
  }

  private static InputStream unframed(InputStream in) {
    return new InflaterInputStream(in, new Inflater(true)) {
      @Override
      public void close() throws IOException {
        super.close();
        inf.end();
      }
    };
  }
}
