/** Tests of the faces: routes without sockets, and the wire with them. */
@NullMarked
package dev.pollwise.simulator.http;

import org.jspecify.annotations.NullMarked;
