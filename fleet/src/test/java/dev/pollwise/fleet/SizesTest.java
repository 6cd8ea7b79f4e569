package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of what {@link FleetSoak} prints. */
@Timeout(90)
class SizesTest {

  @TempDir Path folder;

  @Test
  void tablesAndIndexesStayAsTheyAreHoweverOftenAsManyJobsArePolled() {
    List<Map<String, Long>> sizes = FleetSizes.after(Store.POSTGRESQL.open(folder), 3, 700);

    assertThat(FleetSizes.grown(sizes)).as("grown, of %s", sizes).isEmpty();
  }
}
