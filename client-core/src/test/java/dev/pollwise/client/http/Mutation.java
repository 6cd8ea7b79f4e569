package dev.pollwise.client.http;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Bytes that were right once: cut, flipped, doubled, spliced. */
public final class Mutation {

  private Mutation() {}

  /** One of them, by chance. */
  public static byte[] of(byte[] golden, Random random) {
    byte[] body = golden.clone();
    for (int count = 1 + random.nextInt(4); count > 0 && body.length > 0; count--) {
      int at = random.nextInt(body.length);
      body =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> with(body, at, (byte) random.nextInt(256));
            case 2 -> spliced(body, at, at, "{\"[]}:,\\u".charAt(random.nextInt(9)));
            case 3 -> spliced(body, at, Math.min(body.length, at + random.nextInt(8)), ' ');
            case 4 -> doubled(body, at, random);
            default -> with(body, at, (byte) (body[at] ^ (1 << random.nextInt(8))));
          };
    }
    return body;
  }

  private static byte[] with(byte[] body, int at, byte value) {
    body[at] = value;
    return body;
  }

  private static byte[] spliced(byte[] body, int from, int to, char between) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(body, 0, from);
    out.write(between);
    out.write(body, to, body.length - to);
    return out.toByteArray();
  }

  private static byte[] doubled(byte[] body, int at, Random random) {
    int end = Math.min(body.length, at + 1 + random.nextInt(40));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(body, 0, end);
    out.write(body, at, body.length - at);
    return out.toByteArray();
  }
}
