/**
 * What can go wrong with a request, where and how often; and the decision, made once per request,
 * what does. Knows no HTTP and no clock.
 */
@NullMarked
package dev.pollwise.simulator.fault;

import org.jspecify.annotations.NullMarked;
