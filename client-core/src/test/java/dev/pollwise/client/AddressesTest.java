package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.poll.Poller;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "ftp://files.test/, server ftp://files.test/: must be an absolute http or https URL",
    "api.heygen.com, server api.heygen.com: must be an absolute http or https URL",
    "localhost:8080, server localhost:8080: must be an absolute http or https URL",
    "/v3, server /v3: must be an absolute http or https URL",
    "http:///v3, server http:///v3: must be an absolute http or https URL",
    "http://my_host:80, 'server http://my_host:80: must name a host of letters, digits, hyphens and"
        + " dots'",
    "http://:80, 'server http://:80: must name a host of letters, digits, hyphens and dots'",
    "mailto:a@b.test, server mailto:…: must be an absolute http or https URL",
    "http://h.test/?k=v, server http://h.test/?…: must have neither query nor fragment",
    "http://h.test/#top, server http://h.test/#…: must have neither query nor fragment",
    "http://h.test:99999/, server http://h.test:99999/: must name a port from 1 to 65535",
    "http://h.test:0, server http://h.test:0: must name a port from 1 to 65535"
  })
  void refusesAServerWithNameValueAndRule(URI address, String message) {
    assertThatThrownBy(() -> TranslationClient.builder(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://me:s3cret@h.test/",
        "ftp://me:s3cret@h.test/",
        "http://me:s3cret@bad_host.test/",
        "http://me:s3cret@h.test:99999/",
        "http://h.test/?token=s3cret",
        "http://h.test/#s3cret",
        "ftp://h.test/?a#s3cret",
        "ftp:s3cret",
        "//me:s3cret@h.test/"
      })
  void neverRepeatsWhatMayBeASecret(URI address) {
    assertThatThrownBy(() -> TranslationClient.builder(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("server ")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "HTTPS://api.heygen.com/",
        "http://[::1]:8080/base/",
        "http://127.0.0.1"
      })
  void takesWhatCanBeAsked(URI address) {
    assertThatCode(() -> TranslationClient.builder(address)).doesNotThrowAnyException();
  }

  /** Or else the first job that is paid for could not be waited for. */
  @Test
  void refusesAtOnceAServerThatNoResumeTokenCouldName() {
    URI endless = URI.create("http://h.test/" + "a".repeat(2_000));
    String rule = "must be an absolute address of at most 2000 characters";

    assertThatThrownBy(() -> TranslationClient.builder(endless)).hasMessageEndingWith(rule);
    assertThatThrownBy(() -> TranslationClient.forStatusEndpoint(endless))
        .hasMessageEndingWith(rule);
    for (URI server : List.of(endless, URI.create("relative"))) {
      assertThatThrownBy(() -> Poller.builder(job -> new CompletableFuture<>()).server(server))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(rule);
    }
  }

  @Test
  void aStatusEndpointMayHaveAQuery() throws Exception {
    assertThatCode(() ->
            TranslationClient.forStatusEndpoint(URI.create("http://h.test/status?job=1"))
                .build()
                .close())
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> TranslationClient.forStatusEndpoint(URI.create("file:///status")))
        .hasMessage("uri file:///status: must be an absolute http or https URL");
  }
}
