/** How fast and how small the simulator is, beside a bare server in the same run. */
@NullMarked
package dev.pollwise.simulator.benchmark;

import org.jspecify.annotations.NullMarked;
