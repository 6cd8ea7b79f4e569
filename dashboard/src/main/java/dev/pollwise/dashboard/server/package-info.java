/**
 * Where jobs run, and what a simulator tells of itself and can be told: its clock, its faults, its
 * verdict on the client.
 *
 * <p>Types named {@code …Model} hold properties and commands and know neither a scene graph nor a
 * toolkit; what draws binds to them and never sees the client. Everything here belongs to one
 * thread, the toolkit's in the application and the test's in tests.
 */
@NullMarked
package dev.pollwise.dashboard.server;

import org.jspecify.annotations.NullMarked;
