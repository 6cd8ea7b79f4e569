/**
 * The pipeline that every request passes: route, work, faults, records. Requests are served by
 * virtual threads, one each; every class is safe for use by all of them unless it says that it
 * belongs to one request.
 */
@NullMarked
package dev.pollwise.simulator.http;

import org.jspecify.annotations.NullMarked;
