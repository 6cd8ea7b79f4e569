/**
 * Measurements of the client against rivals in the same run: what a poll costs, what a hundred
 * thousand waits take. Not tests: their figures depend on the machine.
 */
@NullMarked
package dev.pollwise.client.measure;

import org.jspecify.annotations.NullMarked;
