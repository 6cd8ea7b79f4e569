/** Tests of the world behind the faces. */
@NullMarked
package dev.pollwise.simulator.simulation;

import org.jspecify.annotations.NullMarked;
