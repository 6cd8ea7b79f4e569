package dev.pollwise.simulator.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;

/** Header names that are looked up once, not for each request. */
public final class KnownHeaders {

  public static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");
  public static final HeaderName API_KEY = HeaderNames.create("X-Api-Key");
  public static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  static final HeaderName FAULT = HeaderNames.create("X-Pollwise-Fault");

  private KnownHeaders() {}
}
