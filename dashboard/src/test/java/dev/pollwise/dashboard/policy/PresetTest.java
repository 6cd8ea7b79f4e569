package dev.pollwise.dashboard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetTest {

  private final PolicyModel form = new PolicyModel(PollingPolicy.defaults());

  static Stream<Preset> all() {
    return Preset.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachCanBeShownAsAFormAndSaysWhereItComesFrom(Preset preset) {
    form.use(preset);

    assertThat(form.policy().get()).isEqualTo(preset.of(PollingPolicy.defaults()));
    assertThat(form.valid().get()).isTrue();
    assertThat(form.origin().getValue()).isEqualTo(preset.about());
    assertThat(preset.about()).endsWith(".").hasSizeGreaterThan(30);
  }

  @Test
  void namesDiffer() {
    assertThat(Preset.all()).extracting(Preset::name).doesNotHaveDuplicates();
  }

  @Test
  void theLimitsOfOnePresetDoNotOutliveItAndThePriceStays() {
    form.callPrice().text().set("9 s");
    form.use(named("Awaitility"));
    assertThat(form.policy().get().deadline()).isEqualTo(Duration.ofSeconds(10));

    form.use(named("Pollwise adaptive"));

    assertThat(form.policy().get())
        .isEqualTo(PollingPolicy.defaults().withCallPrice(Duration.ofSeconds(9)));
  }

  @Test
  void whatIsChangedByHandHasNoOriginAnyMore() {
    form.use(named("HeyGen CLI"));

    form.factor().text().set("3");

    assertThat(form.origin().getValue()).isEmpty();
  }

  private static Preset named(String name) {
    return all().filter(preset -> preset.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void asManyCallsAsTheOthersMakeAndWhere() {
    assertThat(calls("1 s doubling, five times")).containsExactly(1L, 3L, 7L, 15L, 31L);
    assertThat(calls("Failsafe withBackoff(1, 30)")).containsExactly(1L, 3L, 7L);
    assertThat(calls("AWS waiter, core")).containsExactly(5L, 10L, 15L);
  }

  private static List<Long> calls(String name) {
    return PollingPolicy.PlannedPoll.of(named(name).of(PollingPolicy.defaults()), 10).stream()
        .map(poll -> poll.at().toSeconds())
        .toList();
  }
}
