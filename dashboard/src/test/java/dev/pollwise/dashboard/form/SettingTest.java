package dev.pollwise.dashboard.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.policy.PacingKind;
import dev.pollwise.dashboard.policy.PolicyModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What breaks a rule is told by the label of the window, with the text as it was typed. */
class SettingTest {

  private final PolicyModel form = new PolicyModel(PollingPolicy.defaults());

  private Setting<?> setting(String label) {
    return switch (label) {
      case "Price r" -> form.callPrice();
      case "Call limit" -> form.maxPolls();
      case "Failure budget" -> form.failureBudget();
      case "Factor" -> form.factor();
      case "Jitter" -> form.jitter();
      default -> form.expected();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Price r | 0 s | Price r \"0 s\": must be more than 0 and at most 365 days",
        "Price r | a while | Price r \"a while\": must be a time, such as 500 ms, 2 s or 1 h 30"
            + " min",
        "Call limit | 0 | Call limit \"0\": must be at least 1",
        "Call limit | 1.5 | Call limit \"1.5\": must be a whole number",
        "Failure budget | 5: 6 | Failure budget \"5: 6\": must be a time, such as 500 ms, 2 s or 1"
            + " h 30 min",
        "Factor | 0,5 | Factor \"0,5\": must be from 1.0 to 10.0",
        "Jitter | 60% | Jitter \"60%\": must be from 0 % to 50 %",
        "Expected duration | 0 s | Expected duration \"0 s\": must be 1 ms to 100 days"
      })
  void namesTheLabelAndRepeatsWhatWasTyped(String label, String typed, String message) {
    form.kind().set(label.equals("Factor") ? PacingKind.EXPONENTIAL : PacingKind.ADAPTIVE);

    setting(label).text().set(typed);

    assertThat(form.brokenRules().get()).isEqualTo(message);
    assertThat(setting(label).label()).isEqualTo(label);
  }
}
