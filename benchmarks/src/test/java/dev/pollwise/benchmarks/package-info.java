/** Tests of the frame: the measurements themselves are no tests. */
@NullMarked
package dev.pollwise.benchmarks;

import org.jspecify.annotations.NullMarked;
