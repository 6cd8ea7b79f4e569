/**
 * Documents in YAML or JSON: read with the line of what is wrong, and written in the form in which
 * they are read.
 */
@NullMarked
package dev.pollwise.simulator.document;

import org.jspecify.annotations.NullMarked;
