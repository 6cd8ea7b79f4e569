package dev.pollwise.simulator.http;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Names requests: a part that tells one start of the server from another, and a number. */
final class RequestIds {

  private final String start;
  private final AtomicLong last = new AtomicLong();

  RequestIds(long start) {
    this.start = HexFormat.of().toHexDigits(start);
  }

  String next() {
    return start + HexFormat.of().toHexDigits(last.incrementAndGet());
  }
}
