package dev.pollwise.dashboard.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no answer: connection refused | no answer: connection refused",
        "HTTP 502: <html> <head><title>502 Bad Gateway</title></head> <body><h1>x</h1> (from"
            + " https://a/b) | HTTP 502: 502 Bad Gateway (from https://a/b)",
        "HTTP 404: <!DOCTYPE html><style>p{}</style><p>Nothing <b>here</b></p> | HTTP 404: Nothing"
            + " here",
        "HTTP 404: <html><script>var a = {\"message\": 1} | HTTP 404: a web page",
        "HTTP 400: {\"detail\": \"it said \\\"no\\\"\", \"x\": 1} | HTTP 400: it said \"no\"",
        "HTTP 500: {\"errors\": [{\"code\": 7}]} (from http://h) | HTTP 500: an answer without a"
            + " message (from http://h)",
        "HTTP 400: [{\"message\": \"cut o | HTTP 400: cut o",
        "failed: a < b and {c} | failed: a < b and {c}"
      })
  void ofWhatProgramsReadOnlyTheWordsAreLeft(String raw, String words) {
    assertThat(PlainText.of(raw)).isEqualTo(words);
  }
}
