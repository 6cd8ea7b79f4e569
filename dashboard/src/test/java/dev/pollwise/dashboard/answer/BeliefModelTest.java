package dev.pollwise.dashboard.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.dashboard.chart.Polyline;
import dev.pollwise.dashboard.server.ScenarioLaw;
import dev.pollwise.dashboard.shell.DashboardModelFixture;
import dev.pollwise.dashboard.shell.Event;
import dev.pollwise.dashboard.shell.Story;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BeliefModelTest extends DashboardModelFixture {

  private static final DurationLaw LAW = DurationLaw.logNormal(Duration.ofSeconds(58), 0.2);

  private final double[] ends = new double[40];

  @BeforeEach
  void connect() {
    connectEmbedded();
    hear(new Event.ScenarioLawRead(new ScenarioLaw.Known("happy-path", LAW)));
    Random chance = new Random(4);
    Arrays.setAll(ends, i -> LAW.sample(chance).orElseThrow().toMillis() / 1000.0);
  }

  private void learn(int jobs) {
    hear(new Event.Learned(Story.HERE, AnswerModelTest.learned(Arrays.copyOf(ends, jobs))));
  }

  private BeliefModel.Picture picture() {
    return model.belief().picture().get();
  }

  /** The share of what is believed that lies within a stretch of time. */
  private static double within(BeliefModel.Picture picture, double from, double to) {
    Polyline line = picture.now();
    double all = IntStream.range(0, line.size()).mapToDouble(line::y).sum();
    return IntStream.range(0, line.size())
            .filter(i -> line.x(i) >= from && line.x(i) <= to)
            .mapToDouble(line::y)
            .sum()
        / all;
  }

  @Test
  void whoKnowsNothingSaysSoAndDrawsNothing() {
    assertThat(picture().sentence()).isEqualTo("knows nothing yet");
    assertThat(picture().now().size()).isZero();
    assertThat(picture().truth().size()).isPositive();
    assertThat(picture().looks()).hasSizeGreaterThan(3).isSorted();
  }

  @Test
  void theBeliefSharpensWithTheEndsAndLeavesATrace() {
    learn(3);
    BeliefModel.Picture few = picture();
    learn(40);
    BeliefModel.Picture many = picture();

    assertThat(few.sentence()).startsWith("3 ends: half of the jobs are over after ");
    assertThat(many.sentence()).startsWith("40 ends: half of the jobs are over after ");
    assertThat(within(many, 40, 84)).isGreaterThan(within(few, 40, 84) + 0.05);
    assertThat(many.before()).containsExactly(few.now());
    assertThat(many.end()).isEqualTo(few.end());
  }

  @Test
  void theLooksAreThoseOfThePlanThatIsFollowed() {
    double ignorant = picture().looks().getFirst();
    learn(40);

    assertThat(picture().looks().getFirst()).isGreaterThan(3 * ignorant);
    assertThat(picture().looks().getFirst())
        .isEqualTo(model.backoff().plan().preview().get().polls().getFirst().at().toNanos() / 1e9);
  }

  @Test
  void fewTracesAreKeptHoweverManyEndsThereAre() {
    for (int jobs = 2; jobs <= 40; jobs++) {
      learn(jobs);
    }

    assertThat(picture().before()).hasSize(3);
  }

  @Test
  void whatWasLearnedOfAnotherServerIsNotShownHere() {
    learn(40);
    hear(new Event.ServerFound(EMBEDDED, URI.create("http://127.0.0.1:4001"), LANGUAGES));

    assertThat(picture().sentence()).isEqualTo("knows nothing yet");
    assertThat(picture().before()).isEmpty();
  }

  @Test
  void whatIsOnlyExpectedIsToldAsThat() {
    model.policy().expected().text().set("1 min");

    assertThat(picture().sentence()).startsWith("only expecting about 1 min");
    assertThat(picture().now().size()).isPositive();
  }
}
