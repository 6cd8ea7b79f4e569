package dev.pollwise.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.job.SeededRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultShareTest {

  private static final int DRAWS = 100_000;
  private static final RequestMatcher.Subject JOB =
      new RequestMatcher.Subject("get", "named a / French", "id-1", "a");

  private final FaultBoard board = new FaultBoard();
  private final SeededRandom draws = new SeededRandom(7);

  private Stream<FaultBoard.Injected> strikes(int requests) {
    return LongStream.rangeClosed(1, requests)
        .boxed()
        .flatMap(number -> at(Duration.ZERO, number).stream());
  }

  private List<FaultBoard.Injected> at(Duration now, long number) {
    return board.decide(JOB, now, draws.of(SeededRandom.Purpose.FAULT, JOB.identity(), number));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.05, 0.3, 0.5, 0.99})
  void aShareIsMetWithinFourStandardDeviations(double share) {
    board.install(List.of(FaultRule.of(Fault.reset()).share(share)), Duration.ZERO);

    double met = strikes(DRAWS).count();

    assertThat(met / DRAWS)
        .as("seed 7")
        .isBetween(share - fourSigma(share), share + fourSigma(share));
  }

  @Test
  void shareZeroNeverStrikesAndShareOneAlways() {
    board.install(List.of(FaultRule.of(Fault.reset()).share(0)), Duration.ZERO);
    assertThat(strikes(DRAWS)).isEmpty();

    board.install(List.of(FaultRule.of(Fault.reset()).share(1)), Duration.ZERO);
    assertThat(strikes(DRAWS)).hasSize(DRAWS);
  }

  @Test
  void sharesOfSeveralRulesDoNotDistortEachOther() {
    board.install(
        List.of(
            FaultRule.of(Fault.reset()).share(0.2),
            FaultRule.of(Fault.close()).share(0.3),
            FaultRule.of(new Mangling.BadJson()).share(0.4),
            FaultRule.of(Fault.clockSkew(Duration.ofHours(1))).share(0.25)),
        Duration.ZERO);

    Map<String, Long> met =
        strikes(DRAWS)
            .map(injected -> injected.fault().word())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    Map.of("reset", 0.2, "close", 0.3, "bad-json", 0.4, "clock-skew", 0.25)
        .forEach((word, share) ->
            assertThat(met.getOrDefault(word, 0L) / (double) DRAWS)
                .as(word)
                .isBetween(share - fourSigma(share), share + fourSigma(share)));
  }

  @Test
  void theFirstFewOfEachJobAreStruck() {
    board.install(List.of(FaultRule.of(Fault.reset()).first(3)), Duration.ZERO);

    assertThat(struck(6)).containsExactly(true, true, true, false, false, false);
  }

  @Test
  void everyNthOfEachJobIsStruck() {
    board.install(List.of(FaultRule.of(Fault.reset()).every(3)), Duration.ZERO);

    assertThat(struck(6)).containsExactly(false, false, true, false, false, true);
  }

  @Test
  void aJobComesBeforeARouteAndARouteBeforeEverywhere() {
    board.install(
        List.of(
            FaultRule.of(Fault.reset()),
            FaultRule.of(Fault.close()).onRoute("get"),
            FaultRule.of(Fault.noAnswer()).onJob("a")),
        Duration.ZERO);

    assertThat(at(Duration.ZERO, 1))
        .extracting(each -> each.fault().word())
        .containsExactly("no-answer");
  }

  @Test
  void aRuleStrikesInItsWindowUntilItsLeaseIsOver() {
    board.add(
        FaultRule.of(Fault.reset())
            .between(Duration.ofSeconds(10), Duration.ofSeconds(40))
            .lease(Duration.ofSeconds(30)),
        Duration.ofSeconds(100));

    assertThat(at(Duration.ofSeconds(109), 1)).isEmpty();
    assertThat(at(Duration.ofSeconds(110), 2)).hasSize(1);
    assertThat(at(Duration.ofSeconds(129), 3)).hasSize(1);
    assertThat(at(Duration.ofSeconds(130), 4)).isEmpty();
    assertThat(board.inForce(Duration.ofSeconds(130))).isEmpty();
  }

  @Test
  void anOutageIsNoMatterOfSingleRequests() {
    board.add(
        FaultRule.of(Fault.outage()).between(Duration.ofSeconds(15), Duration.ofSeconds(45)),
        Duration.ofSeconds(5));

    assertThat(at(Duration.ofSeconds(25), 1)).isEmpty();
    assertThat(board.isOutage(Duration.ofSeconds(19))).isFalse();
    assertThat(board.isOutage(Duration.ofSeconds(20))).isTrue();
    assertThat(board.isOutage(Duration.ofSeconds(50))).isFalse();
    assertThat(board.nextOutageTurn(Duration.ZERO)).contains(Duration.ofSeconds(20));
    assertThat(board.nextOutageTurn(Duration.ofSeconds(20))).contains(Duration.ofSeconds(50));
  }

  private List<Boolean> struck(int requests) {
    return LongStream.rangeClosed(1, requests)
        .mapToObj(number -> !at(Duration.ZERO, number).isEmpty())
        .toList();
  }

  private static double fourSigma(double share) {
    return 4 * Math.sqrt(share * (1 - share) / DRAWS);
  }
}
