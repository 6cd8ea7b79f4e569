package dev.pollwise.dashboard.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.dashboard.form.Setting;
import dev.pollwise.dashboard.server.ScenarioLaw;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LawModelTest {

  private static final DurationLaw SHORT = DurationLaw.fixed(Duration.ofSeconds(9));

  private final LawModel form = new LawModel();

  @Test
  void startsWithJobsOfFiveMinutes() {
    assertThat(form.law().get()).isEqualTo(DurationLaw.logNormal(Duration.ofMinutes(5), 0.5));
  }

  @Test
  void followsTheScenarioUntilSomebodyChooses() {
    form.scenario(new ScenarioLaw.Known("happy-path", SHORT));
    assertThat(form.kind().get()).isEqualTo(LawKind.SCENARIO);
    assertThat(form.law().get()).isEqualTo(SHORT);
    assertThat(form.words()).contains("happy-path");

    form.kind().set(LawKind.EXPONENTIAL);
    form.scenario(new ScenarioLaw.Known("outage", SHORT));

    assertThat(form.kind().get()).isEqualTo(LawKind.EXPONENTIAL);
    assertThat(form.law().get()).isEqualTo(DurationLaw.exponential(Duration.ofMinutes(5)));
  }

  @Test
  void aScenarioWithoutALawLeadsBackToTheUsualOne() {
    form.scenario(new ScenarioLaw.Known("happy-path", SHORT));

    form.scenario(new ScenarioLaw.Unknown("by-questions"));

    assertThat(form.kinds()).doesNotContain(LawKind.SCENARIO, LawKind.RECORDED);
    assertThat(form.kind().get()).isEqualTo(LawKind.LOG_NORMAL);
  }

  @Test
  void aBrokenRuleIsMarkedAtItsFieldAndTheLawStays() {
    DurationLaw before = form.law().get();
    Setting<?> sigma = form.settings(LawKind.LOG_NORMAL).getLast();

    sigma.text().set("9");

    assertThat(sigma.error().get()).startsWith("Sigma \"9\": must be from");
    assertThat(form.brokenRules().get()).contains("Sigma");
    assertThat(form.law().get()).isEqualTo(before);
  }

  @Test
  void boundsOutOfOrderAreMarked() {
    form.kind().set(LawKind.UNIFORM);

    form.settings(LawKind.UNIFORM).getLast().text().set("1 min");

    assertThat(form.brokenRules().get())
        .isEqualTo("Longest \"1 min\": must not be less than Shortest 3 min");
  }

  @Test
  void aShareOfNobodyIsMarked() {
    form.kind().set(LawKind.MIXTURE);

    form.settings(LawKind.MIXTURE).getFirst().text().set("100 %");

    assertThat(form.brokenRules().get())
        .isEqualTo("Share \"100 %\": must be more than 0 % and less than 100 %");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindHasALaw(LawKind kind) {
    form.kind().set(kind);

    assertThat(form.brokenRules().get()).isEmpty();
    assertThat(form.law().get().survival(Duration.ofSeconds(1))).isGreaterThan(0.9);
    assertThat(form.law().get().quantile(0.5)).isPresent();
  }
}
