package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import java.time.Duration;

/**
 * What an injected error says about coming back. Times are simulated; the client is told wall-clock
 * time.
 */
public sealed interface RetryHint {

  /** How long a client can be told to wait. */
  Range<Duration> WAITS = Range.of(Duration.ZERO, Durations.LONGEST);

  /** How it stands in documents. */
  Form<RetryHint> FORM =
      new Form<>(
          "time",
          "{anyOf: [{enum: [none]}, %1$s, {type: object, required: [date], properties: {date: %1$s}}]}"
              .formatted(Form.TIME.within(WAITS).schema()),
          RetryHint::read,
          RetryHint::write);

  /** Nothing. */
  record None() implements RetryHint {}

  /** {@code Retry-After} in seconds. */
  record InSeconds(Duration time) implements RetryHint {

    private static final Form<InSeconds> FORM =
        Form.TIME.within(WAITS).as(InSeconds::new, InSeconds::time);

    /** Refuses a time that is negative, or longer than 100 years. */
    public InSeconds {
      WAITS.require("retry-after", time);
    }
  }

  /** {@code Retry-After} as an HTTP date. */
  record AtDate(Duration time) implements RetryHint {

    private static final Form<AtDate> FORM =
        Mapping.of(Key.of("date", Form.TIME.within(WAITS), AtDate::time), AtDate::new).form();

    /** Refuses a time that is negative, or longer than 100 years. */
    public AtDate {
      WAITS.require("retry-after", time);
    }
  }

  private static RetryHint read(YamlValue value) {
    if (value instanceof YamlValue.Fields) {
      return AtDate.FORM.read(value);
    }
    return FieldReader.text(value).equals("none") ? new None() : InSeconds.FORM.read(value);
  }

  private static YamlValue write(RetryHint hint) {
    return switch (hint) {
      case None none -> YamlValue.ofText("none");
      case InSeconds seconds -> InSeconds.FORM.write(seconds);
      case AtDate date -> AtDate.FORM.write(date);
    };
  }
}
