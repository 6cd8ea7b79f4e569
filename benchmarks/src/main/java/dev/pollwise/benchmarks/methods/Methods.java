package dev.pollwise.benchmarks.methods;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.client.poll.DecisionTime;
import dev.pollwise.simulator.heygen.RenderingTime;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What one decision of the client takes, and the writing of one answer of the simulator. */
public final class Methods {

  /** Of a decision, in nanoseconds, whatever is known. */
  private static final double MOST = 5_000;

  private Methods() {}

  /** Measures. */
  public static Findings run(Effort effort) throws Exception {
    TimeValue time = TimeValue.milliseconds(effort.pick(300, 1_000));
    List<List<String>> rows = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(DecisionTime.class.getSimpleName())
                    .include(RenderingTime.class.getSimpleName())
                    .forks(effort.pick(1, 3))
                    .warmupIterations(5)
                    .warmupTime(time)
                    .measurementIterations(5)
                    .measurementTime(time)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      var score = result.getPrimaryResult();
      rows.add(
          List.of(
              score.getLabel(),
              Numbers.text(score.getScore()),
              "± " + Numbers.text(score.getScoreError()),
              score.getScoreUnit()));
      if (score.getLabel().startsWith("decision") && score.getScore() > MOST) {
        broken.add(
            "%s: %s ns, must be at most %s"
                .formatted(score.getLabel(), Numbers.text(score.getScore()), Numbers.text(MOST)));
      }
    }
    Table table =
        new Table(
            "times",
            "Time of one call, by JMH",
            List.of("method", "mean", "error (99.9 %)", "unit"),
            rows);
    return new Findings(List.of(table), List.of(), broken);
  }
}
