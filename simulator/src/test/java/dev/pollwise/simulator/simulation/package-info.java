/** Tests of what is pure: tables and many draws, no clock and no socket. */
@NullMarked
package dev.pollwise.simulator.simulation;

import org.jspecify.annotations.NullMarked;
