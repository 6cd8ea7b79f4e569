package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred deaths, and H2 for comparison, are in {@link FleetSoak}. */
class CommitAndDieTest {

  @TempDir Path folder;

  @Test
  void whatSqliteHasCommittedIsThereAfterAProcessDied() throws Exception {
    assertThat(CommitAndDie.missingAfter(folder.resolve("kept.db").toString(), 6)).isEmpty();
  }
}
