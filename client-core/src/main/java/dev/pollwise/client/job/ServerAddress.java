package dev.pollwise.client.job;

import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one spelling of an address of a server, so that two of one server are equal. */
public final class ServerAddress {

  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

  private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");

  private ServerAddress() {}

  /**
   * Normalises by RFC 3986, 6.2.2 and 6.2.3: scheme and host in lower case, no port that the scheme
   * implies, no dot segments, nothing encoded that need not be, the rest in upper-case digits. A
   * slash at the end says nothing in the address of a server, and goes too. What names no host, as
   * {@code poller:local}, stays as it is.
   */
  public static URI normalised(URI server) {
    String host = server.getHost();
    if (host == null || server.getScheme() == null) {
      return server;
    }
    String scheme = server.getScheme().toLowerCase(Locale.ROOT);
    String user = server.getRawUserInfo() == null ? "" : server.getRawUserInfo() + "@";
    boolean isUsualPort =
        server.getPort() < 0
            || (scheme.equals("http") && server.getPort() == 80)
            || (scheme.equals("https") && server.getPort() == 443);
    String port = isUsualPort ? "" : ":" + server.getPort();
    String query = server.getRawQuery() == null ? "" : "?" + server.getRawQuery();
    return URI.create(
        scheme + "://" + user + host.toLowerCase(Locale.ROOT) + port + path(server) + query);
  }

  /** As {@link #normalised(URI)}, for the text of an address; any other text stays as it is. */
  public static String normalised(String server) {
    try {
      return normalised(URI.create(server)).toString();
    } catch (IllegalArgumentException noAddress) {
      return server;
    }
  }

  private static String path(URI server) {
    String decoded = ENCODED.matcher(server.getRawPath()).replaceAll(ServerAddress::unencoded);
    // Above the root there is nothing; java.net.URI would keep such steps.
    String steps = URI.create("/" + decoded.replaceFirst("^/+", "")).normalize().getRawPath();
    return steps.replaceFirst("^(/\\.\\.)+(?=/|$)", "").replaceFirst("/+$", "");
  }

  private static String unencoded(MatchResult escape) {
    String plain = Character.toString(HexFormat.fromHexDigits(escape.group(1)));
    return Matcher.quoteReplacement(
        UNRESERVED.matcher(plain).matches() ? plain : escape.group().toUpperCase(Locale.ROOT));
  }
}
