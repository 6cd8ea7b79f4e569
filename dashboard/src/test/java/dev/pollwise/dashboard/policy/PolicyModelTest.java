package dev.pollwise.dashboard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.dashboard.form.Setting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyModelTest {

  private final PolicyModel form = new PolicyModel(PollingPolicy.defaults());

  private PollingPolicy policy() {
    return form.policy().get();
  }

  @Test
  void startsWithThePolicyItWasGiven() {
    assertThat(policy()).isEqualTo(PollingPolicy.defaults());
    assertThat(form.valid().get()).isTrue();
  }

  @Test
  void eachLegalTextIsThePolicyAtOnce() {
    form.kind().set(PacingKind.EXPONENTIAL);
    form.initial().text().set("250 ms");
    form.factor().text().set("1.5");
    form.cap().text().set("2 min");
    form.jitter().text().set("20 %");
    form.maxPolls().text().set("40");

    assertThat(policy().pacing())
        .isEqualTo(Pacing.exponential(Duration.ofMillis(250), 1.5, Duration.ofMinutes(2)));
    assertThat(policy().jitter()).isEqualTo(new Jitter(0.2));
    assertThat(policy().maxPolls()).isEqualTo(40);
  }

  @Test
  void pacingForThePriceFollowsThePrice() {
    form.kind().set(PacingKind.FOR_PRICE);
    form.callPrice().text().set("20 s");

    assertThat(policy().pacing()).isEqualTo(Pacing.forPrice(Duration.ofSeconds(20)));
  }

  @Test
  void nothingIsExpectedUntilSomebodySaysSo() {
    assertThat(form.expected().text().get()).isEmpty();
    assertThat(form.expectation().get()).isEqualTo(Expectation.none());

    form.expected().text().set("5 min");
    assertThat(form.expectation().get()).isEqualTo(Expectation.of(Duration.ofMinutes(5)));
    assertThat(policy()).isEqualTo(PollingPolicy.defaults());

    form.expected().text().set(" ");
    assertThat(form.expectation().get()).isEqualTo(Expectation.none());
  }

  @Test
  void adaptivePacingAloneHeedsWhatIsExpected() {
    form.expected().text().set("5 min");
    form.kind().set(PacingKind.FOR_PRICE);
    assertThat(form.expectation().get()).isEqualTo(Expectation.none());

    form.kind().set(PacingKind.ADAPTIVE);
    assertThat(form.expectation().get()).isEqualTo(Expectation.of(Duration.ofMinutes(5)));

    form.use(Preset.all().getFirst());
    assertThat(form.expected().text().get()).as("a preset is a policy").isEqualTo("5 min");
  }

  @ParameterizedTest
  @CsvSource({
    "'soon', 'must be a time, such as'",
    "0 s, must be 1 ms to 100 days",
    "101 d, must be 1 ms to 100 days"
  })
  void whatNobodyCanExpectIsMarkedAndTheExpectationStays(String text, String rule) {
    form.expected().text().set("5 min");
    form.putInForce();

    form.expected().text().set(text);

    assertThat(form.expected().error().get())
        .startsWith("Expected duration \"" + text + "\": ")
        .contains(rule);
    assertThat(form.valid().get()).isFalse();
    assertThat(form.expectation().get()).isEqualTo(Expectation.of(Duration.ofMinutes(5)));
  }

  @Test
  void whatCannotBeReadIsMarkedAndThePolicyStays() {
    form.deadline().text().set("soon");

    assertThat(form.deadline().error().get()).contains("Deadline \"soon\"");
    assertThat(form.brokenRules().get()).contains("Deadline");
    assertThat(form.valid().get()).isFalse();
    assertThat(policy()).isEqualTo(PollingPolicy.defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "Jitter, 70 %, must be from 0 % to 50 %",
    "Factor, 0.5, must be from 1.0 to 10.0",
    "Cap, 10 ms, must not be less than Initial 1 s",
    "Deadline, 0 s, must be more than 0",
    "Call limit, 0, must be at least 1"
  })
  void aRuleOfTheValuesIsMarkedAtTheFieldItNames(String name, String text, String rule) {
    form.kind().set(PacingKind.EXPONENTIAL);
    Setting<?> field =
        switch (name) {
          case "Jitter" -> form.jitter();
          case "Factor" -> form.factor();
          case "Cap" -> form.cap();
          case "Deadline" -> form.deadline();
          default -> form.maxPolls();
        };

    field.text().set(text);

    assertThat(field.error().get()).startsWith(name).contains(rule);
    assertThat(form.valid().get()).isFalse();
  }

  @Test
  void aRuleBetweenTwoFieldsIsMendedAtEither() {
    form.kind().set(PacingKind.LINEAR);
    form.cap().text().set("500 ms");
    assertThat(form.cap().isValid()).isFalse();

    form.initial().text().set("100 ms");

    assertThat(form.cap().isValid()).isTrue();
    assertThat(policy().pacing())
        .isEqualTo(
            Pacing.linear(Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofMillis(500)));
  }

  @Test
  void fieldsOfAnotherKindAreNotJudged() {
    form.kind().set(PacingKind.FIXED);
    form.interval().text().set("nonsense");
    assertThat(form.valid().get()).isFalse();

    form.kind().set(PacingKind.FOR_PRICE);

    assertThat(form.valid().get()).isTrue();
    assertThat(form.brokenRules().get()).isEmpty();
  }

  @Test
  void resetsFieldByField() {
    form.deadline().text().set("5 min");
    form.jitter().text().set("nonsense");
    assertThat(form.deadline().changed().get()).isTrue();

    form.deadline().reset();
    form.jitter().reset();

    assertThat(policy()).isEqualTo(PollingPolicy.defaults());
    assertThat(form.deadline().changed().get()).isFalse();
    assertThat(form.valid().get()).isTrue();
  }

  @Test
  void showsAnyPolicyOfTheKindsItHasAndGivesItBack() {
    PollingPolicy shown =
        PollingPolicy.defaults()
            .withPacing(Pacing.fixed(Duration.ofSeconds(15)))
            .withJitter(Jitter.none())
            .withCallPrice(Duration.ofSeconds(9))
            .withDeadline(Duration.ofMinutes(7))
            .withFailureBudget(Duration.ofMinutes(3))
            .withAttemptTimeout(Duration.ofSeconds(4))
            .withMaxPolls(40);

    form.show(shown);

    assertThat(form.kind().get()).isEqualTo(PacingKind.FIXED);
    assertThat(form.interval().text().get()).isEqualTo("15 s");
    assertThat(policy()).isEqualTo(shown);
  }

  @Test
  void tellsThePlanInWords() {
    form.kind().set(PacingKind.FIXED);
    form.interval().text().set("15 s");
    form.deadline().text().set("1 min");

    assertThat(PolicyPreview.of(form).sentence().replace('\u00a0', ' '))
        .isEqualTo("Asks after 15 s, 30 s, 45 s, 1 min; at most 4 calls in 1 min.");
  }

  @Test
  void plansByWhatIsExpected() {
    Duration before = PolicyPreview.of(form).polls().getFirst().at();

    form.expected().text().set("10 min");

    assertThat(PolicyPreview.of(form).polls().getFirst().at())
        .isGreaterThan(before.multipliedBy(2));
  }
}
