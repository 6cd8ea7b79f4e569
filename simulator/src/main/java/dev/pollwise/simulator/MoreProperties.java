package dev.pollwise.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** How Maven hands over what it was given: whatever the values hold, nothing is quoted. */
public final class MoreProperties {

  private static final String FILE = "pollwise.properties";

  private MoreProperties() {}

  /**
   * Properties, and below them those of the file that one of them names, {@code
   * pollwise.properties}.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static Properties with(Properties given) {
    Properties all = new Properties();
    String file = given.getProperty(FILE);
    if (file != null) {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        all.load(in);
      } catch (IOException e) {
        throw new IllegalArgumentException(FILE + ": cannot read " + file, e);
      }
    }
    all.putAll(given);
    all.remove(FILE);
    return all;
  }
}
