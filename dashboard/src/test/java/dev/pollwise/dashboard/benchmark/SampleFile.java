package dev.pollwise.dashboard.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured, sample by sample, as CSV for the module {@code benchmarks}, which makes tables
 * and charts of it: the run, the contender, the round from 0, the figure with its unit in quotes,
 * the value. A figure that was taken more than once in a round has a line for each. Belongs to one
 * thread.
 */
public final class SampleFile {

  private static final String HEAD = "run,contender,round,figure,value";

  private final Path file;
  private final String run;
  private final List<String> lines = new ArrayList<>(List.of(HEAD));

  private SampleFile(Path file, String run) {
    this.file = file;
    this.run = run;
  }

  /**
   * Samples to be written at the end; what an earlier run wrote is deleted at once.
   *
   * @param run tells this run from all others
   */
  public static SampleFile begin(Path file, String run) throws IOException {
    Files.deleteIfExists(file);
    return new SampleFile(file, plain("run", run));
  }

  /** Adds a sample; those of a negative round only warmed up, and do not count. */
  public void add(String contender, int round, String figure, double value) {
    if (round >= 0) {
      lines.add(
          "%s,%s,%d,\"%s\",%s"
              .formatted(
                  run, plain("contender", contender), round, quotable("figure", figure), value));
    }
  }

  /** Writes all of them. */
  public void write() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  private static String plain(String name, String value) {
    if (value.contains(",")) {
      throw new IllegalArgumentException(name + " " + value + ": must be without commas");
    }
    return quotable(name, value);
  }

  private static String quotable(String name, String value) {
    if (value.isBlank() || !value.matches("[^\"\r\n]*")) {
      throw new IllegalArgumentException(
          name + " " + value + ": must be text without quotes and line ends");
    }
    return value;
  }
}
