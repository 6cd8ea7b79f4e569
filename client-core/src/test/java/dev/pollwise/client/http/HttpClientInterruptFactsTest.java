package dev.pollwise.client.http;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests share one connection over HTTP/2, and an interrupted thread closes a channel that it
 * writes to: why it may be interrupted all the same.
 */
@Timeout(60)
class HttpClientInterruptFactsTest {

  /** Jetty takes more than 128 in a second for an attack, and closes the connection. */
  private static final int GIVEN_UP = 100;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().dynamicHttpsPort().http2TlsDisabled(false));
  private final HttpClient client =
      HttpClient.newBuilder().executor(executor).sslContext(trusting()).build();

  @AfterEach
  void end() {
    client.shutdownNow();
    server.stop();
    executor.shutdownNow();
  }

  @Test
  void anInterruptedRequestTakesNoOtherWithIt() throws Exception {
    server.stubFor(get(urlEqualTo("/slow")).willReturn(ok("slow").withFixedDelay(2)));
    server.start();
    SplittableRandom random = new SplittableRandom(7);
    assertThat(ask().version()).isEqualTo(HttpClient.Version.HTTP_2);

    for (int i = 0; i < GIVEN_UP; i++) {
      Future<HttpResponse<String>> kept = executor.submit(this::ask);
      Future<HttpResponse<String>> givenUp = executor.submit(this::ask);
      LockSupport.parkNanos(random.nextLong(3_000_000));
      givenUp.cancel(true);

      assertThat(kept.get(30, TimeUnit.SECONDS).body()).isEqualTo("slow");
    }
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    URI uri = URI.create("https://localhost:" + server.httpsPort() + "/slow");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The certificate of a test is nobody's. */
  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
