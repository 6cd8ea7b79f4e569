package dev.pollwise.spring;

import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a web server hands over deliveries of webhooks; answer with {@link Verdict#httpStatus()}.
 * With Spring MVC it is mounted by {@code pollwise.webhook.path}; with any other, by a few lines of
 * the application's. Safe for any thread.
 */
public final class WebhookEndpoint {

  private final @Nullable WebhookVerifier client;
  private final @Nullable AccountWebhooks fleet;

  WebhookEndpoint(@Nullable WebhookVerifier client, @Nullable AccountWebhooks fleet) {
    this.client = client;
    this.fleet = fleet;
  }

  /**
   * A delivery for the client.
   *
   * @param headers all of them, or at least those that begin with {@code Heygen-}
   * @param body byte for byte as it came
   * @throws IllegalArgumentException if the client takes none
   */
  public Verdict receive(Map<String, List<String>> headers, byte[] body) {
    if (client == null) {
      throw new IllegalArgumentException(
          "pollwise.webhook.secrets and pollwise.server: must be set, or nothing is taken here");
    }
    return client.receive(headers, body);
  }

  /**
   * A delivery for an account of the fleet; blocks for the database.
   *
   * @param headers all of them, or at least those that begin with {@code Heygen-}
   * @param body byte for byte as it came
   * @throws IllegalArgumentException if there is no fleet, or no such account
   * @throws IllegalStateException if the account takes none
   */
  public Verdict receive(String account, Map<String, List<String>> headers, byte[] body) {
    if (fleet == null) {
      throw new IllegalArgumentException("account " + account + ": there is no fleet");
    }
    return fleet.receive(account, headers, body);
  }
}
