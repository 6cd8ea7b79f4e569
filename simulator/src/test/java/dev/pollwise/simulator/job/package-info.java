/** Tests of plans and laws: pure values. */
@NullMarked
package dev.pollwise.simulator.job;

import org.jspecify.annotations.NullMarked;
