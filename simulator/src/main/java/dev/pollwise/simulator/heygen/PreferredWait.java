package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.RequestContext;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a client prefers its poll to be held: {@code wait=N} among the preferences of the header
 * {@code Prefer} (RFC 7240). What is malformed counts as absent, as that RFC wants it.
 */
final class PreferredWait {

  static final String APPLIED = "Preference-Applied";

  private static final HeaderName PREFER = HeaderNames.create("Prefer");
  private static final long LONGEST = 60;

  // The first one counts if there are several.
  private static final Pattern WAIT =
      Pattern.compile(
          "(?:^|,)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:[,;]|$)", Pattern.CASE_INSENSITIVE);

  private PreferredWait() {}

  /** Whole seconds, cut at {@value #LONGEST}; empty if there is no such preference. */
  static Optional<Duration> of(RequestContext call) {
    return call.header(PREFER)
        .map(WAIT::matcher)
        .filter(Matcher::find)
        .map(found -> Duration.ofSeconds(Math.min(LONGEST, Long.parseLong(found.group(1)))));
  }
}
