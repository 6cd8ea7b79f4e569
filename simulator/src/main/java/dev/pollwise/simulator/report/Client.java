package dev.pollwise.simulator.report;

/**
 * Who calls, as far as a server can tell.
 *
 * @param key a fingerprint of the API key, never the key; empty where no key is asked for, or none
 *     was accepted
 * @param userAgent the {@code User-Agent} header, shortened; empty if there was none
 */
public record Client(String key, String userAgent) {}
