package dev.pollwise.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.benchmarks.server.ServerMachine.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  @ParameterizedTest
  @EnumSource
  void everyServerAnswersTheStatusOfTheExercise(Kind kind) throws IOException {
    try (Served served = kind.start(0)) {
      Load load = new Load(URI.create(served.address()), Served.STATUS, 3);

      assertThat(load.saturate(SHORT).answers()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void anEvenRateIsKeptToTheLastRequest() throws IOException {
    try (Served served = Kind.BARE.start(0)) {
      Load load = new Load(URI.create(served.address()), Served.STATUS, 2);

      Load.Result result = load.pace(SHORT, 500);

      assertThat(result.answers()).isEqualTo(100);
      assertThat(result.p99()).isGreaterThanOrEqualTo(result.p50());
      assertThat(result.bytes()).isGreaterThan(Served.PENDING.length());
    }
  }

  @Test
  void whatServersShareIsAnsweredByThem() throws IOException {
    String path = "/v3/video-translations/some";
    String body = "{\"data\":{\"id\":\"some\",\"status\":\"running\"}}";
    for (Kind kind : new Kind[] {Kind.BARE, Kind.STUB}) {
      try (Served served = kind.start(0)) {
        Load.Result small = new Load(URI.create(served.address()), Served.STATUS, 1).pace(SHORT, 5);
        served.serve(path, body);

        Load.Result shared = new Load(URI.create(served.address()), path, 1).pace(SHORT, 5);

        assertThat(shared.bytes() - small.bytes())
            .isEqualTo(body.length() - Served.PENDING.length());
      }
    }
  }

  @Test
  void aRefusalIsNoAnswer() throws IOException {
    try (Served served = Kind.BARE.start(0)) {
      Load load = new Load(URI.create(served.address()), "/nowhere", 1);

      assertThatThrownBy(() -> load.saturate(SHORT))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("404");
    }
  }
}
