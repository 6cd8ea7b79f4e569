/**
 * What a policy costs before any job pays for it: the forecast and policies side by side, against
 * the best that is possible.
 *
 * <p>Types named {@code …Model} hold properties and commands and know neither a scene graph nor a
 * toolkit; what draws binds to them and never sees the client. Everything here belongs to one
 * thread, the toolkit's in the application and the test's in tests.
 */
@NullMarked
package dev.pollwise.dashboard.compare;

import org.jspecify.annotations.NullMarked;
