package dev.pollwise.client.testing;

import dev.pollwise.client.poll.StatusSource.Attempt;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** Hands requests to a scripted server instead of a network. */
final class ScriptedHttp extends HttpClient {

  private final ScriptedTranslations server;

  ScriptedHttp(ScriptedTranslations server) {
    this.server = server;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    CompletableFuture<ScriptedWire.Answer> asked = server.answer(request, body(request));
    return Attempt.abortable(
        asked.thenCompose(answer -> {
          if (answer.equals(ScriptedWire.Answer.UNSENT)) {
            return CompletableFuture.failedFuture(new ConnectException("as the script says"));
          }
          if (answer.equals(ScriptedWire.Answer.LOST)) {
            return CompletableFuture.failedFuture(new SocketException("as the script says"));
          }
          return response(request, answer, handler);
        }),
        () -> asked.cancel(true));
  }

  private static String body(HttpRequest request) {
    BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(new Collecting(text)));
    if (request.bodyPublisher().isEmpty()) {
      text.onComplete();
    }
    return text.getBody().toCompletableFuture().join();
  }

  private static <T> CompletableFuture<HttpResponse<T>> response(
      HttpRequest request, ScriptedWire.Answer answer, BodyHandler<T> handler) {
    HttpHeaders headers = HttpHeaders.of(answer.headers(), (name, value) -> true);
    BodySubscriber<T> reader = handler.apply(new Head(answer.status(), headers));
    reader.onSubscribe(new AlreadyThere());
    reader.onNext(List.of(StandardCharsets.UTF_8.encode(answer.body())));
    reader.onComplete();
    return reader
        .getBody()
        .toCompletableFuture()
        .thenApply(body -> new Response<>(request, answer.status(), headers, body));
  }

  private record Head(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {
    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }
  }

  private record Response<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
      implements HttpResponse<T> {
    @Override
    public Optional<HttpResponse<T>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return request.uri();
    }

    @Override
    public Version version() {
      return Version.HTTP_1_1;
    }
  }

  /** Everything is handed over at once. */
  private record AlreadyThere() implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  private record Collecting(BodySubscriber<String> to) implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      to.onNext(List.of(part));
    }

    @Override
    public void onError(Throwable error) {
      to.onError(error);
    }

    @Override
    public void onComplete() {
      to.onComplete();
    }
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    throw new UnsupportedOperationException("nothing may block in virtual time");
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushed) {
    return sendAsync(request, handler);
  }

  @Override
  public Redirect followRedirects() {
    return Redirect.NEVER;
  }

  @Override
  public Version version() {
    return Version.HTTP_1_1;
  }

  @Override
  public SSLContext sslContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has TLS", impossible);
    }
  }

  @Override
  public SSLParameters sslParameters() {
    return new SSLParameters();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return Optional.empty();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return Optional.empty();
  }

  @Override
  public Optional<Executor> executor() {
    return Optional.empty();
  }
}
