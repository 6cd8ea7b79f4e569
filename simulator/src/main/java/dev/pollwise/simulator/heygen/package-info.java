/**
 * What clients see: the HeyGen API, one service per resource, and the plain API. Requests are
 * served by virtual threads, one each; every class is safe for use by all of them unless it says
 * that it belongs to one request.
 */
@NullMarked
package dev.pollwise.simulator.heygen;

import org.jspecify.annotations.NullMarked;
