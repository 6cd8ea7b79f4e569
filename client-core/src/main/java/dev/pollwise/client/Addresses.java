package dev.pollwise.client;

import java.net.URI;

/** Refuses addresses that no request could be sent to. */
final class Addresses {

  private Addresses() {}

  static URI requireHttp(String name, URI uri) {
    String scheme = uri.getScheme();
    boolean isHttp = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!isHttp || uri.getHost() == null) {
      throw refused(name, uri, "must be an absolute http or https URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          name + " at " + uri.getHost() + ": must not carry a user or password");
    }
    return uri;
  }

  static URI requireServer(URI uri) {
    requireHttp("server", uri);
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused("server", uri, "must have neither query nor fragment");
    }
    return uri;
  }

  private static IllegalArgumentException refused(String name, URI uri, String rule) {
    return new IllegalArgumentException(
        name + " " + uri.toString().replaceFirst("\\?.*", "?…") + ": " + rule);
  }
}
