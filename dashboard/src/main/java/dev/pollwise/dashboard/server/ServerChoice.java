package dev.pollwise.dashboard.server;

import dev.pollwise.client.job.ResumeToken.ServerAddress;
import dev.pollwise.dashboard.form.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** A server that jobs can be launched at. */
public sealed interface ServerChoice {

  /** Numbers, never a name that begins like one: that may belong to anybody. */
  Pattern LOOPBACK =
      Pattern.compile(
          "localhost|127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}|\\[::1]|\\[(0+:){7}0*1]");

  /**
   * Whether a job there may cost money: everything outside this machine is taken for the real
   * thing.
   */
  boolean isPaid();

  /** What to call it in a sentence. */
  String label();

  /** Whether an address lies outside this machine; judged by its text, nothing is looked up. */
  static boolean isOutside(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return !LOOPBACK.matcher(host).matches();
  }

  /** As people write it: without a scheme it is http on this machine, and https elsewhere. */
  static URI address(String name, String text) {
    String typed = text.strip();
    try {
      URI address = new URI(typed.contains("://") ? typed : "http://" + typed);
      if (!typed.contains("://") && isOutside(address)) {
        address = new URI("https://" + typed);
      }
      String scheme = address.getScheme().toLowerCase(Locale.ROOT);
      boolean isWeb = scheme.equals("http") || scheme.equals("https");
      if (isWeb && address.getHost() != null && (typed.contains("://") || isHost(address))) {
        return address;
      }
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(name + " \"" + typed + "\": " + Remote.RULE, malformed);
    }
    throw new IllegalArgumentException(name + " \"" + typed + "\": " + Remote.RULE);
  }

  /** A single word is a slip rather than a host. */
  private static boolean isHost(URI address) {
    return address.getHost().contains(".") || address.getPort() > 0 || !isOutside(address);
  }

  /** The simulator inside this process. */
  record Embedded() implements ServerChoice {
    @Override
    public boolean isPaid() {
      return false;
    }

    @Override
    public String label() {
      return "embedded simulator";
    }
  }

  /**
   * Any server that speaks HeyGen's API.
   *
   * @param uri where it is: http or https with a host
   * @param key what it wants to see
   */
  record Remote(URI uri, Secret key) implements ServerChoice {

    private static final String RULE =
        "must be an http or https address, such as https://api.heygen.com";

    /** Refuses what no request could be sent to. */
    public Remote {
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
        throw new IllegalArgumentException("server " + uri + ": " + RULE);
      }
      if (uri.getUserInfo() != null) {
        throw new IllegalArgumentException("server: must not carry a user name or password");
      }
      uri = ServerAddress.normalised(uri);
    }

    @Override
    public boolean isPaid() {
      return ServerChoice.isOutside(uri);
    }

    @Override
    public String label() {
      return uri.toString();
    }
  }
}
