package dev.pollwise.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTextTest {

  private static final TableLayout JOBS =
      new TableLayout(
          List.of(
              new TableLayout.Column("Late at most", 100), new TableLayout.Column("Status", 64)),
          List.of(
              new TableLayout.Order("Status", false), new TableLayout.Order("Late at most", true)));

  private final WindowModel window = new WindowModel();

  @Test
  void readsBackWhatItWrote() {
    window.colours().set(Colours.DARK);
    window.motion().set(Motion.REDUCED);
    window.largerText();
    window.area().set("area-server");
    window.duelOffered().set(false);
    window.profile().set("cheap");
    window.table("jobs").set(JOBS);
    window.table("log").set(TableLayout.USUAL);
    window.split("live").set(List.of(0.25, 0.5));
    window.bounds().set(Optional.of(new WindowBounds(10, -20, 1200.5, 800, true)));

    WindowModel again = new WindowModel();
    WindowText.read(WindowText.write(window), again);

    assertThat(again.colours().get()).isEqualTo(Colours.DARK);
    assertThat(again.motion().get()).isEqualTo(Motion.REDUCED);
    assertThat(again.textSize().get()).isEqualTo(110);
    assertThat(again.area().get()).isEqualTo("area-server");
    assertThat(again.duelOffered().get()).isFalse();
    assertThat(again.profile().get()).isEqualTo("cheap");
    assertThat(again.table("jobs").get()).isEqualTo(JOBS);
    assertThat(again.table("log").get()).isEqualTo(TableLayout.USUAL);
    assertThat(again.split("live").get()).containsExactly(0.25, 0.5);
    assertThat(again.bounds().get()).contains(new WindowBounds(10, -20, 1200.5, 800, true));
    assertThat(WindowText.write(again)).isEqualTo(WindowText.write(window));
  }

  @Test
  void aWindowNobodyChangedIsReadBackToo() {
    WindowModel again = new WindowModel();
    WindowText.read(WindowText.write(window), again);

    assertThat(again.bounds().get()).isEmpty();
    assertThat(again.textSize().get()).isEqualTo(WindowModel.USUAL_TEXT_SIZE);
    assertThat(again.colours().get()).isEqualTo(Colours.SYSTEM);
  }

  @Test
  void aDuelIsOfferedAtTheFirstStartAndNotToSomebodyWhoWasHereBefore() {
    assertThat(window.duelOffered().get()).isTrue();
    WindowText.read(WindowText.write(window), window);
    assertThat(window.duelOffered().get()).isTrue();

    WindowText.read("text-size = 100", window);

    assertThat(window.duelOffered().get()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "colours = pink, must be one of",
    "motion = wild, must be one of",
    "text-size = huge, must be a whole number",
    "text-size = 500, must be one of",
    "split.live = 0.5 7, must be from 0 to 1",
    "table.jobs.columns = Status, must be a number",
    "table.jobs.columns = Status -5, must be positive",
    "bounds = 1 2 3, must be four numbers",
    "bounds = 1 2 0 4, must be of a positive size",
    "bounds = a b c d, must be a number"
  })
  void refusesADamagedLineWithItsRule(String line, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowText.read(line, window))
        .withMessageContaining(rule);
  }

  @Test
  void textStaysBetweenTheSmallestAndTheLargest() {
    for (int i = 0; i < 20; i++) {
      window.largerText();
    }
    assertThat(window.textSize().get()).isEqualTo(150);
    for (int i = 0; i < 20; i++) {
      window.smallerText();
    }
    assertThat(window.textSize().get()).isEqualTo(80);
    window.usualText();
    assertThat(window.textSize().get()).isEqualTo(100);
  }

  @Test
  void refusesAnOrderThatGoesNowhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TableLayout.read("Status 64", "Status sideways"))
        .withMessage("order \"Status sideways\": must end with up or down");
  }
}
