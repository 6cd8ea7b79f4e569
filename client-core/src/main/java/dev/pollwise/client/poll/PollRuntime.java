package dev.pollwise.client.poll;

import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.SharedPause;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all waits of a poller share.
 *
 * @param desk asks the server
 * @param pause until when the server wants no call at all
 * @param budget how many calls may be made; null for any number
 * @param clock measures and times
 * @param worker runs steps; never the caller's thread
 * @param chance draws evenly from [0, 1); safe for any thread
 * @param dispatcher brings events to listeners
 * @param experience what is known of jobs that are over
 * @param contact whether the server can be reached
 * @param push how well announcements can be relied on
 * @param phase where the common beat begins, so that two pollers do not share it by accident
 */
record PollRuntime(
    CallCoalescer desk,
    SharedPause pause,
    @Nullable Budget budget,
    PollClock clock,
    Executor worker,
    DoubleSupplier chance,
    EventDispatcher dispatcher,
    Experience experience,
    OutageMonitor contact,
    WebhookReliability push,
    Duration phase) {}
