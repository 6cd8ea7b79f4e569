package dev.pollwise.client;

import java.util.Optional;

/** What is submitted, and paid, under one idempotency key. */
public sealed interface SubmitRequest permits TranslationRequest, BatchRequest {

  /**
   * The caller's own key; empty where each submit of this request draws a new one, so that it
   * starts new jobs.
   */
  Optional<String> idempotencyKey();
}
