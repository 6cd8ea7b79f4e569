package dev.pollwise.client.http;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a submit asks for.
 *
 * @param video where the source is
 * @param languages the targets, one job each
 * @param options all else, by the server's field names
 */
public record TranslationOrder(URI video, List<String> languages, Map<String, Object> options) {
  /** Copies the collections. */
  public TranslationOrder {
    languages = List.copyOf(languages);
    options = Map.copyOf(options);
  }
}
