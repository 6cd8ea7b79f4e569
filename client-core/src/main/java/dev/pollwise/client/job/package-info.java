/**
 * The vocabulary of waiting: ids, statuses, answers, events, outcomes and exceptions. Plain values:
 * no I/O, no threads, no clock.
 */
@NullMarked
package dev.pollwise.client.job;

import org.jspecify.annotations.NullMarked;
