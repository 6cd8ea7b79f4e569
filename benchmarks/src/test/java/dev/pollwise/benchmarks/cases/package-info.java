/** Tests of the twelve cases. */
@NullMarked
package dev.pollwise.benchmarks.cases;

import org.jspecify.annotations.NullMarked;
