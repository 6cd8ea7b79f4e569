/** Tests of the control face: routes without sockets. */
@NullMarked
package dev.pollwise.simulator.control;

import org.jspecify.annotations.NullMarked;
