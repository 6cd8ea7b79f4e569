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
 * @param server asked by the calls of all waits
 * @param dispatcher brings events to listeners
 * @param experience what is known of jobs that are over
 * @param outages whether the server can be reached
 * @param reliability how well announcements can be relied on
 * @param phase where the common beat begins, so that two pollers do not share it by accident
 */
record PollRuntime(
    Caller.Server server,
    EventDispatcher<JobEvent> dispatcher,
    Experience experience,
    OutageMonitor outages,
    WebhookReliability reliability,
    Duration phase) {

  CallCoalescer coalescer() {
    return server.coalescer();
  }

  ServerContext context() {
    return server.context();
  }

  @Nullable Budget budget() {
    return server.budget();
  }

  PollClock clock() {
    return server.clock();
  }

  Executor worker() {
    return server.worker();
  }
}
