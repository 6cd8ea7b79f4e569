package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The scenarios that can be called by name: those that are shipped, and those in a folder, which
 * come first. Files are read each time, so that an edit takes effect at the next use.
 */
public final class ScenarioCatalogue {

  /** The names that are shipped. */
  public static final List<String> SHIPPED =
      List.of(
          "happy-path",
          "heygen-typical",
          "heygen-peak-hours",
          "flaky-network",
          "rate-limited",
          "outage",
          "stuck-job",
          "bad-source-video",
          "chaos");

  private static final String ENDING = ".yaml";
  private static final String RESOURCES = "/dev/pollwise/simulator/config/scenarios/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  private final List<Path> folders;

  private ScenarioCatalogue(List<Path> folders) {
    this.folders = folders;
  }

  /** The shipped scenarios, and those in the folder, which need not exist. */
  public static ScenarioCatalogue with(Path folder) {
    return new ScenarioCatalogue(List.of(folder));
  }

  /** The shipped scenarios only. */
  public static ScenarioCatalogue shipped() {
    return new ScenarioCatalogue(List.of());
  }

  /** All names, sorted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(SHIPPED);
    folders.forEach(folder -> names.addAll(namesIn(folder)));
    return names;
  }

  private static List<String> namesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .filter(name -> NAME.matcher(name).matches())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The scenario of that name; empty if there is none.
   *
   * @throws DocumentException if there is one, and it is wrong
   */
  public Optional<Scenario> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    return folders.stream()
        .map(folder -> folder.resolve(name + ENDING))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(ScenarioCatalogue::file)
        .or(() -> resource(name));
  }

  /**
   * The scenario of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Scenario require(String name) {
    return find(name)
        .orElseThrow(() ->
            new IllegalArgumentException("scenario \"" + name + "\": must be one of " + names()));
  }

  /**
   * The scenario in a file.
   *
   * @throws DocumentException if it cannot be read, or is wrong
   */
  public static Scenario file(Path file) {
    String fileName = String.valueOf(file.getFileName());
    String name =
        fileName.endsWith(ENDING)
            ? fileName.substring(0, fileName.length() - ENDING.length())
            : fileName;
    return Scenario.read(Yaml.read(file.toString(), Yaml.textOf(file, file.toString())), name);
  }

  private static Optional<Scenario> resource(String name) {
    String path = RESOURCES + name + ENDING;
    try (InputStream in = ScenarioCatalogue.class.getResourceAsStream(path)) {
      if (in == null) {
        return Optional.empty();
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Scenario.read(Yaml.read(name + ENDING, text), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
