package dev.pollwise.client.poll;

import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * What all waits of a poller share.
 *
 * @param source asks the server
 * @param clock measures and times
 * @param worker runs steps; never the caller's thread
 * @param chance draws evenly from [0, 1); safe for any thread
 * @param dispatcher brings events to listeners
 */
record PollRuntime(
    StatusSource source,
    PollClock clock,
    Executor worker,
    DoubleSupplier chance,
    EventDispatcher dispatcher) {}
