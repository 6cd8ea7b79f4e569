/** Tests of fault rules: who is hit, how often. */
@NullMarked
package dev.pollwise.simulator.fault;

import org.jspecify.annotations.NullMarked;
