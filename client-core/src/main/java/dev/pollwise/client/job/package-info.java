/**
 * The vocabulary of waiting: ids, statuses, answers, events, outcomes and exceptions. Plain values:
 * no I/O, no threads, no clock. Null is refused with a {@link NullPointerException}.
 */
@NullMarked
package dev.pollwise.client.job;

import org.jspecify.annotations.NullMarked;
