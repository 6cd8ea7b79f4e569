package dev.pollwise.client.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.ResumeToken.ServerAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.test/base",
        "HTTPS://API.Test/base",
        "https://api.test:443/base",
        "https://api.test:/base",
        "https://api.test/base/",
        "https://api.test/base//",
        "https://api.test/./x/../base",
        "https://api.test/../base",
        "https://api.test/b%61se",
        "https://api.test/%2E/base",
        "https://api.test//base"
      })
  void spellsOneServerInOneWay(URI server) {
    URI one = URI.create("https://api.test/base");

    assertThat(ServerAddress.normalised(server)).isEqualTo(one);
    assertThat(new JobClass(server.toString(), "m", "l"))
        .isEqualTo(new JobClass(one.toString(), "m", "l"));
    assertThat(new ResumeToken(server, JobId.of("a"), Instant.EPOCH))
        .isEqualTo(new ResumeToken(one, JobId.of("a"), Instant.EPOCH));
  }

  @ParameterizedTest
  @CsvSource({
    "http://h.test:80/, http://h.test",
    "http://h.test:443, http://h.test:443",
    "https://h.test:80, https://h.test:80",
    "http://[::1]:8080/, http://[::1]:8080",
    "http://H.test/Base%2fX, http://h.test/Base%2FX",
    "http://h.test/a%20b, http://h.test/a%20b",
    "http://h.test/.., http://h.test",
    "http://h.test/status?job=1, http://h.test/status?job=1",
    "poller:local, poller:local",
    "urn:x:Y, urn:x:Y"
  })
  void keepsServersApartThatAreNotOne(URI server, String expected) {
    assertThat(ServerAddress.normalised(server)).hasToString(expected);
    assertThat(ServerAddress.normalised(URI.create(expected))).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my server", "benchmark", "http://bad host/"})
  void leavesTextsAloneThatAreNoAddress(String text) {
    assertThat(ServerAddress.normalised(text)).isEqualTo(text);
  }

  @Test
  void aTokenThatWasWrittenBeforeIsReadAsOneOfToday() {
    String old =
        "pw1."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("HTTPS://h.test:443/".getBytes(UTF_8))
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString("a".getBytes(UTF_8))
            + ".1";

    assertThat(ResumeToken.parse(old))
        .isEqualTo(
            new ResumeToken(URI.create("https://h.test"), JobId.of("a"), Instant.ofEpochSecond(1)));
  }
}
