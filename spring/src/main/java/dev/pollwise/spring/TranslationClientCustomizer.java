package dev.pollwise.spring;

import dev.pollwise.client.TranslationClient;

/** A bean that says what properties cannot: a key that changes, an HTTP client, a clock. */
@FunctionalInterface
public interface TranslationClientCustomizer {

  /** Called once, in the order of the beans, after the properties were taken. */
  void customize(TranslationClient.Builder builder);
}
