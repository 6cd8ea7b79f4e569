package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void whatIsAskedForLaterIsGreaterWithinAMillisecondAndWhereTheClockGoesBack() {
    List<String> ids =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Ids.next(1_800_000_000_000L - i / 5_000, UUID.randomUUID()))
            .toList();

    assertThat(ids).isSorted().doesNotHaveDuplicates();
    assertThat(ids.getFirst()).hasSizeLessThanOrEqualTo(40);
  }
}
