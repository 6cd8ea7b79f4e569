package dev.pollwise.dashboard.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyTextTest {

  @Test
  void keysAreToldAsThePlatformHasThem() {
    assertThat(KeyText.of("Stop all (Ctrl+Shift+.), Ctrl+F, Alt+J", true))
        .isEqualTo("Stop all (⇧⌘.), ⌘F, ⌥J");
    assertThat(KeyText.of("Stop all (Ctrl+Shift+.)", false)).isEqualTo("Stop all (Ctrl+Shift+.)");
  }
}
