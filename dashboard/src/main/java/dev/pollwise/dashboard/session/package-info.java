/**
 * A session as something to keep and to share: one file that can be opened again, and one report
 * for people who do not have this program.
 *
 * <p>Plain values and texts; any thread.
 */
@NullMarked
package dev.pollwise.dashboard.session;

import org.jspecify.annotations.NullMarked;
