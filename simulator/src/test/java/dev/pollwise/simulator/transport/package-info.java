/** Tests of connections and waiting. */
@NullMarked
package dev.pollwise.simulator.transport;

import org.jspecify.annotations.NullMarked;
