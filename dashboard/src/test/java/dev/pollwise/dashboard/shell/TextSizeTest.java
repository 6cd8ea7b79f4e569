package dev.pollwise.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextSizeTest {

  @Test
  void lengthsGrowWithTheTextAndThinLinesStayThin() {
    assertThat(TextSize.scaled("-fx-font-size: 12px; -fx-padding: 0 1px 2px 8px;", 125))
        .isEqualTo("-fx-font-size: 15.0px; -fx-padding: 0 1px 2px 10.0px;");
  }

  @Test
  void theUsualSizeNeedsNoOtherSheet() {
    assertThat(TextSize.sheet("file:/any.css", 100)).isEqualTo("file:/any.css");
  }
}
