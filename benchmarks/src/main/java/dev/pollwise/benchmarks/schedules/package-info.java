/**
 * What schedules cost, in virtual time: when {@link dev.pollwise.benchmarks.schedules.Peer others}
 * poll, as shipped and at their best, and when Pollwise does, on the same jobs. Times are in
 * seconds since the submit.
 */
@NullMarked
package dev.pollwise.benchmarks.schedules;

import org.jspecify.annotations.NullMarked;
