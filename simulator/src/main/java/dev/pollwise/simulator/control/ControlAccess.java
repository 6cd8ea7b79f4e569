package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the control API: programs and persons, but no web page of another origin, for which a
 * browser on this machine would open the door. A page shows itself by {@code Origin} or {@code
 * Sec-Fetch-Site}, one that has bound its own name to this machine (DNS rebinding) by {@code Host}.
 * A face that other machines can reach goes by names that are not known here; there a token keeps
 * everybody out who does not know it, rebound pages among them.
 */
final class ControlAccess {

  private static final HeaderName WEBHOOK = HeaderNames.create("Heygen-Event-Id");
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::([0-9]{1,5}))?");

  /** With what {@code curl -d} sends; forms of web pages, which send it too, have an origin. */
  private static final Pattern BODY =
      Pattern.compile(
          "\\s*(?:application/x-www-form-urlencoded"
              + "|(?:application|text)/(?:[a-z0-9.-]+\\+|x-)?(?:json|yaml))\\s*(?:;.*)?");

  private static final Pattern VISIBLE = Pattern.compile("[!-~]*");
  private static final String BEARER = "Bearer ";

  private final String host;
  private final String token;
  private final boolean loopback;

  /**
   * For a face that listens there.
   *
   * @param host name or address
   * @param token that callers must present; empty for none
   * @throws IllegalArgumentException if no header can carry the token, or if there is none and
   *     other machines can reach the face
   */
  ControlAccess(String host, String token) {
    this.host = lower(host);
    this.token = token;
    this.loopback = isLoopback(host);
    if (!VISIBLE.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "control-token: must be visible ASCII characters without spaces");
    }
    if (token.isEmpty() && !loopback) {
      throw new IllegalArgumentException(
          "control-host \""
              + host
              + "\": must be a loopback address, or else control-token must be set");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return !host.isBlank()
          && Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false; // what it will be once it is known, nobody can say
    }
  }

  /**
   * Looks at what browsers tell of a request, and at what it brings.
   *
   * @throws ApiError with 400, 403 or 415
   */
  void check(RequestContext call) {
    if (!call.headers(WEBHOOK).isEmpty()) {
      throw forbidden("Webhooks have no business here");
    }
    String authority = authority(call);
    List<String> origins = call.headers(HeaderNames.ORIGIN);
    if (!origins.stream().allMatch(each -> each.equalsIgnoreCase("http://" + authority))) {
      throw forbidden("Web pages of another origin may not use the control API");
    }
    if (!OWN_PAGES.containsAll(call.headers(FETCH_SITE))) {
      throw forbidden("Web pages of another site may not use the control API");
    }
    if (call.body().length > 0
        && !call.headers(HeaderNames.CONTENT_TYPE).stream()
            .allMatch(type -> BODY.matcher(lower(type)).matches())) {
      throw ApiError.of(415, "", "Content-Type must be one of JSON or YAML");
    }
  }

  private String authority(RequestContext call) {
    List<String> hosts = call.headers(HeaderNames.HOST);
    if (hosts.size() != 1) {
      throw ApiError.of(400, "", "There must be one Host header");
    }
    String authority = lower(hosts.getFirst());
    Matcher parts = HOST.matcher(authority);
    if (!parts.matches() || !isPort(parts.group(2))) {
      throw forbidden("Host must be a name or an address, and a port if any");
    }
    if (!knows(parts.group(1))) {
      throw forbidden("Host must be localhost, 127.0.0.1, [::1] or the control host");
    }
    return authority;
  }

  private boolean knows(String name) {
    return !loopback
        || LOCAL_NAMES.contains(name)
        || name.equals(host)
        || name.equals("[" + host + "]");
  }

  private static boolean isPort(@Nullable String digits) {
    if (digits == null) {
      return true;
    }
    int port = Integer.parseInt(digits);
    return port > 0 && port <= 65_535;
  }

  /**
   * Asks for the token.
   *
   * @throws ApiError with 401
   */
  void admit(RequestContext call) {
    String given = call.onlyHeader(HeaderNames.AUTHORIZATION).orElse("");
    // Compares in constant time, so that the time tells nothing about the token.
    if (!token.isEmpty() && !MessageDigest.isEqual(utf8(given), utf8(BEARER + token))) {
      throw ApiError.of(401, "", "The control token is missing or wrong");
    }
  }

  private static ApiError forbidden(String why) {
    return ApiError.of(403, "", why);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
