/**
 * One request: timed, called off, repeated until its fate is known, held back while the server asks
 * for a pause. What waits here is Failsafe, by a clock that is handed in.
 *
 * <p>Threads: nothing here blocks; what is repeated runs on the executor that is handed in. Null
 * arguments are refused with a {@link NullPointerException}.
 */
@NullMarked
package dev.pollwise.client.request;

import org.jspecify.annotations.NullMarked;
