/**
 * Listeners, connections and waiting: all that knows the innards of the web server. Each class is
 * safe for use by many threads unless it says that it belongs to one connection.
 */
@NullMarked
package dev.pollwise.simulator.transport;

import org.jspecify.annotations.NullMarked;
