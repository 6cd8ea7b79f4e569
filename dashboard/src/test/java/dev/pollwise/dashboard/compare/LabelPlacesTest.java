package dev.pollwise.dashboard.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.compare.LabelPlaces.Point;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelPlacesTest {

  @Test
  void aNameStandsAtTheRightOfItsMarkIfThatCanBe() {
    LabelPlaces places = new LabelPlaces(400, 300, List.of());

    assertThat(places.beside(100, 100, 9, 80)).contains(new Point(109, 104));
    assertThat(places.beside(350, 100, 9, 80)).contains(new Point(261, 104));
  }

  @Test
  void noLineRunsThroughAName() {
    LabelPlaces level = new LabelPlaces(400, 300, List.of(new Point(0, 100), new Point(400, 100)));
    LabelPlaces upright =
        new LabelPlaces(400, 300, List.of(new Point(150, 0), new Point(150, 300)));

    LabelPlaces fromTheRight =
        new LabelPlaces(400, 300, List.of(new Point(400, 100), new Point(0, 100)));

    Point above = level.beside(100, 100, 9, 80).orElseThrow();
    Point beside = upright.beside(100, 100, 9, 80).orElseThrow();

    assertThat(above.y()).isLessThan(100 - 3);
    assertThat(fromTheRight.beside(100, 100, 9, 80)).contains(above);
    assertThat(beside.x()).isEqualTo(100 - 9 - 80);
  }

  @Test
  void namesAndMarksAreNotWrittenOver() {
    LabelPlaces places = new LabelPlaces(400, 300, List.of());
    Point first = places.beside(100, 100, 9, 80).orElseThrow();

    Point second = places.beside(100, 102, 9, 80).orElseThrow();

    assertThat(second.x() != first.x() || Math.abs(second.y() - first.y()) >= LabelPlaces.HEIGHT)
        .isTrue();
  }

  @Test
  void underALineThatFallsThereIsRoomBelowTheMark() {
    LabelPlaces places = new LabelPlaces(900, 300, List.of(new Point(10, 10), new Point(500, 145)));
    places.take(45, 29, 10);

    assertThat(places.beside(50, 24, 9, 160)).isPresent();
  }

  @Test
  void whereThereIsNoRoomThereIsNoName() {
    LabelPlaces places = new LabelPlaces(60, 40, List.of());

    assertThat(places.beside(30, 20, 9, 80)).isEqualTo(Optional.empty());
  }
}
