package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Subject;
import java.util.function.Function;

/**
 * One line of a route table.
 *
 * @param name by which fault rules, journal and metrics call it
 * @param subject whom a request is about, as far as that shows before any work is done
 * @param work what it does; may throw {@link Refusal}
 */
record Route(String name, Function<Call, Subject> subject, Function<Call, Answer> work) {

  /** A route that is about no job. */
  static Route of(String name, Function<Call, Answer> work) {
    return new Route(name, call -> Subject.ofRoute(name), work);
  }
}
