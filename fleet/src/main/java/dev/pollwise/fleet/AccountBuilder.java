package dev.pollwise.fleet;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.fleet.task.Account;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a fleet is told of an account. Keys stay in memory, and never reach the database. */
public final class AccountBuilder {

  private static final Duration USUAL_WINDOW = Duration.ofHours(24);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

  private final String name;
  private @Nullable URI server;
  private Credentials credentials = Credentials.none();
  private @Nullable HttpClient http;
  private PollingPolicy policy = PollingPolicy.defaults();
  private Account.@Nullable Budget budget;
  private Duration window = USUAL_WINDOW;
  private Duration unknownAfter = Duration.ofMinutes(10);
  private Expectation expectation = Expectation.none();
  private WebhookVerifier.@Nullable Rules webhooks;

  AccountBuilder(String name) {
    this.name = name;
  }

  /** Where the API is, {@code https://api.heygen.com} for instance; to be given. */
  public AccountBuilder server(URI server) {
    if (!server.isAbsolute() || server.getHost() == null) {
      throw new IllegalArgumentException("server " + server + ": must be an http or https address");
    }
    this.server = server;
    return this;
  }

  /** Asks under an API key. */
  public AccountBuilder apiKey(String key) {
    this.credentials = Credentials.apiKey(key);
    return this;
  }

  /** Asks under the key of the moment. */
  public AccountBuilder apiKey(Supplier<String> keys) {
    this.credentials = Credentials.apiKey(keys);
    return this;
  }

  /** Asks under the OAuth token of the moment. */
  public AccountBuilder bearerToken(Supplier<String> tokens) {
    this.credentials = Credentials.bearerToken(tokens);
    return this;
  }

  /** The user's HTTP client, which must not follow redirects; stays open. */
  public AccountBuilder httpClient(HttpClient http) {
    if (http.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "httpClient that follows redirects: must follow them NEVER, since the key would go"
              + " along");
    }
    this.http = http;
    return this;
  }

  /**
   * The policy of new waits; default {@link PollingPolicy#defaults()}. Its pacing must not be
   * {@link dev.pollwise.client.policy.Pacing#of}, which is code and cannot be kept.
   */
  public AccountBuilder policy(PollingPolicy policy) {
    String kept = DurableWait.text(policy);
    this.policy = kept.isEmpty() ? PollingPolicy.defaults() : policy;
    return this;
  }

  /**
   * How many status calls all copies together make: never more than so many in any window of a
   * length; default any number. A twentieth of them may come at once, the rest evenly.
   *
   * @param calls 1 to 1,000,000
   * @param per more than 0 and at most 365 days
   */
  public AccountBuilder callBudget(int calls, Duration per) {
    this.budget = new Account.Budget(calls, per);
    return this;
  }

  /**
   * For how long the server knows an {@code Idempotency-Key}; default 24 h, as HeyGen. Zero for a
   * server that knows none: there a submit whose answer is lost is never repeated.
   *
   * @param window 0 to 30 days
   */
  public AccountBuilder idempotencyWindow(Duration window) {
    if (window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException("window " + window + ": must be 0 to 30 days");
    }
    this.window = window;
    return this;
  }

  /**
   * For how long the job of a submit whose fate is unknown is looked for in the server's list
   * before the handler is told; default 10 min.
   *
   * @param length more than 0, at most 30 days
   */
  public AccountBuilder unknownAfter(Duration length) {
    if (!length.isPositive() || length.compareTo(LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "unknownAfter " + length + ": must be more than 0, at most 30 days");
    }
    this.unknownAfter = length;
    return this;
  }

  /** How long jobs take, as far as nothing was seen yet; default nothing expected. */
  public AccountBuilder expecting(Expectation expectation) {
    this.expectation = requireNonNull(expectation, "expectation");
    return this;
  }

  /** Which webhooks are taken; default none. */
  public AccountBuilder webhooks(WebhookVerifier.Rules rules) {
    this.webhooks = requireNonNull(rules, "rules");
    return this;
  }

  Account.Settings build() {
    if (server == null) {
      throw new IllegalArgumentException("account " + name + ": its server must be given");
    }
    return new Account.Settings(
        name,
        server,
        credentials,
        http,
        policy,
        budget,
        window,
        unknownAfter,
        expectation,
        webhooks);
  }
}
