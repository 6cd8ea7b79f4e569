/** Tests of what is pure: tables and many draws, no clock and no socket. */
@NullMarked
package dev.pollwise.simulator.job;

import org.jspecify.annotations.NullMarked;
