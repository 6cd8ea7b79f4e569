/** Tests of the faces: routes without sockets. */
@NullMarked
package dev.pollwise.simulator.heygen;

import org.jspecify.annotations.NullMarked;
