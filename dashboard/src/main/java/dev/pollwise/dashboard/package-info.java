/**
 * The desktop application: starts, puts the layers together, and ends cleanly.
 *
 * <p>The layers below it: {@code view} draws and binds, {@code model} knows, {@code feed} reaches
 * the world.
 */
@NullMarked
package dev.pollwise.dashboard;

import org.jspecify.annotations.NullMarked;
