/** Hostile requests, and what the server must not do about them. */
@NullMarked
package dev.pollwise.simulator.fuzz;

import org.jspecify.annotations.NullMarked;
