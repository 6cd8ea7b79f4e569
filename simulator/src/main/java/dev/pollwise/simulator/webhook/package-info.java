/**
 * What the simulator tells others unasked: endpoints, events, and deliveries that are tried until
 * they arrive. {@link dev.pollwise.simulator.webhook.Outbox} decides by simulated time and owns no
 * threads; {@link dev.pollwise.simulator.webhook.WebhookSender} is the one place that waits and
 * sends.
 */
@NullMarked
package dev.pollwise.simulator.webhook;

import org.jspecify.annotations.NullMarked;
