/** Tests of the whole server, and what the tests of its packages share. */
@NullMarked
package dev.pollwise.simulator;

import org.jspecify.annotations.NullMarked;
