package dev.pollwise.simulator.report;

import dev.pollwise.simulator.report.Gradebook.StatusPoll.Moment;

/**
 * Between two moments somebody was not to ask. It binds what comes from the first on; of a request
 * that may have been under way nobody can say so before, except on the connection that heard of it.
 * It is over when either clock says so, as one of them may have been moved by hand.
 *
 * @param heard when somebody was told
 * @param from from when on nothing can have been under way any more
 * @param connection on which it was told; empty for none
 */
record Pause(Moment heard, Moment from, Moment until, String connection) {

  /** One that binds at once. */
  Pause(Moment from, Moment until) {
    this(from, from, until, "");
  }

  boolean holds(Moment moment, String onConnection) {
    Moment first = connection.equals(onConnection) ? heard : from;
    return moment.nanos() - first.nanos() >= 0 && moment.isBefore(until);
  }

  boolean isOver(Moment moment) {
    return !moment.isBefore(until);
  }

  /** This one made longer by another, which began while it lasted. */
  Pause until(Pause other) {
    return new Pause(other.heard, from, other.until, other.connection);
  }
}
