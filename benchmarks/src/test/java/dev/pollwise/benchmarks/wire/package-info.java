/** Tests of how contenders are graded. */
@NullMarked
package dev.pollwise.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
