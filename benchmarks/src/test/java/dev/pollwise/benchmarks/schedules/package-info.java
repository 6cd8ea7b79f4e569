/** Tests of the schedules that are compared, against what is known of them. */
@NullMarked
package dev.pollwise.benchmarks.schedules;

import org.jspecify.annotations.NullMarked;
