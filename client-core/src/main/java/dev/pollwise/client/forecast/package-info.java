/**
 * What a policy would cost: the decisions of a {@link dev.pollwise.client.poll.Poller}, made in
 * virtual time for jobs drawn from a law or recorded. One thread, no clock, no I/O; nothing here is
 * null.
 */
@NullMarked
package dev.pollwise.client.forecast;

import org.jspecify.annotations.NullMarked;
