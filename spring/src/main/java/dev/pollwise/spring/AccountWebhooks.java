package dev.pollwise.spring;

import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import java.util.List;
import java.util.Map;

/** Takes deliveries for accounts of a fleet; of its own, since there may be no fleet around. */
@FunctionalInterface
interface AccountWebhooks {
  Verdict receive(String account, Map<String, List<String>> headers, byte[] body);
}
