/** The extension, run by JUnit inside of tests, and the assertions. */
@NullMarked
package dev.pollwise.simulator.junit;

import org.jspecify.annotations.NullMarked;
