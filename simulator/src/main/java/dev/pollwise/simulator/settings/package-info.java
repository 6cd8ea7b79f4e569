/**
 * What the program is told by arguments, environment, system properties and a file; checked, with
 * name, value and rule where something is wrong.
 */
@NullMarked
package dev.pollwise.simulator.settings;

import org.jspecify.annotations.NullMarked;
