package dev.pollwise.client;

import java.util.List;
import java.util.stream.Stream;

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

  /** Those after which nobody knows what became of a submit, and those that ask for patience. */
  static final List<String> OF_SUBMITS =
      Stream.concat(
              ALL.stream(), Stream.of("425", "302", "303", "307", "511", "no ids", "garbled id"))
          .toList();

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
      case "no ids" -> exchange -> exchange.answer(200, "{\"data\":{}}");
      case "garbled id" -> exchange -> exchange.answer(200, Bodies.accepted("a b"));
      default -> exchange -> exchange.answer(Integer.parseInt(name), "");
    };
  }
}
