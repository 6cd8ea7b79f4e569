package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Range;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which requests a rule applies to; {@code *} means any.
 *
 * @param route name of a route; deliveries of webhooks have one of their own, {@link #WEBHOOK},
 *     which {@code *} does not include
 * @param job a job's id or {@code callback_id}; {@code *} also means requests without one
 * @param client the fingerprint of an API key
 * @param state the job's true state when the request comes, or for what an answer shows, when it is
 *     looked at: {@code pending}, {@code running}, {@code completed} or {@code failed}
 */
public record RequestMatcher(String route, String job, String client, String state) {

  /** The route of webhooks on their way out. */
  public static final String WEBHOOK = "webhook";

  private static final String ANY = "*";
  static final List<String> STATES = List.of(ANY, "pending", "running", "completed", "failed");

  /** Characters of an id, or of a {@code callback_id}, which is the longer one. */
  static final Range<Integer> NAME = Range.of(1, 1_000);

  /** Refuses routes and states that do not exist, and names that are empty or endless. */
  public RequestMatcher {
    if (!route.equals(ANY) && !RouteNames.ALL.contains(route)) {
      throw new IllegalArgumentException(
          "route \""
              + route
              + "\": must be * for any, or one of "
              + String.join(", ", RouteNames.ALL));
    }
    if (job.isEmpty() || client.isEmpty()) {
      throw new IllegalArgumentException(
          "job \"" + job + "\", client: must not be empty, * means any");
    }
    NAME.require("characters of job:", job.length());
    if (!STATES.contains(state)) {
      throw new IllegalArgumentException(
          "state \"" + state + "\": must be pending, running, completed, failed or *");
    }
  }

  /** All requests. */
  public static RequestMatcher anywhere() {
    return new RequestMatcher(ANY, ANY, ANY, ANY);
  }

  RequestMatcher onRoute(String other) {
    return new RequestMatcher(other, job, client, state);
  }

  RequestMatcher onJob(String other) {
    return new RequestMatcher(route, other, client, state);
  }

  RequestMatcher ofClient(String other) {
    return new RequestMatcher(route, job, other, state);
  }

  RequestMatcher inState(String other) {
    return new RequestMatcher(route, job, client, other);
  }

  boolean covers(Subject subject) {
    boolean routed =
        route.equals(ANY) ? !subject.route().equals(WEBHOOK) : route.equals(subject.route());
    return routed
        && (job.equals(ANY) || job.equals(subject.jobId()) || job.equals(subject.callbackId()))
        && (client.equals(ANY) || client.equals(subject.client()))
        && (state.equals(ANY) || state.equals(subject.state()));
  }

  /** Whether a name means any. */
  static boolean isAny(String name) {
    return name.equals(ANY);
  }

  /**
   * The higher, the earlier it is asked: a job comes before a client, that before a route, and a
   * route before everywhere.
   */
  int precedence() {
    return (job.equals(ANY) ? 0 : 4) + (client.equals(ANY) ? 0 : 2) + (route.equals(ANY) ? 0 : 1);
  }

  /**
   * The names of the routes that a rule can name. A route of the simulated faces refuses to be made
   * under any other name, so that what is written here is what there is.
   */
  public static final class RouteNames {

    /** All of them, in the order in which they are told. */
    public static final Set<String> ALL =
        Collections.unmodifiableSet(
            new LinkedHashSet<>(
                List.of(
                    "status",
                    "restart",
                    "create",
                    "list",
                    "languages",
                    "statuses",
                    "get",
                    "rename",
                    "delete",
                    "batch-create",
                    "batch-get",
                    "proofread-create",
                    "proofread-get",
                    "proofread-srt",
                    "proofread-update",
                    "proofread-generate",
                    "asset-create",
                    "asset-list",
                    "asset-get",
                    "asset-delete",
                    "asset-statuses",
                    "asset-search",
                    "asset",
                    "library",
                    "upload-create",
                    "upload",
                    "upload-complete",
                    "upload-batch-create",
                    "upload-batch-complete",
                    "upload-batch-get",
                    "user",
                    "webhook-create",
                    "webhook-list",
                    "webhook-update",
                    "webhook-delete",
                    "webhook-rotate",
                    "webhook-event-types",
                    "webhook-events",
                    "result",
                    RequestMatcher.WEBHOOK,
                    "refused")));

    /** Those whose answers show jobs, so that a {@link Distortion} can strike. */
    static final List<String> SHOWING_JOBS =
        List.of(
            "status",
            "list",
            "statuses",
            "get",
            "rename",
            "batch-get",
            "proofread-get",
            "proofread-update",
            RequestMatcher.WEBHOOK);

    /** Those that can show where a result is. */
    static final List<String> SHOWING_URLS = List.of("list", "get", "rename");

    /** Those whose requests tell about which job they are, or can be about one alone. */
    static final List<String> ABOUT_JOBS =
        List.of(
            "status",
            "restart",
            "statuses",
            "get",
            "rename",
            "delete",
            "proofread-get",
            "proofread-srt",
            "proofread-update",
            "proofread-generate",
            "result");

    /** Those where an {@code Idempotency-Key} has a meaning. */
    public static final List<String> KEYED =
        List.of(
            "create",
            "rename",
            "delete",
            "batch-create",
            "proofread-create",
            "proofread-update",
            "proofread-generate",
            "asset-create",
            "asset-delete",
            "upload-create",
            "upload-complete",
            "upload-batch-create",
            "upload-batch-complete",
            "webhook-create",
            "webhook-update",
            "webhook-delete",
            "webhook-rotate");

    private RouteNames() {}
  }

  /**
   * What a request is about, as far as faults care.
   *
   * @param route name of the route
   * @param identity by whom requests are told apart in draws and counts: the job's identity, or the
   *     route where there is no job
   * @param jobId empty where there is no job, or not yet
   * @param callbackId empty where none was given
   * @param client a fingerprint of the API key; empty where none was accepted
   * @param state the job's; empty where there is no job, or there are several
   */
  public record Subject(
      String route, String identity, String jobId, String callbackId, String client, String state) {

    /** A request of whomever, about a job in whatever state. */
    public Subject(String route, String identity, String jobId, String callbackId) {
      this(route, identity, jobId, callbackId, "", "");
    }

    /** A request that is about no job. */
    public static Subject ofRoute(String route) {
      return new Subject(route, "route " + route, "", "");
    }

    /** The same of that client, about a job in that state. */
    public Subject with(String otherClient, String otherState) {
      return new Subject(route, identity, jobId, callbackId, otherClient, otherState);
    }
  }

  /** Names that tell API keys apart without telling them, for example {@code key-0a1b2c3d4e5f}. */
  public static final class KeyFingerprint {

    private static final Pattern FORM = Pattern.compile("key-[0-9a-f]{12}");

    /** Never used itself: each request takes a copy, which costs less than to look one up. */
    private static final MessageDigest SHA_256 = sha256();

    private KeyFingerprint() {}

    /** What a person wrote: a key, or the fingerprint of one, which stays as it is. */
    public static String ofWritten(String keyOrFingerprint) {
      return FORM.matcher(keyOrFingerprint).matches() ? keyOrFingerprint : of(keyOrFingerprint);
    }

    /** The fingerprint of a key that a client presents, whatever it looks like. */
    public static String of(String key) {
      byte[] digest = fresh().digest(key.getBytes(StandardCharsets.UTF_8));
      return "key-" + HexFormat.of().formatHex(digest, 0, 6);
    }

    private static MessageDigest fresh() {
      try {
        return (MessageDigest) SHA_256.clone();
      } catch (CloneNotSupportedException e) {
        return sha256();
      }
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
