package dev.pollwise.simulator.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;

/** Header names that are looked up once, not for each request. */
final class Wire {

  static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
  static final HeaderName API_KEY = HeaderNames.create("X-Api-Key");
  static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  static final HeaderName FAULT = HeaderNames.create("X-Pollwise-Fault");

  private Wire() {}
}
