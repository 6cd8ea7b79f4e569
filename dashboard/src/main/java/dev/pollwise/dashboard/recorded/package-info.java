/**
 * A log of somebody's own polling: what it cost, how long its jobs took, and what the best would
 * have cost.
 *
 * <p>Types named {@code …Model} hold properties and commands and know neither a scene graph nor a
 * toolkit; what draws binds to them and never sees the client. Reading a log blocks and belongs to
 * a thread of its own; everything else belongs to the toolkit's thread.
 */
@NullMarked
package dev.pollwise.dashboard.recorded;

import org.jspecify.annotations.NullMarked;
