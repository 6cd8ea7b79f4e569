package dev.pollwise.dashboard.server;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A submit that was sent, or was about to be, and whose answer is not known: what asks again for
 * the very same jobs.
 *
 * @param reference under which its idempotency key is kept
 * @param server where
 * @param video the source video
 * @param languages one job for each
 * @param at when it was begun, by the wall clock
 */
public record UnansweredSubmit(
    String reference, URI server, URI video, List<String> languages, Instant at) {

  public UnansweredSubmit {
    languages = List.copyOf(languages);
  }

  /** What a submit is kept under: all that it says, and what tells it from its like. */
  public static String newReference(ServerChoice server, URI video, List<String> languages) {
    return Stream.concat(
            Stream.of(UUID.randomUUID().toString(), server.label(), video.toString()),
            languages.stream())
        .collect(Collectors.joining("\n"));
  }

  /** Reads it; empty where a reference was written by something else. */
  public static Optional<UnansweredSubmit> read(String reference, Instant at) {
    List<String> lines = reference.lines().toList();
    try {
      return lines.size() < 4
          ? Optional.empty()
          : Optional.of(
              new UnansweredSubmit(
                  reference,
                  URI.create(lines.get(1)),
                  URI.create(lines.get(2)),
                  lines.subList(3, lines.size()),
                  at));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** How many jobs it asks for. */
  public int jobs() {
    return languages.size();
  }
}
