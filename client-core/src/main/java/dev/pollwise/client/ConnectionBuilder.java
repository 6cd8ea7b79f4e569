package dev.pollwise.client;

import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.WaitsBuilder;
import dev.pollwise.client.request.ServerContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a client is told of how to reach its server, and as whom. */
abstract sealed class ConnectionBuilder extends WaitsBuilder<TranslationClient.Builder>
    permits TranslationClient.Builder {

  private final URI server;
  private Credentials credentials = Credentials.none();
  private @Nullable HttpClient http;

  ConnectionBuilder(URI server) {
    this.server = server;
    super.expecting(builtIn());
  }

  /** How long HeyGen takes says nothing of others who speak its API, a simulator for instance. */
  private Expectation builtIn() {
    return Addresses.isOfHeyGen(server) ? Expectation.ofHeyGen() : Expectation.none();
  }

  /**
   * How long translations take, as far as nothing was seen yet; soon outvoted by what is. What is
   * expected of a request goes first, then what is expected of its label. Default {@link
   * Expectation#ofHeyGen} for HeyGen's own server, nothing for any other.
   */
  @Override
  public TranslationClient.Builder expecting(Expectation expectation) {
    return super.expecting(expectation.or(builtIn()));
  }

  /** Asks under an API key. */
  public TranslationClient.Builder apiKey(String key) {
    this.credentials = Credentials.apiKey(key);
    return self();
  }

  /** Asks under an OAuth token. */
  public TranslationClient.Builder bearerToken(String token) {
    this.credentials = Credentials.bearerToken(token);
    return self();
  }

  /**
   * As {@link #apiKey(String)}, for a key that changes: see {@link #bearerToken(Supplier)}.
   *
   * @param keys gives the key of this moment
   */
  public TranslationClient.Builder apiKey(Supplier<String> keys) {
    this.credentials = Credentials.apiKey(keys);
    return self();
  }

  /**
   * As {@link #bearerToken(String)}, for a token that expires: it is asked for before each request,
   * and once more where the server refuses it with 401, which ends nothing if there is another by
   * then.
   *
   * @param tokens gives the token of this moment, from any thread, so that it should keep one until
   *     it expires. Blocking counts against the attempt timeout; throwing, or giving what cannot be
   *     sent, is a call that failed, and the next one asks again
   */
  public TranslationClient.Builder bearerToken(Supplier<String> tokens) {
    this.credentials = Credentials.bearerToken(tokens);
    return self();
  }

  /**
   * A client with the user's own proxy, TLS and connections; it is not closed with this one.
   *
   * @throws IllegalArgumentException if it follows redirects: the key would go along, to whatever
   *     host they lead
   */
  public TranslationClient.Builder httpClient(HttpClient http) {
    if (http.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "httpClient that follows redirects "
              + http.followRedirects()
              + ": must follow them NEVER, since the key would go along to other hosts");
    }
    this.http = http;
    return self();
  }

  ServerContext context() {
    return context(server);
  }

  Poller.Builder poller(StatusSource source, ServerContext context) {
    return poller(source, server, context);
  }

  HeyGenApi api(ServerContext context) {
    return HeyGenApi.at(server, credentials, context, http);
  }
}
