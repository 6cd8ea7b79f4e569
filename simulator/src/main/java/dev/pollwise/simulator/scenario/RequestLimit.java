package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A bucket of {@code burst} tokens that fills at {@code requests} per {@code per} of simulated time
 * and gives one to each request: in any span t, idle before or not, at most burst + requests · t /
 * per of them are admitted.
 *
 * @param requests 0 for no limit, at most 100,000
 * @param per 1 ms to 365 days
 * @param burst how many may come at once, 1 to 100,000
 */
public record RequestLimit(int requests, Duration per, int burst) {

  private static final int MOST = 100_000;
  private static final Range<Duration> SPANS = Range.of(Duration.ofMillis(1), Duration.ofDays(365));
  private static final Range<Integer> COUNTS = Range.of(1, MOST);

  /** How it stands in documents, for example {@code {requests: 100, per: 15m, burst: 20}}. */
  public static final Form<RequestLimit> FORM = form();

  /** Refuses numbers out of range. */
  public RequestLimit {
    Range.of(0, MOST).require("requests", requests);
    SPANS.require("per", per);
    COUNTS.require("burst", burst);
  }

  private static Form<RequestLimit> form() {
    Key<RequestLimit, Integer> requests =
        Key.of("requests", Form.WHOLE.held("requests", COUNTS), RequestLimit::requests);
    Key<RequestLimit, Duration> per = Key.of("per", Form.TIME.within(SPANS), RequestLimit::per);
    Key<RequestLimit, Optional<Integer>> burst =
        Key.optional("burst", Form.WHOLE.within(COUNTS), limit -> Optional.of(limit.burst()));
    return Mapping.of(
            List.of(requests, per, burst),
            fields -> {
              int most = requests.read(fields);
              return new RequestLimit(most, per.read(fields), burst.read(fields).orElse(most));
            })
        .form();
  }

  /** All of a span's requests may come at once. */
  public RequestLimit(int requests, Duration per) {
    this(requests, per, Math.max(1, requests));
  }

  /** No limit. */
  public static RequestLimit none() {
    return new RequestLimit(0, Duration.ofSeconds(1));
  }

  /** Whether it never refuses anything. */
  public boolean isNone() {
    return requests == 0;
  }
}
