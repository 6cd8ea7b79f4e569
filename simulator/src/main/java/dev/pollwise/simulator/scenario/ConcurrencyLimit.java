package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.ResponseKeys;
import java.util.List;
import java.util.Map;

/**
 * How many unfinished jobs one API key may have, and how a submit is refused while it has as many.
 *
 * @param jobs 0 for no limit
 * @param refusal of what status, with what body; an envelope without a code or a message has those
 *     that are usual
 * @param untilFree whether {@code Retry-After} tells when enough jobs will be over, in place of
 *     what the refusal says
 */
public record ConcurrencyLimit(int jobs, Fault.StatusError refusal, boolean untilFree) {

  private static final Fault.StatusError USUAL =
      new Fault.StatusError(429, ErrorBody.usual(), new Fault.RetryHint.None());

  /** How it stands in documents: a number alone, or one with a refusal of its own. */
  static final Form<ConcurrencyLimit> FORM = form();

  /** Refuses a negative limit. */
  public ConcurrencyLimit {
    Range.of(0, Range.LARGEST).require("concurrency", jobs);
  }

  /** More than that are refused by 429 in the usual envelope, with a true {@code Retry-After}. */
  public static ConcurrencyLimit of(int jobs) {
    return new ConcurrencyLimit(jobs, USUAL, true);
  }

  private static Form<ConcurrencyLimit> form() {
    Form<Integer> count = Form.WHOLE.held("concurrency", Range.of(1, Range.LARGEST));
    Key<ConcurrencyLimit, Integer> jobs = Key.of("jobs", count, ConcurrencyLimit::jobs);
    Mapping.Part<ConcurrencyLimit, Fault.StatusError> refusal =
        ResponseKeys.response(429).in(ConcurrencyLimit::refusal);
    Mapping.Part<ConcurrencyLimit, Boolean> untilFree = new UntilFree();
    Form<ConcurrencyLimit> whole =
        Mapping.of(
                List.of(jobs, refusal, untilFree),
                fields ->
                    new ConcurrencyLimit(
                        jobs.read(fields), refusal.read(fields), untilFree.read(fields)))
            .form();
    Form<ConcurrencyLimit> number = count.as(ConcurrencyLimit::of, ConcurrencyLimit::jobs);
    return new Form<>(
        "whole number",
        "{anyOf: [" + number.schema() + ", " + whole.schema() + "]}",
        value -> value instanceof YamlValue.Text ? number.read(value) : whole.read(value),
        limit -> limit.equals(of(limit.jobs())) ? number.write(limit) : whole.write(limit));
  }

  /** Told by the lack of {@code retry-after}. */
  private static final class UntilFree implements Mapping.Part<ConcurrencyLimit, Boolean> {

    @Override
    public Boolean read(FieldReader fields) {
      return fields.field("retry-after").isEmpty();
    }

    @Override
    public void write(ConcurrencyLimit limit, Map<String, YamlValue> fields) {
      if (!limit.untilFree()) {
        fields.putIfAbsent("retry-after", Fault.RetryHint.FORM.write(new Fault.RetryHint.None()));
      }
    }

    @Override
    public List<Key<?, ?>> keys() {
      return List.of();
    }
  }
}
