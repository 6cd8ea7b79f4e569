/** Tests of how contenders are graded. */
@NullMarked
package dev.pollwise.benchmarks.elsewhere;

import org.jspecify.annotations.NullMarked;
