package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK throws where there is no connection, and what is made of it. */
class ExchangeFailureTest {

  private static ConnectException noConnection(Throwable cause) {
    ConnectException failed = new ConnectException(cause.getMessage());
    failed.initCause(cause);
    return failed;
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(noConnection(new ClosedChannelException()), "connection refused", true),
        Arguments.of(new ConnectException("Connection refused"), "connection refused", true),
        Arguments.of(
            noConnection(new UnresolvedAddressException()), "the host name is unknown", true),
        Arguments.of(
            noConnection(new SocketException("Network is unreachable")),
            "Network is unreachable",
            true),
        Arguments.of(
            noConnection(new BindException("Cannot assign requested address")),
            "Cannot assign requested address",
            true),
        Arguments.of(
            new HttpConnectTimeoutException("HTTP connect timed out"),
            "HTTP connect timed out",
            true),
        Arguments.of(
            new CompletionException(new SSLHandshakeException("no trusted certificate")),
            "no trusted certificate",
            true),
        Arguments.of(new SocketException("Connection reset"), "Connection reset", false),
        Arguments.of(new IOException("closed"), "closed", false));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysWhyAndWhetherAnythingWasSent(Throwable error, String detail, boolean isBefore) {
    ExchangeFailure failure = ExchangeFailure.of(error, Credentials.none());

    assertThat(failure.miss(false, URI.create("http://x.test/v?a=b")).describe())
        .isEqualTo("no answer: " + detail + " (http://x.test/v?…)");
    assertThat(failure.isBeforeSending()).isEqualTo(isBefore);
  }
}
