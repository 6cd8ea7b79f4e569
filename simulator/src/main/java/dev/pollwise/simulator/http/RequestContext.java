package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.report.Caller.Bound;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.transport.KnownPeer;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One request being served. Belongs to one thread. */
public final class RequestContext {

  private static final int DIGITS = 9;
  private static final Pattern JSON_TYPE =
      Pattern.compile("\\s*application/([a-z.+-]*\\+)?json\\s*(;|$)", Pattern.CASE_INSENSITIVE);

  private final ServerRequest request;
  private final String id;
  private final ServerContext.Arrival arrival;
  private final RequestJobs jobs = new RequestJobs();
  private final List<Consumer<Response>> whenDone = new ArrayList<>();
  private final Map<String, String> answerHeaders = new LinkedHashMap<>();
  private Instant date;
  private byte[] body = new byte[0];
  private String client = "";
  private boolean broken;
  private List<FaultBoard.Injected> struck = List.of();
  private Optional<List<FaultBoard.Injected>> picked = Optional.empty();
  private Bound bound = Bound.KEY;
  private Duration skew = Duration.ZERO;

  public RequestContext(ServerRequest request, String id, ServerContext.Arrival arrival) {
    this.request = request;
    this.id = id;
    this.arrival = arrival;
    this.date = arrival.onWall();
  }

  ServerContext.Arrival arrival() {
    return arrival;
  }

  /** When its response is made, by the clock that the client is shown. */
  Instant date() {
    return date;
  }

  void date(Instant shown) {
    date = shown;
  }

  /** What goes wrong with it. */
  List<FaultBoard.Injected> struck() {
    return struck;
  }

  void struck(List<FaultBoard.Injected> faults) {
    struck = List.copyOf(faults);
  }

  /** Notes one more that went wrong with it. */
  public void struckBy(FaultBoard.Injected fault) {
    List<FaultBoard.Injected> more = new ArrayList<>(struck);
    more.add(fault);
    struck = List.copyOf(more);
  }

  /** Its answer comes from a store: it was dated so much wall-clock time ago. */
  public void answerIsOld(Duration age) {
    skew = age.negated();
    answerWith("Age", Long.toString(age.toSeconds()));
  }

  /** Whether it is to be served as if it had no {@code Idempotency-Key}. */
  public boolean ignoresIdempotencyKey() {
    return struck.stream().anyMatch(each -> each.fault() instanceof Fault.IgnoreIdempotencyKey);
  }

  /** How wrong the clock is that dates its answer. */
  Duration skew() {
    Duration skew = this.skew;
    for (FaultBoard.Injected injected : struck) {
      if (injected.fault() instanceof Fault.ClockSkew(Duration by)) {
        skew = skew.plus(by);
      }
    }
    return skew;
  }

  /** Whom a {@code Retry-After} of its answer binds. */
  Bound bound() {
    return bound;
  }

  void bound(Bound whom) {
    bound = whom;
  }

  /** Has a header on whatever answer is given. */
  public void answerWith(String name, String value) {
    answerHeaders.put(name, value);
  }

  Map<String, String> answerHeaders() {
    return answerHeaders;
  }

  /** What the client picked to go wrong; empty if it left that to the rules. */
  public Optional<List<FaultBoard.Injected>> picked() {
    return picked;
  }

  public void picked(List<FaultBoard.Injected> faults) {
    picked = Optional.of(faults);
  }

  /** Its {@code X-Request-Id}. */
  public String id() {
    return id;
  }

  public String method() {
    return request.prologue().method().text();
  }

  /** As sent, without query. */
  public String path() {
    return request.path().rawPath();
  }

  public String pathParameter(String name) {
    return request.path().pathParameters().get(name);
  }

  public Optional<String> header(HeaderName name) {
    return request.headers().first(name);
  }

  /**
   * A header that has one meaning, such as a key; empty if it is absent.
   *
   * @throws ApiError if it is there twice: others on the way may have heeded the other one
   */
  public Optional<String> onlyHeader(HeaderName name) {
    if (headers(name).size() > 1) {
      throw ApiError.invalid(name.defaultCase(), name.defaultCase() + " must not be given twice");
    }
    return header(name);
  }

  /** Every value of a header, one for each line; empty if it is absent. */
  public List<String> headers(HeaderName name) {
    return request.headers().contains(name) ? request.headers().get(name).allValues() : List.of();
  }

  /** By which name the client reached the server. */
  public String authority() {
    return request.authority();
  }

  /** The client's address, without its port. */
  public String address() {
    return request.remotePeer().host();
  }

  /** The client's end of the connection. */
  String connection() {
    return address() + ' ' + request.remotePeer().port();
  }

  ServerRequest request() {
    return request;
  }

  /** A query parameter; empty if it is absent or has no value. */
  public Optional<String> query(String name) {
    try {
      return request.query().contains(name)
          ? request.query().first(name).asOptional().filter(value -> !value.isEmpty())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid(name, name + " is not encoded as a query parameter should be");
    }
  }

  /**
   * All query parameters, in their order.
   *
   * @throws ApiError if one is there twice
   */
  public Map<String, String> query() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : request.query().names()) {
      if (request.query().all(name).size() > 1) {
        throw ApiError.invalid(name, name + " must not be given twice");
      }
      all.put(name, query(name).orElse(""));
    }
    return all;
  }

  /**
   * A query parameter that is a whole number.
   *
   * @throws ApiError if it is none, or out of range
   */
  public int query(String name, int usual, int min, int max) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return usual;
    }
    String digits = text.get();
    boolean number =
        digits.length() <= DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || Integer.parseInt(digits) < min || Integer.parseInt(digits) > max) {
      throw ApiError.invalid(name, name + " must be a whole number from " + min + " to " + max);
    }
    return Integer.parseInt(digits);
  }

  /** A query parameter that names several, comma-separated. */
  public List<String> list(String name) {
    return query(name)
        .map(text -> Arrays.stream(text.split(",", -1)).filter(id -> !id.isEmpty()).toList())
        .orElse(List.of());
  }

  /**
   * Reads the body.
   *
   * @throws ApiError if it is longer than {@code limit} bytes, or not framed as HTTP wants it
   */
  void readBody(int limit) {
    try {
      body =
          request.remotePeer() instanceof KnownPeer peer
              ? peer.readBody(limit)
              : bodyWithoutSocket(limit);
    } catch (KnownPeer.BodyException e) {
      broken = true;
      throw ApiError.of(e.status(), "", String.valueOf(e.getMessage()));
    }
    if (body.length > 0 && request.headers().contains(HeaderNames.CONTENT_ENCODING)) {
      throw ApiError.of(415, "invalid_parameter", "Content-Encoding is not supported");
    }
  }

  /** In tests of the routes alone, where no connection has read it. */
  private byte[] bodyWithoutSocket(int limit) {
    byte[] whole = request.content().hasEntity() ? request.content().as(byte[].class) : body;
    if (whole.length > limit) {
      throw KnownPeer.BodyException.tooLong(limit);
    }
    return whole;
  }

  /** Whether the connection can serve no further request, or the client wants none. */
  boolean isLast() {
    return broken || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
  }

  public byte[] body() {
    return body;
  }

  /**
   * What a parser makes of the body, once there is room for it.
   *
   * @throws ApiError if there is never enough
   */
  public <T> T parsed(Function<byte[], T> parser) {
    return ParsingRoom.OF_HEAP.parse(body, () -> parser.apply(body));
  }

  /** The body as an object; empty if it is anything else. Says nothing about the content type. */
  public Optional<JsonObject> peekJson() {
    return parsed(Json::parse)
        .flatMap(v -> v instanceof JsonObject object ? Optional.of(object) : Optional.empty());
  }

  /**
   * The body as an object.
   *
   * @throws ApiError if it is anything else
   */
  public JsonObject json() {
    String type = onlyHeader(HeaderNames.CONTENT_TYPE).orElse("application/json");
    if (!JSON_TYPE.matcher(type).lookingAt()) {
      throw ApiError.of(415, "invalid_parameter", "Content-Type must be application/json");
    }
    if (body.length == 0) {
      throw ApiError.invalid("", "Request body is missing");
    }
    return peekJson()
        .orElseThrow(() -> ApiError.invalid("", "Request body must be a JSON object in UTF-8"));
  }

  /** The body as an object, without fields if there is no body. */
  public JsonObject jsonOrNothing() {
    return body.length == 0 ? JsonValue.EMPTY_JSON_OBJECT : json();
  }

  /** Who calls: a fingerprint of the key; empty as long as nobody has asked for one. */
  public String client() {
    return client;
  }

  public void client(String fingerprint) {
    client = fingerprint;
  }

  /** The jobs that it is about, and what its answer says of jobs. */
  RequestJobs jobs() {
    return jobs;
  }

  /** The ids of the jobs that it is about, as far as is known. */
  public List<String> jobIds() {
    return jobs.all().stream().map(Job::id).toList();
  }

  /** Notes that the request is about this job. */
  public void about(Job job) {
    jobs.about(job);
  }

  /** Notes what the answer says of a job. */
  public void told(Job job, JobPlan.State state) {
    jobs.told(job, state);
  }

  /** The jobs of which the answer says something. To be asked before it is sent. */
  public Set<Job> asked() {
    return jobs.asked();
  }

  /** Has something done once, when the work and its delays are over, before the answer is sent. */
  public void whenDone(Consumer<Response> action) {
    whenDone.add(action);
  }

  void done(Response answer) {
    List<Consumer<Response>> actions = List.copyOf(whenDone);
    whenDone.clear();
    actions.forEach(action -> action.accept(answer));
  }
}
