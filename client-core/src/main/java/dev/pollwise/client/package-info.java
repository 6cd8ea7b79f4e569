/**
 * Waits for video translations and other long-running jobs: polls less, knows sooner, loses no paid
 * job.
 *
 * <p>{@link dev.pollwise.client.TranslationClient} is the front door; with {@link
 * dev.pollwise.client.TranslationRequest} and {@link dev.pollwise.client.TranslationJob} it is all
 * that a newcomer needs. To wait for something else, see {@link dev.pollwise.client.poll.Poller};
 * to keep what was learned and which waits are not over, {@link dev.pollwise.client.store}; to test
 * code that waits, {@link dev.pollwise.client.testing}.
 *
 * <p>Threads: everything is safe for any thread; listeners and stages of futures run on virtual
 * threads. Null arguments are refused with a {@link NullPointerException}, illegal values with an
 * {@link IllegalArgumentException} that gives name, value and rule. A job that failed is a value; a
 * client that failed throws a {@link dev.pollwise.client.job.PollwiseException}. Stopping and
 * cancelling end the watching only: the service has no cancel, and the job goes on.
 */
@NullMarked
package dev.pollwise.client;

import org.jspecify.annotations.NullMarked;
