package dev.pollwise.benchmarks;

import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * One who takes part in a comparison.
 *
 * @param name as the tables call it
 * @param library what is measured, with its version; see {@link #libraryOf}
 * @param measure measures it once
 */
public record Contender(String name, String library, Measure measure) {

  /** Measures a contender once. */
  @FunctionalInterface
  public interface Measure {

    /**
     * One measurement.
     *
     * @param round 0 for the first; rounds differ in what they draw, contenders of one round do not
     */
    Trial run(int round) throws Exception;
  }

  /** The jar that a class comes from, which tells name and version: {@code failsafe-3.3.2}. */
  public static String libraryOf(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "JDK " + Runtime.version();
    }
    String file = Path.of(source.getLocation().getPath()).getFileName().toString();
    return file.endsWith(".jar") ? file.substring(0, file.length() - 4) : "this build";
  }
}
