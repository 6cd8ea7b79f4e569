/** Tests of the verdict. */
@NullMarked
package dev.pollwise.simulator.report;

import org.jspecify.annotations.NullMarked;
