package dev.pollwise.client.http;

import java.net.http.HttpRequest;

/**
 * Who asks. The secret leaves only in the request header: never by {@code toString}, never in a
 * message.
 */
public sealed interface Credentials {

  /** No credentials. */
  static Credentials none() {
    return new None();
  }

  /**
   * A key, sent as {@code X-Api-Key}.
   *
   * @throws IllegalArgumentException if it could not be sent; the message does not hold it
   */
  static Credentials apiKey(String key) {
    return new ApiKey(sendable("API key", key));
  }

  /**
   * A token, sent as {@code Authorization: Bearer}.
   *
   * @throws IllegalArgumentException if it could not be sent; the message does not hold it
   */
  static Credentials bearerToken(String token) {
    return new BearerToken(sendable("bearer token", token));
  }

  private static String sendable(String name, String secret) {
    if (secret.isEmpty()
        || secret.length() > 4096
        || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          name
              + " ("
              + secret.length()
              + " characters): must be 1 to 4096 visible ASCII characters");
    }
    return secret;
  }

  /** Adds the header. */
  void sign(HttpRequest.Builder request);

  /** The text without the secret, should a server have sent it back. */
  String redact(String text);

  /** Nobody in particular. */
  record None() implements Credentials {
    @Override
    public void sign(HttpRequest.Builder request) {}

    @Override
    public String redact(String text) {
      return text;
    }
  }

  /**
   * See {@link Credentials#apiKey}.
   *
   * @param secret the key
   */
  record ApiKey(String secret) implements Credentials {
    @Override
    public void sign(HttpRequest.Builder request) {
      request.header("X-Api-Key", secret);
    }

    @Override
    public String redact(String text) {
      return text.replace(secret, "…");
    }

    @Override
    public String toString() {
      return "ApiKey[…]";
    }
  }

  /**
   * See {@link Credentials#bearerToken}.
   *
   * @param secret the token
   */
  record BearerToken(String secret) implements Credentials {
    @Override
    public void sign(HttpRequest.Builder request) {
      request.header("Authorization", "Bearer " + secret);
    }

    @Override
    public String redact(String text) {
      return text.replace(secret, "…");
    }

    @Override
    public String toString() {
      return "BearerToken[…]";
    }
  }
}
