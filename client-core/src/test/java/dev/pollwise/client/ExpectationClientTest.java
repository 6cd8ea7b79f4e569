package dev.pollwise.client;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.policy.PollingPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client expects of its translations. */
@Timeout(60)
class ExpectationClientTest {

  private static final TranslationRequest REQUEST =
      TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)");

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  /** Every job is over at the first look. */
  private static RawServer server() throws IOException {
    return new RawServer(exchange ->
        exchange.answer(
            200,
            exchange.request().line().startsWith("POST")
                ? Bodies.accepted("t-es")
                : Bodies.COMPLETED));
  }

  private TranslationClient.Builder builder(URI server) {
    return Clients.builder(server, clock, heard).policy(PollingPolicy.defaults());
  }

  /** Why the first look came when it came. */
  private String reason(TranslationClient.Builder builder, TranslationRequest request)
      throws InterruptedException {
    try (TranslationClient client = builder.build()) {
      client.translate(request).getFirst().await();
    }
    return heard.events().stream()
        .filter(JobEvent.Waiting.class::isInstance)
        .map(event -> ((JobEvent.Waiting) event).reason().describe())
        .findFirst()
        .orElseThrow();
  }

  /** HeyGen's name, behind a proxy that answers for it. */
  private TranslationClient.Builder heyGen(RawServer proxy) {
    HttpClient http =
        HttpClient.newBuilder()
            .proxy(ProxySelector.of(new InetSocketAddress("localhost", proxy.uri().getPort())))
            .build();
    return builder(URI.create("http://api.heygen.com")).httpClient(http);
  }

  @Test
  void ofHeyGenNineMinutesAreExpected() throws Exception {
    try (RawServer proxy = server()) {
      assertThat(reason(heyGen(proxy), REQUEST)).contains("expecting about 9 min");
    }
  }

  @Test
  void ofHeyGenFourTimesTheSourcesLengthIsExpectedWhereItIsKnown() throws Exception {
    try (RawServer proxy = server()) {
      assertThat(reason(heyGen(proxy), REQUEST.withSourceLength(ofSeconds(60))))
          .contains("expecting about 4.0 times the source's length, median 4 min");
    }
  }

  @Test
  void theUsersOwnWordGoesBeforeTheBuiltInOne() throws Exception {
    try (RawServer proxy = server()) {
      assertThat(reason(heyGen(proxy).expecting(ofMinutes(20)), REQUEST))
          .contains("expecting about 20 min");
    }
  }

  @Test
  void ofOtherServersNothingIsExpected() throws Exception {
    try (RawServer server = server()) {
      assertThat(reason(builder(server.uri()), REQUEST)).contains("nothing known");
    }
  }

  @Test
  void aRequestGoesBeforeItsLabel() throws Exception {
    try (RawServer server = server()) {
      TranslationClient.Builder builder =
          builder(server.uri())
              .expecting(ofMinutes(2))
              .expecting("trailers", Expectation.of(ofMinutes(3)));

      assertThat(reason(builder, REQUEST.expecting(ofMinutes(5)).withLabel("trailers")))
          .contains("expecting about 5 min");
    }
  }

  @Test
  void aLabelGoesBeforeTheClient() throws Exception {
    try (RawServer server = server()) {
      TranslationClient.Builder builder =
          builder(server.uri())
              .expecting("trailers", Expectation.of(ofMinutes(3)))
              .expecting(ofMinutes(2));

      assertThat(reason(builder, REQUEST.withLabel("trailers"))).contains("about 3 min");
    }
  }
}
