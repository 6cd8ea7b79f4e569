package dev.pollwise.client.store;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A file of tokens, and what is in it. */
abstract class TokenFile {

  static final InstantSource NOW = () -> Instant.parse("2030-01-01T00:00:00Z");

  @TempDir Path folder;

  Path path() {
    return folder.resolve("waits.txt");
  }

  static ResumeToken token(int number) {
    return new ResumeToken(
        URI.create("http://h"),
        JobId.of("job-" + number),
        Instant.ofEpochSecond(1_800_000_000),
        new JobTraits(true, "speed", "", Duration.ofMinutes(number)));
  }

  List<ResumeToken> onDisk() throws IOException {
    return Files.readAllLines(path()).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> ResumeToken.parse(line.substring(0, (line + " ").indexOf(' '))))
        .toList();
  }
}
