package dev.pollwise.simulator.heygen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The target languages: HeyGen's names, and a code for each. */
final class Languages {

  /** A language. */
  record Language(String name, String code) {}

  private final Map<String, Language> byName = new LinkedHashMap<>();
  private final Map<String, Language> byCode = new LinkedHashMap<>();

  private Languages(List<String> lines) {
    for (String line : lines) {
      int tab = line.indexOf('\t');
      Language language = new Language(line.substring(tab + 1), line.substring(0, tab));
      byName.put(language.name(), language);
      byCode.put(language.code(), language);
    }
  }

  /** Those that are shipped. */
  static Languages shipped() {
    try (InputStream in =
        Objects.requireNonNull(Languages.class.getResourceAsStream("languages.tsv"))) {
      return new Languages(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  Optional<Language> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<Language> coded(String code) {
    return Optional.ofNullable(byCode.get(code));
  }
}
