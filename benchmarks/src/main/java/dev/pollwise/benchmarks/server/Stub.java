package dev.pollwise.benchmarks.server;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;

/**
 * WireMock on its own Jetty, set up for speed as its documentation has it: no journal of requests,
 * no log of them, more threads; and without compression and chunks, so that all answers are alike.
 */
final class Stub implements Served {

  private static final int THREADS = 50;
  private static final int BACKLOG = 4_096;
  private static final long IDLE_MILLIS = 300_000;

  private final WireMockServer server;

  Stub(int port) {
    var options =
        options()
            .bindAddress("127.0.0.1")
            .disableRequestJournal()
            .stubRequestLoggingDisabled(true)
            .gzipDisabled(true)
            .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)
            .http2PlainDisabled(true)
            .jettyIdleTimeout(IDLE_MILLIS)
            .jettyAcceptQueueSize(BACKLOG)
            .containerThreads(THREADS);
    server = new WireMockServer(port == 0 ? options.dynamicPort() : options.port(port));
    server.start();
    serve(STATUS, PENDING);
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void serve(String path, String json) {
    var _ = server.stubFor(get(urlEqualTo(path)).willReturn(okJson(json)));
  }

  @Override
  public void wake() {
    throw new UnsupportedOperationException("an answer that waits for an event");
  }

  @Override
  public void close() {
    server.stop();
  }
}
