package dev.pollwise.dashboard.feed;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.pollwise.client.job.ResumeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The small file that keeps waits for paid jobs from one session to the next: a resume token on
 * each line, below a comment that says in words what it is. Holds no secret. Blocks for the disk.
 */
public final class UnfinishedWaits {

  private final Path file;

  /** Uses a file; it need not exist yet. */
  public UnfinishedWaits(Path file) {
    this.file = file;
  }

  /**
   * Reads the tokens; none where there is no file. A line that is no token is left out.
   *
   * @throws IOException if there is a file that cannot be read
   */
  List<ResumeToken> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<ResumeToken> tokens = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        parse(line, tokens);
      }
    }
    return tokens;
  }

  private static void parse(String line, List<ResumeToken> tokens) {
    try {
      tokens.add(ResumeToken.parse(line));
    } catch (IllegalArgumentException damaged) {
      // One damaged line must not keep the others from being taken up.
      System.getLogger(UnfinishedWaits.class.getName())
          .log(System.Logger.Level.WARNING, "a line of the unfinished waits is damaged");
    }
  }

  /** Keeps tokens, and these only; without any the file goes away. */
  void write(List<ResumeToken> tokens) throws IOException {
    if (tokens.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    List<String> lines = new ArrayList<>();
    lines.add("# Jobs that were not over when the Pollwise dashboard last knew of them.");
    for (ResumeToken token : tokens) {
      lines.add(
          "# job " + token.jobId() + " at " + token.server() + ", since " + token.startedAt());
      lines.add(token.toString());
    }
    // Whole or not at all: whatever was in it may be all that knows of a paid job.
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, lines);
    Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }
}
