package dev.pollwise.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.SeededRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultBoardTest {

  private static final RequestMatcher.Subject JOB_A =
      new RequestMatcher.Subject("get", "a", "id-a", "callback-a");
  private static final RequestMatcher.Subject JOB_B =
      new RequestMatcher.Subject("get", "b", "id-b", "");

  private final FaultBoard board = new FaultBoard();
  private final SeededRandom draws = new SeededRandom(11);

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.5, 0.9})
  void strikesItsShareWithinFourStandardDeviations(double share) {
    board.add(FaultRule.of(Fault.reset()).share(share), Duration.ZERO);
    int many = 100_000;

    long struck = strikes(many).getOrDefault("reset", 0);

    assertThat(Math.abs(struck - share * many))
        .isLessThan(4 * Math.sqrt(many * share * (1 - share)));
  }

  @Test
  void neverStrikesWithProbabilityZeroAndAlwaysWithOne() {
    board.add(FaultRule.of(Fault.close()).share(0), Duration.ZERO);
    board.add(FaultRule.of(Fault.reset()).share(1), Duration.ZERO);

    assertThat(strikes(10_000)).isEqualTo(Map.of("reset", 10_000));
  }

  @Test
  void sharesOfSeveralRulesDoNotDistortEachOther() {
    board.add(FaultRule.of(Fault.close()).share(0.5), Duration.ZERO);
    board.add(FaultRule.of(Fault.reset()).share(0.5), Duration.ZERO);

    Map<String, Integer> struck = strikes(100_000);

    assertThat(struck.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100_000);
    assertThat(struck.getOrDefault("reset", 0)).isBetween(49_000, 51_000);
  }

  @Test
  void textsOfAddedRulesAreBoundedTogether() {
    ErrorBody large = new ErrorBody.Own(ErrorBody.MediaType.JSON, "x".repeat(100_000));
    FaultRule rule =
        FaultRule.of(
            new Fault.StatusError(
                500, large, new Fault.RetryHint.None(), Fault.ExtraHeaders.none()));

    assertThatIllegalStateException()
        .isThrownBy(() -> {
          for (int i = 0; i < FaultBoard.MOST_RULES; i++) {
            board.add(rule, Duration.ZERO);
          }
        })
        .withMessageMatching("fault rules that are in force fill [0-9]+ bytes: lift some.*");
    board.reset(List.of(), Duration.ZERO);
    assertThat(board.add(rule, Duration.ZERO).rule()).isEqualTo(rule);
  }

  @Test
  void textsOfARuleAreBounded() {
    String endless = "x".repeat(1_001);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErrorBody.Envelope("", endless))
        .withMessageContaining("characters of the message: 1001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErrorBody.Envelope(endless, ""))
        .withMessageContaining("characters of the code: 1001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestMatcher.anywhere().onJob(endless))
        .withMessageContaining("characters of job: 1001");
  }

  @Test
  void countsPerRuleAndJob() {
    board.add(FaultRule.of(Fault.reset()).first(2), Duration.ZERO);
    board.add(FaultRule.of(Fault.close()).every(3), Duration.ZERO);

    assertThat(words(JOB_A, 6)).containsExactly("reset", "reset", "close", "-", "-", "close");
    assertThat(words(JOB_B, 3)).containsExactly("reset", "reset", "close");
  }

  @Test
  void asksTheJobBeforeTheRouteBeforeEverywhere() {
    board.add(FaultRule.of(Fault.status(500)), Duration.ZERO);
    board.add(FaultRule.of(Fault.reset()).onRoute("get"), Duration.ZERO);
    board.add(FaultRule.of(Fault.close()).onJob("callback-a"), Duration.ZERO);

    assertThat(words(JOB_A, 1)).containsExactly("close");
    assertThat(words(JOB_B, 1)).containsExactly("reset");
    assertThat(words(RequestMatcher.Subject.ofRoute("list"), 1)).containsExactly("status");
  }

  @Test
  void addsLatencyToWhateverElseStrikes() {
    board.add(FaultRule.of(Fault.latency(DurationLaw.fixed(Duration.ofSeconds(1)))), Duration.ZERO);
    board.add(FaultRule.of(Fault.reset()), Duration.ZERO);

    assertThat(board.decide(JOB_A, Duration.ZERO, draws.of(SeededRandom.Purpose.FAULT, "a", 1)))
        .extracting(injected -> injected.fault().word())
        .containsExactly("latency", "reset");
  }

  @Test
  void strikesOnlyInItsWindowAndLiftsItselfWhenItsLeaseIsOver() {
    board.add(
        FaultRule.of(Fault.reset())
            .between(Duration.ofSeconds(5), Duration.ofSeconds(10))
            .lease(Duration.ofSeconds(20)),
        Duration.ofSeconds(100));

    assertThat(wordAt(104)).isEqualTo("-");
    assertThat(wordAt(105)).isEqualTo("reset");
    assertThat(wordAt(109)).isEqualTo("reset");
    assertThat(wordAt(110)).isEqualTo("-");
    assertThat(board.inForce(Duration.ofSeconds(119))).hasSize(1);
    assertThat(board.inForce(Duration.ofMinutes(2))).isEmpty();
  }

  @Test
  void aNewScenarioReplacesItsRulesAndKeepsThoseThatWereAdded() {
    board.install(List.of(FaultRule.of(Fault.reset())), Duration.ZERO);
    board.add(FaultRule.of(Fault.close()).onRoute("get"), Duration.ZERO);

    board.install(List.of(), Duration.ZERO);

    assertThat(board.inForce(Duration.ZERO))
        .singleElement()
        .satisfies(rule -> assertThat(rule.rule().fault()).isEqualTo(Fault.close()));
  }

  private Map<String, Integer> strikes(int many) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int number = 1; number <= many; number++) {
      for (FaultBoard.Injected injected :
          board.decide(JOB_A, Duration.ZERO, draws.of(SeededRandom.Purpose.FAULT, "a", number))) {
        counts.merge(injected.fault().word(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private List<String> words(RequestMatcher.Subject subject, int many) {
    List<String> words = new ArrayList<>();
    for (int number = 1; number <= many; number++) {
      words.add(word(subject, Duration.ZERO, number));
    }
    return words;
  }

  private String wordAt(long seconds) {
    return word(JOB_A, Duration.ofSeconds(seconds), seconds);
  }

  private String word(RequestMatcher.Subject subject, Duration now, long number) {
    List<FaultBoard.Injected> struck =
        board.decide(
            subject, now, draws.of(SeededRandom.Purpose.FAULT, subject.identity(), number));
    return struck.isEmpty() ? "-" : struck.getFirst().fault().word();
  }
}
