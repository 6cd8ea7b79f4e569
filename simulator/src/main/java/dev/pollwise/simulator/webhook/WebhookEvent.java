package dev.pollwise.simulator.webhook;

import java.time.Instant;

/**
 * That something happened of which clients can be told.
 *
 * @param id by which receivers tell duplicates
 * @param number from 1, in the order of happening
 * @param owner whose job it was; a fingerprint, never the key itself
 * @param createdAt wall-clock time
 */
public record WebhookEvent(
    String id, long number, String owner, EventData data, Instant createdAt) {}
