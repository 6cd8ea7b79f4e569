/** Tests of how contenders are graded. */
@NullMarked
package dev.pollwise.benchmarks.dashboard;

import org.jspecify.annotations.NullMarked;
