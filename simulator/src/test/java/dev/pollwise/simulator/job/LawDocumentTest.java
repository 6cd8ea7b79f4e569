package dev.pollwise.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LawDocumentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8s",
        "fixed: 8s",
        "uniform: {min: 5s, max: 10s}",
        "log-normal: {median: 8s, sigma: 0.4}",
        "exponential: {mean: 8s}",
        "weibull: {scale: 10s, shape: 2}",
        "mixture: [{weight: 9, law: 8s}, {weight: 1, law: {uniform: {min: 1m, max: 2m}}}]",
        "proportional: {source: {uniform: {min: 1m, max: 9m}}, factor: 2, sigma: 0.3}",
        "stuck: {share: 0.1, otherwise: {exponential: {mean: 8s}}}",
        "stuck"
      })
  void everyLawIsShownAsItIsRead(String text) {
    DurationLaw law = DurationLaw.FORM.read(Yaml.read("test", text));

    String shown = DurationLaw.FORM.write(law).json();

    assertThat(DurationLaw.FORM.read(Yaml.read("test", shown))).isEqualTo(law);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gaussian: {mean: 8s}                         | test:1: must be a time, or one of the laws
          exponential: {mean: 0s}                      | test:1: mean 0s: must be more than 0
          weibull: {scale: 1s}                         | test:1: key shape is missing
          mixture: []                                  | test:1: mixture of 0 parts
          mixture: [{weight: 0, law: 1s}]              | test:1: weight 0.0: must be more than 0
          proportional: {source: 1m, factor: -1}       | test:1: factor -1.0: must be more than 0
          stuck: {share: 2, otherwise: 1s}             | test:1: share 2.0: must be from 0 to 1
          stuck: {share: 0.5, otherwise: 1s, more: 1}  | test:1: unknown key more
          """)
  void aWrongLawIsRefusedWithLineAndReason(String text, String reason) {
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> DurationLaw.FORM.read(Yaml.read("test", text)))
        .withMessageStartingWith(reason);
  }

  @Test
  void theSchemaTellsTheRanges() {
    assertThat(DurationLaw.schema())
        .contains("sigma: {type: number, minimum: 0, maximum: 5}")
        .contains("factor: {type: number, exclusiveMinimum: 0, maximum: 1000}")
        .contains("x-exclusiveMinimum: \"0s\", x-maximum: \"365d\"");
  }
}
