package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Times the writing of an answer about a job, against the writer of the JSON library. It lies in
 * the package of what it times, which is open to nobody else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RenderingTime {

  private final JsonObject answer =
      Json.object()
          .add(
              "data",
              Json.object()
                  .add("id", "0f2b8c1d4e5a")
                  .add("status", "running")
                  .add("title", "Trailer, second cut")
                  .add("output_language", "Spanish (Spain)")
                  .add("created_at", 1_763_700_000))
          .build();

  /** As the simulator writes it. */
  @Benchmark
  public byte[] answerOurs() {
    return Json.bytes(answer);
  }

  /** As the library writes it. */
  @Benchmark
  public byte[] answerParsson() {
    return answer.toString().getBytes(StandardCharsets.UTF_8);
  }
}
