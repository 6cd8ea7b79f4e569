/** Tests of the control API: routes without sockets. */
@NullMarked
package dev.pollwise.simulator.control;

import org.jspecify.annotations.NullMarked;
