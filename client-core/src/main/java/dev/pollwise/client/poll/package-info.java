/**
 * How one poll leads to the next: a poller watches anything for which the user supplies a {@link
 * dev.pollwise.client.poll.StatusSource}.
 *
 * <p>Threads: listeners and stages of futures run on virtual threads of the poller, one event at a
 * time for each listener; a slow or throwing listener holds up nobody else. No thread is kept per
 * job. Null arguments are refused with a {@link NullPointerException}. Cancelling a future that a
 * handle gave out stops watching; the job itself goes on at the server.
 */
@NullMarked
package dev.pollwise.client.poll;

import org.jspecify.annotations.NullMarked;
