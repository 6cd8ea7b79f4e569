/**
 * Webhooks of the server: which deliveries are genuine, and what they say. Nothing here blocks or
 * throws for what a delivery holds; safe for any thread. Null arguments are refused with a {@link
 * NullPointerException}.
 */
@NullMarked
package dev.pollwise.client.webhook;

import org.jspecify.annotations.NullMarked;
