package dev.pollwise.simulator.report;

import dev.pollwise.simulator.report.StatusPoll.Moment;

/**
 * Between two moments somebody was not to ask. One that began before the request came binds it;
 * neither clock alone ends it, as one of them may have been moved by hand.
 */
record Pause(Moment from, Moment until) {

  boolean holds(Moment moment) {
    return moment.nanos() - from.nanos() >= 0 && moment.isBefore(until);
  }

  boolean isOver(Moment moment) {
    return !moment.isBefore(until);
  }
}
