package dev.pollwise.client;

import dev.pollwise.client.job.ResumeToken.ServerAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Refuses addresses that no request could be sent to, without repeating what may be a secret. */
final class Addresses {

  private static final int LAST_PORT = 65_535;

  private Addresses() {}

  static URI requireHttp(String name, URI uri) {
    String scheme = uri.getScheme();
    boolean isHttp = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (isHttp && uri.getHost() == null && uri.getRawAuthority() != null) {
      throw refused(name, uri, "must name a host of letters, digits, hyphens and dots");
    }
    if (!isHttp || uri.getHost() == null) {
      throw refused(name, uri, "must be an absolute http or https URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused(name, uri, "must not carry a user or password");
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      throw refused(name, uri, "must name a port from 1 to " + LAST_PORT);
    }
    return uri;
  }

  static URI requireServer(URI uri) {
    requireHttp("server", uri);
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused("server", uri, "must have neither query nor fragment");
    }
    return ServerAddress.required(uri);
  }

  static boolean isOfHeyGen(URI server) {
    String host = server.getHost().toLowerCase(Locale.ROOT);
    return host.equals("heygen.com") || host.endsWith(".heygen.com");
  }

  /** What is left to tell one server from another. */
  static URI withoutQuery(URI uri) {
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath());
  }

  /** The address without what may be a secret: user, query, fragment. */
  static String shown(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
    if (uri.isOpaque()) {
      // What a forgotten scheme looks like, as in localhost:8080, is worth showing.
      String rest = uri.getRawSchemeSpecificPart();
      return scheme + (rest.matches("\\d{1,5}(/.*)?") ? rest : "…");
    }
    String authority =
        Optional.ofNullable(uri.getRawAuthority())
            .map(whole -> "//" + whole.substring(whole.lastIndexOf('@') + 1))
            .orElse(scheme.isEmpty() ? "" : "//");
    return scheme
        + authority
        + uri.getRawPath()
        + (uri.getRawQuery() == null ? "" : "?…")
        + (uri.getRawFragment() == null ? "" : "#…");
  }

  private static IllegalArgumentException refused(String name, URI uri, String rule) {
    return new IllegalArgumentException(name + " " + shown(uri) + ": " + rule);
  }
}
