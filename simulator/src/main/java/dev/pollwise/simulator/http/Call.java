package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Injected;
import dev.pollwise.simulator.simulation.Job;
import io.helidon.http.HeaderName;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One request being served. Belongs to one thread. */
final class Call {

  private static final int DIGITS = 9;

  private final ServerRequest request;
  private final String id;
  private final Arrival arrival;
  private final List<Job> jobs = new ArrayList<>();
  private final List<Consumer<Answer>> whenDone = new ArrayList<>();
  private byte[] body = new byte[0];
  private String client = "";
  private List<Injected> struck = List.of();

  Call(ServerRequest request, String id, Arrival arrival) {
    this.request = request;
    this.id = id;
    this.arrival = arrival;
  }

  /**
   * When a request came in.
   *
   * @param nanos steady time
   */
  record Arrival(long nanos, Duration simulated, Instant onWall) {}

  Arrival arrival() {
    return arrival;
  }

  /** What goes wrong with it. */
  List<Injected> struck() {
    return struck;
  }

  void struck(List<Injected> faults) {
    struck = faults;
  }

  /** Its {@code X-Request-Id}. */
  String id() {
    return id;
  }

  String method() {
    return request.prologue().method().text();
  }

  /** As sent, without query. */
  String path() {
    return request.path().rawPath();
  }

  String pathParameter(String name) {
    return request.path().pathParameters().get(name);
  }

  Optional<String> header(HeaderName name) {
    return request.headers().first(name);
  }

  /** By which name the client reached the server. */
  String authority() {
    return request.authority();
  }

  /** The client's address, without its port. */
  String address() {
    return request.remotePeer().host();
  }

  ServerRequest request() {
    return request;
  }

  /** A query parameter; empty if it is absent or has no value. */
  Optional<String> query(String name) {
    try {
      return request.query().contains(name)
          ? request.query().first(name).asOptional().filter(value -> !value.isEmpty())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(name, name + " is not encoded as a query parameter should be");
    }
  }

  /**
   * A query parameter that is a whole number.
   *
   * @throws Refusal if it is none, or out of range
   */
  int query(String name, int usual, int min, int max) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return usual;
    }
    String digits = text.get();
    boolean number =
        digits.length() <= DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || Integer.parseInt(digits) < min || Integer.parseInt(digits) > max) {
      throw Refusal.invalid(name, name + " must be a whole number from " + min + " to " + max);
    }
    return Integer.parseInt(digits);
  }

  /**
   * Reads the body.
   *
   * @throws Refusal if it is longer than {@code limit} bytes
   */
  void readBody(int limit) throws IOException {
    if (!request.content().hasEntity()) {
      return;
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] read = in.readNBytes(limit + 1);
      if (read.length > limit) {
        throw Refusal.of(
            413, "payload_too_large", "Request body is longer than " + limit + " bytes");
      }
      body = read;
    }
  }

  byte[] body() {
    return body;
  }

  /** The body as an object; empty if it is anything else. Says nothing about the content type. */
  Optional<JsonObject> peekJson() {
    return Json.parse(body)
        .flatMap(v -> v instanceof JsonObject object ? Optional.of(object) : Optional.empty());
  }

  /**
   * The body as an object.
   *
   * @throws Refusal if it is anything else
   */
  JsonObject json() {
    boolean otherType =
        request
            .headers()
            .contentType()
            .map(type -> !type.mediaType().text().endsWith("json"))
            .orElse(false);
    if (otherType) {
      throw Refusal.of(415, "invalid_parameter", "Content-Type must be application/json");
    }
    if (body.length == 0) {
      throw Refusal.invalid("", "Request body is missing");
    }
    return peekJson()
        .orElseThrow(() -> Refusal.invalid("", "Request body must be a JSON object in UTF-8"));
  }

  /** Who calls: a fingerprint of the key; empty as long as nobody has asked for one. */
  String client() {
    return client;
  }

  void client(String fingerprint) {
    client = fingerprint;
  }

  /** Notes that the request is about this job. */
  void about(Job job) {
    jobs.add(job);
  }

  /** The ids of the jobs that it is about. */
  String jobIds() {
    return jobs.stream().map(Job::id).collect(Collectors.joining(","));
  }

  /** Has something done when the work and its delays are over, before the answer is sent. */
  void whenDone(Consumer<Answer> action) {
    whenDone.add(action);
  }

  void done(Answer answer) {
    whenDone.forEach(action -> action.accept(answer));
  }
}
