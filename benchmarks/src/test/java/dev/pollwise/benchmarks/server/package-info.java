@NullMarked
package dev.pollwise.benchmarks.server;

import org.jspecify.annotations.NullMarked;
