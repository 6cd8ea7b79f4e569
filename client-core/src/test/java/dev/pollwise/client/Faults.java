package dev.pollwise.client;

import java.util.List;

/** Ways in which an answer fails to come, by name. */
final class Faults {

  static final List<String> ALL =
      List.of(
          "500",
          "503",
          "408",
          "429",
          "in progress",
          "reset",
          "close",
          "garbage",
          "html",
          "truncated");

  private Faults() {}

  static RawServer.Script named(String name) {
    return switch (name) {
      case "reset" -> RawServer.Exchange::reset;
      case "close" -> exchange -> {};
      case "garbage" -> exchange -> exchange.write("not HTTP at all\r\n\r\n");
      case "html" -> exchange -> exchange.answer(200, "<html>");
      case "truncated" ->
          exchange -> exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"data\"");
      case "in progress" ->
          exchange -> exchange.answer(409, Bodies.error("request_in_progress", "wait"));
      case "throttled" ->
          exchange ->
              exchange.answer(429, Bodies.error("rate_limit_exceeded", "slow"), "Retry-After: 2");
      default -> exchange -> exchange.answer(Integer.parseInt(name), "");
    };
  }
}
