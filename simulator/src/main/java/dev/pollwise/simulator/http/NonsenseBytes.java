package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** The bytes that are sent in place of HTTP. */
final class NonsenseBytes {

  private static final int GARBAGE = 100;

  // No text begins with this byte, neither does anything that HTTP knows.
  private static final byte NO_TEXT = (byte) 0xff;

  private NonsenseBytes() {}

  static byte[] of(Fault.Nonsense fault, RandomGenerator chance) {
    return switch (fault) {
      case Fault.Nonsense.Garbage garbage -> {
        byte[] bytes = new byte[GARBAGE];
        chance.nextBytes(bytes);
        bytes[0] = NO_TEXT;
        yield bytes;
      }
      case Fault.Nonsense.BadStatusLine line ->
          ascii("HTTP/1.1 999999 Nope\r\nContent-Length: 2\r\n\r\n{}");
      case Fault.Nonsense.MalformedChunk chunk ->
          ascii(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                  + "\r\nlorem ipsum\r\n{}");
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
