package dev.pollwise.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failsafe.Failsafe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

class FrameTest {

  @Test
  void medianIsTheMiddleAndSpreadReachesBothEnds() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
    assertThat(Spread.of(3, Double.NaN, 1)).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(Double.NaN, Double.NaN).text()).isEqualTo("–");
    assertThatIllegalArgumentException().isThrownBy(Spread::of).withMessageContaining("values");
  }

  @Test
  void numbersHaveThreeDigitsThatCount() {
    assertThat(Numbers.text(0)).isEqualTo("0");
    assertThat(Numbers.text(0.012345)).isEqualTo("0.0123");
    assertThat(Numbers.text(7.28)).isEqualTo("7.28");
    assertThat(Numbers.text(68.74)).isEqualTo("68.7");
    assertThat(Numbers.text(1_234_567.8)).isEqualTo("1,234,568");
    assertThat(Numbers.text(999.9)).isEqualTo("1000");
    assertThat(Numbers.text(100)).isEqualTo("100");
    assertThat(Numbers.text(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.times(2)).isEqualTo("2×");
  }

  @Test
  void everyRoundMeasuresEveryContenderOnce() throws Exception {
    List<String> order = new ArrayList<>();
    List<Contender> contenders =
        List.of(counting("a", 1, order), counting("b", 2, order), counting("c", 4, order));

    Rounds rounds = Rounds.interleaved(contenders, 1, 5, new Effort(true, 1).random(0));

    assertThat(order).hasSize(18);
    for (int round = -1; round < 5; round++) {
      int from = (round + 1) * 3;
      assertThat(order.subList(from, from + 3))
          .containsExactlyInAnyOrder("a" + round, "b" + round, "c" + round);
    }
    assertThat(rounds.trials().get("a")).hasSize(5);
    assertThat(rounds.spread("b", "calls")).isEqualTo(new Spread(4, 2, 6));
    assertThat(rounds.ratio("c", "a", "calls")).isEqualTo(new Spread(2, 1.6, 4));
  }

  @Test
  void aTableIsMarkdownAndCsv() {
    Table table =
        new Table("t", "T", List.of("who", "calls"), List.of(List.of("a|b, \"c\"", "1,234")));

    assertThat(table.markdown())
        .isEqualTo("| who | calls |\n|---|---:|\n| a\\|b, \"c\" | 1,234 |\n");
    assertThat(table.csv()).isEqualTo("who,calls\n\"a|b, \"\"c\"\"\",\"1,234\"\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table("t", "T", List.of("who"), List.of(List.of("a", "b"))))
        .withMessageContaining("must have 1 cells");
  }

  @Test
  void noTwoSeriesOfAChartLookAlike() {
    List<SeriesLook> looks = IntStream.range(0, SeriesLook.MOST).mapToObj(SeriesLook::of).toList();

    assertThat(looks.stream().map(look -> List.of(look.colour(), look.marker())))
        .doesNotHaveDuplicates();
    assertThat(looks.stream().map(look -> List.of(look.colour(), look.dash())))
        .doesNotHaveDuplicates();
    for (int i = 1; i < looks.size(); i++) {
      assertThat(looks.get(i).colour()).isNotEqualTo(looks.get(i - 1).colour());
      assertThat(looks.get(i).marker()).isNotSameAs(looks.get(i - 1).marker());
    }
  }

  @Test
  void aChartGivesEachSeriesItsLook() {
    Chart.Axis axis = new Chart.Axis("x", false);
    List<Chart.Point> points = List.of(new Chart.Point(1, 1), new Chart.Point(2, 3));
    XYChart drawn =
        new Chart(
                "c",
                "C",
                axis,
                axis,
                List.of(
                    new Chart.Series("line", true, points),
                    new Chart.Series("points", false, points)))
            .drawn();

    XYSeries line = drawn.getSeries("line");
    XYSeries scattered = drawn.getSeries("points");
    assertThat(line.getLineColor()).isEqualTo(SeriesLook.of(0).colour());
    assertThat(line.getLineStyle()).isEqualTo(SeriesLook.of(0).dash());
    assertThat(line.getMarker()).isSameAs(SeriesMarkers.NONE);
    assertThat(scattered.getMarkerColor()).isEqualTo(SeriesLook.of(1).colour());
    assertThat(scattered.getMarker()).isSameAs(SeriesLook.of(1).marker());
  }

  @Test
  void aChartRefusesMoreSeriesThanCanBeToldApart() {
    Chart.Axis axis = new Chart.Axis("x", false);
    List<Chart.Series> many =
        IntStream.rangeClosed(0, SeriesLook.MOST)
            .mapToObj(i -> new Chart.Series("s" + i, true, List.of(new Chart.Point(1, 1))))
            .toList();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Chart("c", "C", axis, axis, many))
        .withMessage("series of c: must be at most 28");
  }

  @Test
  void aPictureHasNoMoreDigitsThanCanBeSeen(@TempDir Path folder) throws Exception {
    Chart.Axis axis = new Chart.Axis("x", false);
    List<Chart.Point> points = List.of(new Chart.Point(1, 1), new Chart.Point(2, Math.PI));

    new Chart("c", "C", axis, axis, List.of(new Chart.Series("line", true, points)))
        .write(folder, "g-");

    assertThat(Files.readString(folder.resolve("g-c.svg")))
        .contains("<svg")
        .containsPattern("\\d\\.\\d")
        .doesNotContainPattern("\\d\\.\\d\\d");
  }

  @Test
  void aLibraryIsNamedWithItsVersion() {
    assertThat(Contender.libraryOf(Failsafe.class)).matches("failsafe-\\d+\\.\\d+\\.\\d+");
    assertThat(Contender.libraryOf(FrameTest.class)).isEqualTo("this build");
  }

  @Test
  void streamsOfDrawsAreTheirOwnAndRepeatable() {
    Effort effort = new Effort(false, 7);

    assertThat(effort.random(1).nextLong()).isEqualTo(new Effort(true, 7).random(1).nextLong());
    assertThat(effort.random(1).nextLong()).isNotEqualTo(effort.random(2).nextLong());
  }

  private static Contender counting(String name, int base, List<String> order) {
    return new Contender(
        name,
        "test",
        round -> {
          order.add(name + round);
          return new Trial(Map.of("calls", (double) base + round));
        });
  }
}
