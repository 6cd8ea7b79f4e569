package dev.pollwise.benchmarks.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.benchmarks.peers.Pace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

@Timeout(120)
class MatchTest {

  static final List<Told> ANY =
      List.of(
          new Told.Completed("id", "https://x.test/v"),
          new Told.Failed("id", "no audio"),
          new Told.Open("", "lost"),
          new Told.Broken("HTTP 500"),
          new Told.Nothing());

  private static Verdict play(Case what, String who) throws Exception {
    return new Match(what, Contestant.named(who), new Pace(20)).play();
  }

  /** Those that are over soon. */
  @ParameterizedTest
  @EnumSource(
      value = Case.class,
      names = {"LOST_ANSWER", "NO_KEYS", "NO_KEYS_NO_LIST", "OUTCOME_UNKNOWN"})
  @Execution(ExecutionMode.CONCURRENT)
  void pollwiseIsRightAndPaysOnce(Case what) throws Exception {
    Verdict verdict = play(what, Contestant.OURS);

    assertThat(verdict.kind()).as(verdict.told()).isEqualTo(Verdict.Kind.RIGHT);
    assertThat(verdict.paid()).isEqualTo(1);
  }

  @Test
  void whoToldNothingOfAPaidJobIsWrong() throws Exception {
    Verdict verdict = play(Case.LOST_ANSWER, "loop by hand");

    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.WRONG);
    assertThat(verdict.paid()).isEqualTo(1);
    assertThat(verdict.reason()).startsWith("an error without the job's id");
  }

  @ParameterizedTest
  @EnumSource
  void everyCaseIsAScenarioThatSaysWhatItDoes(Case what) {
    assertThat(what.scenario().description()).endsWith(".");
    assertThat(what.scenario().name()).isEqualTo(what.file());
  }

  @ParameterizedTest
  @FieldSource("ANY")
  void whatAProcessTellsIsReadAsItWasMeant(Told told) {
    assertThat(Told.parse(told.line())).isEqualTo(told);
  }
}
