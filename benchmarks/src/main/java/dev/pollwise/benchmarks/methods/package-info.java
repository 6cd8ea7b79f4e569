/** Single methods, timed by JMH in a Java machine of their own. */
@NullMarked
package dev.pollwise.benchmarks.methods;

import org.jspecify.annotations.NullMarked;
