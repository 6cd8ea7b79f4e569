package dev.pollwise.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.simulation.Journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final JournalEntry ENTRY =
      new JournalEntry(
          0,
          Duration.ZERO,
          Instant.EPOCH,
          "GET",
          "/status",
          "status",
          200,
          Duration.ZERO,
          "",
          "",
          "",
          "",
          "");

  private final Journal journal = new Journal(2);

  @Test
  void forgetsTheOldestFirst() {
    for (int i = 0; i < 3; i++) {
      journal.write(ENTRY, i);
    }

    assertThat(journal.entries(entry -> true, 10))
        .extracting(JournalEntry::number)
        .containsExactly(2L, 3L);
    assertThat(journal.written()).isEqualTo(3);
    assertThat(journal.forgotten()).isEqualTo(1);
  }

  @Test
  void writesNothingThatBeganBeforeAllWasForgotten() {
    journal.clear(100);

    assertThat(journal.write(ENTRY, 99)).isEmpty();
    assertThat(journal.write(ENTRY, 100)).map(JournalEntry::number).contains(1L);
    assertThat(journal.entries(entry -> true, 10)).hasSize(1);
  }

  @Test
  void tellsTimesThatAreNegativeApart() {
    journal.clear(Long.MAX_VALUE);

    assertThat(journal.write(ENTRY, Long.MIN_VALUE)).isPresent();
  }
}
