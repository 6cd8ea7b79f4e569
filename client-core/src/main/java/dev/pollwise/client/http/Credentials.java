package dev.pollwise.client.http;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. The secret leaves only in the request header: never by {@code toString}, never in a
 * message. Safe for any thread.
 */
public final class Credentials {

  /** As many as a server may still speak of. */
  private static final int MOST_REMEMBERED = 8;

  /** Different secrets refused in a row, after which another new one is no reason to hope. */
  private static final int MOST_REFUSED = 2;

  private static final int SHOWN = 200;

  private final Kind kind;
  private final Supplier<String> source;
  private final boolean isRenewable;
  private final Set<String> refused = new HashSet<>();
  private volatile List<String> sent = List.of();

  private Credentials(Kind kind, Supplier<String> source, boolean isRenewable) {
    this.kind = kind;
    this.source = source;
    this.isRenewable = isRenewable;
  }

  private enum Kind {
    NONE("none", "", ""),
    API_KEY("API key", "X-Api-Key", ""),
    BEARER_TOKEN("bearer token", "Authorization", "Bearer ");

    private final String title;
    private final String header;
    private final String prefix;

    Kind(String title, String header, String prefix) {
      this.title = title;
      this.header = header;
      this.prefix = prefix;
    }
  }

  /** No credentials. */
  public static Credentials none() {
    return new Credentials(Kind.NONE, () -> "", false);
  }

  /**
   * A key, sent as {@code X-Api-Key}.
   *
   * @throws IllegalArgumentException if it could not be sent; the message does not hold it
   */
  public static Credentials apiKey(String key) {
    return fixed(Kind.API_KEY, key);
  }

  /**
   * A token, sent as {@code Authorization: Bearer}.
   *
   * @throws IllegalArgumentException if it could not be sent; the message does not hold it
   */
  public static Credentials bearerToken(String token) {
    return fixed(Kind.BEARER_TOKEN, token);
  }

  /** As {@link #apiKey(String)}, asked for before each request. */
  public static Credentials apiKey(Supplier<String> keys) {
    return new Credentials(Kind.API_KEY, requireNonNull(keys, "keys"), true);
  }

  /** As {@link #bearerToken(String)}, asked for before each request. */
  public static Credentials bearerToken(Supplier<String> tokens) {
    return new Credentials(Kind.BEARER_TOKEN, requireNonNull(tokens, "tokens"), true);
  }

  private static Credentials fixed(Kind kind, String secret) {
    requireSendable(kind, secret);
    Credentials fixed = new Credentials(kind, () -> secret, false);
    fixed.remember(secret);
    return fixed;
  }

  private static void requireSendable(Kind kind, String secret) {
    if (secret.isEmpty()
        || secret.length() > 4096
        || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          kind.title
              + " ("
              + secret.length()
              + " characters): must be 1 to 4096 visible ASCII characters");
    }
  }

  /**
   * Adds the header.
   *
   * @return the secret in it; empty if none
   * @throws UnavailableException if the supplier has none
   */
  String sign(HttpRequest.Builder request) {
    String secret = secret();
    if (kind != Kind.NONE) {
      request.header(kind.header, kind.prefix + secret);
    }
    return secret;
  }

  /** What a supplier throws may hold anything, a secret too: only its kind is told. */
  private String secret() {
    if (!isRenewable) {
      return source.get();
    }
    String secret;
    try {
      secret = requireNonNull(source.get(), "secret");
      requireSendable(kind, secret);
    } catch (RuntimeException | Error broken) {
      throw new UnavailableException(
          "the supplier of the " + kind.title + " failed: " + broken.getClass().getSimpleName(),
          broken);
    }
    remember(secret);
    return secret;
  }

  private void remember(String secret) {
    if (!sent.contains(secret)) {
      synchronized (this) {
        List<String> all = new ArrayList<>(sent);
        all.add(secret);
        sent = List.copyOf(all.subList(Math.max(0, all.size() - MOST_REMEMBERED), all.size()));
      }
    }
  }

  /**
   * The server did not accept a secret: whether there is another by now, so that it may only have
   * expired on its way.
   */
  boolean isRenewed(String secret) {
    if (!isRenewable) {
      return false;
    }
    synchronized (refused) {
      refused.add(secret);
      if (refused.size() > MOST_REFUSED) {
        return false;
      }
    }
    try {
      return !secret().equals(secret);
    } catch (UnavailableException notNow) {
      return true;
    }
  }

  /** The server has accepted what it was sent. */
  void accepted() {
    if (isRenewable) {
      synchronized (refused) {
        refused.clear();
      }
    }
  }

  /** A text that a server sent, fit to be shown: short, on one line, without the secret. */
  String shown(String text) {
    String bare = text;
    for (String secret : sent) {
      bare = bare.replace(secret, "…");
    }
    String line = bare.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  /** As {@link #shown}, an address without what else may be secret: user, query, fragment. */
  String shownAddress(String url) {
    return shown(url.replaceFirst("(?s)([?#]).*", "$1…").replaceFirst("//[^/]*@", "//"));
  }

  @Override
  public String toString() {
    return "Credentials[" + kind.title + ", …]";
  }

  /** There is no secret, or none any longer, that the server could accept. */
  static final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnavailableException(String message, @Nullable Throwable cause) {
      super(message, cause, false, false);
    }

    static UnavailableException expired() {
      return new UnavailableException("expired on its way", null);
    }
  }
}
