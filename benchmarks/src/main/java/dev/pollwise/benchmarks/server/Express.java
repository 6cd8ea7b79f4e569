package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.child.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The Node Express server in {@code src/main/node}, with its packages installed below {@code
 * target}. Where Node or its packages cannot be had, the comparison does without it.
 */
record Express(Path folder) {

  /** As {@code package.json} has it. */
  static final String VERSION = "5.3.0";

  private static final Path SOURCE = Path.of("benchmarks", "src", "main", "node");
  private static final Path TARGET = Path.of("benchmarks", "target", "node");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "server.js");

  /** What npm writes when all packages are there. */
  private static final String INSTALLED = "node_modules/.package-lock.json";

  private static final int SECONDS_TO_INSTALL = 120;

  /** Installs it; empty, and a line that says so, where that does not work. */
  static Optional<Express> install() throws InterruptedException {
    try {
      Files.createDirectories(TARGET);
      for (String file : FILES) {
        Path _ =
            Files.copy(
                SOURCE.resolve(file), TARGET.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      boolean works =
          succeeds("node", "--version")
              && (Files.isRegularFile(TARGET.resolve(INSTALLED))
                  || succeeds("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
      if (works) {
        return Optional.of(new Express(TARGET));
      }
    } catch (IOException e) {
      System.out.println("Node Express: " + e.getMessage());
    }
    System.out.println("Node Express is left out: node, npm or its packages are missing");
    return Optional.empty();
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(TARGET.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor(SECONDS_TO_INSTALL, TimeUnit.SECONDS)) {
      return process.exitValue() == 0;
    }
    Process _ = process.destroyForcibly();
    return false;
  }

  /** The program, to be started with a port as its last argument. */
  List<String> command(int port) {
    return List.of(
        "node", "--expose-gc", folder.resolve("server.js").toString(), Integer.toString(port));
  }

  Child start(int port) throws IOException {
    return Child.start(command(port));
  }
}
