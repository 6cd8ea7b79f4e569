/**
 * The wire: how HeyGen's API and a bare status server are asked, and what their answers mean. The
 * only place that knows JSON.
 *
 * <p>Parsing is pure; whatever a server sends becomes an {@link dev.pollwise.client.job.Answer},
 * never an exception. Texts that a server sent are shortened, cleaned of control characters and of
 * the caller's own credentials before anybody sees them.
 */
@NullMarked
package dev.pollwise.client.http;

import org.jspecify.annotations.NullMarked;
