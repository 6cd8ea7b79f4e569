package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.poll.SharedKnowledge.Experience;
import dev.pollwise.client.request.EventDispatcher;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all waits of a poller share.
 *
 * @param coalescer asks the server
 * @param context of the server
 * @param budget how many calls may be made; null for any number
 * @param dispatcher brings events to listeners
 * @param experience what is known of jobs that are over
 * @param outages whether the server can be reached
 * @param reliability how well announcements can be relied on
 * @param phase where the common beat begins, so that two pollers do not share it by accident
 */
record PollRuntime(
    CallCoalescer coalescer,
    ServerContext context,
    @Nullable Budget budget,
    EventDispatcher<JobEvent> dispatcher,
    Experience experience,
    OutageMonitor outages,
    WebhookReliability reliability,
    Duration phase) {

  PollClock clock() {
    return context.clock();
  }

  Executor worker() {
    return context.worker();
  }
}
