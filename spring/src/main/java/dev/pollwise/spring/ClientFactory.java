package dev.pollwise.spring;

import dev.pollwise.client.TranslationClient;

/** Ends the building of the client; of its own, since there may be no Micrometer around. */
@FunctionalInterface
interface ClientFactory {
  TranslationClient build(TranslationClient.Builder builder);
}
