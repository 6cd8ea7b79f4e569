@NullMarked
package dev.pollwise.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
