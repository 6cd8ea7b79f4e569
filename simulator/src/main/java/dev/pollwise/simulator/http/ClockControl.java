package dev.pollwise.simulator.http;

import dev.pollwise.simulator.scenario.FieldReader;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.time.Duration;

/** The clock. */
final class ClockControl {

  private final SimulatedClock clock;
  private final TruthJson truth;

  ClockControl(SimulatedClock clock) {
    this.clock = clock;
    this.truth = new TruthJson(clock);
  }

  Answer show(Call call) {
    return Answer.json(200, truth.clock().build());
  }

  Answer set(Call call) {
    ControlBody.read(
        call,
        document -> {
          FieldReader fields = new FieldReader(document);
          double scale =
              fields.read(
                  "scale",
                  clock.scale(),
                  value -> {
                    double number = FieldReader.number(value);
                    return value.spot().make(() -> SimulatedClock.requireScale(number));
                  });
          boolean frozen = fields.read("frozen", clock.isFrozen(), FieldReader::flag);
          fields.end();
          set(scale, frozen);
          return document;
        });
    return show(call);
  }

  /** Touches only what is to be different, as each touch is an event. */
  private void set(double scale, boolean frozen) {
    if (scale != clock.scale()) {
      clock.scale(scale);
    }
    if (frozen != clock.isFrozen()) {
      clock.freeze(frozen);
    }
  }

  Answer advance(Call call) {
    Duration by =
        ControlBody.read(
            call,
            document -> {
              FieldReader fields = new FieldReader(document);
              Duration time = fields.require("by", FieldReader::duration);
              fields.end();
              return time;
            });
    try {
      clock.advance(by);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("by", String.valueOf(e.getMessage()));
    }
    return show(call);
  }
}
