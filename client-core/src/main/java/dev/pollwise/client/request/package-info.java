/**
 * What every request to a server goes by: time and threads, the pause that the server has asked
 * for, places in line while it has no room, what listeners hear and what the log says.
 *
 * <p>Threads: nothing here blocks. Null arguments are refused with a {@link NullPointerException}.
 */
@NullMarked
package dev.pollwise.client.request;

import org.jspecify.annotations.NullMarked;
