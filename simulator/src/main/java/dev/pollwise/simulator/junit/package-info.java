/**
 * The simulator in tests of JUnit Jupiter, and assertions on the verdict. JUnit is there where such
 * tests are; whoever takes this module for anything else does not get it.
 */
@NullMarked
package dev.pollwise.simulator.junit;

import org.jspecify.annotations.NullMarked;
