/** Tests of the whole window, and of the rules between its layers. */
@NullMarked
package dev.pollwise.dashboard;

import org.jspecify.annotations.NullMarked;
