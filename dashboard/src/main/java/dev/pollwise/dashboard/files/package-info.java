/**
 * What is read from files and written to them: profiles, documents, sessions, logs, how the window
 * was left.
 *
 * <p>Everything here blocks for the disk unless it says otherwise, and tells what came of it as an
 * event.
 */
@NullMarked
package dev.pollwise.dashboard.files;

import org.jspecify.annotations.NullMarked;
