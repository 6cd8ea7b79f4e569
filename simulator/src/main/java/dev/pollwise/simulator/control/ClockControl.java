package dev.pollwise.simulator.control;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
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

  Response show(RequestContext call) {
    return Response.json(200, truth.clock().build());
  }

  Response set(RequestContext call) {
    ControlBody.read(
        call,
        document -> {
          FieldReader fields = new FieldReader(document);
          double scale =
              fields.read(
                  "scale",
                  clock.scale(),
                  Form.NUMBER.held("scale", SimulatedClock.SCALES).reader());
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

  Response advance(RequestContext call) {
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
      throw ApiError.invalid("by", String.valueOf(e.getMessage()));
    }
    return show(call);
  }
}
