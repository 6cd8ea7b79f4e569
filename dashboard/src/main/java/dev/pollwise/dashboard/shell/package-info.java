/**
 * The window around the areas: its frame, keys, dialogs and looks, and the one model through which
 * events enter.
 *
 * <p>Types named {@code …Model} hold properties and commands and know neither a scene graph nor a
 * toolkit; what draws binds to them and never sees the client. Everything here belongs to one
 * thread, the toolkit's in the application and the test's in tests.
 */
@NullMarked
package dev.pollwise.dashboard.shell;

import org.jspecify.annotations.NullMarked;
