/** Tests of what a person writes. */
@NullMarked
package dev.pollwise.simulator.scenario;

import org.jspecify.annotations.NullMarked;
