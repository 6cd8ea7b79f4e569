package dev.pollwise.client.http;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.http.Credentials.UnavailableException;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and collects whole answers. Safe for any thread; never blocks the caller, but for
 * an attempt that {@linkplain Attempt#mayBlock allows it}.
 *
 * <p>Cancelling a future that it returns aborts the exchange, in whatever phase it is; the caller's
 * timeout is nothing but such a cancel, so that it covers connecting, headers and body alike.
 */
final class HttpTransport implements AutoCloseable {

  private static final int BODY_LIMIT = 1 << 20;
  private static final byte[] NO_BODY = {};
  private static final int UNAUTHORIZED = 401;

  private static final Miss EXPIRED =
      new Miss.Rejected(
          UNAUTHORIZED, "refused what has been renewed since; trying again", Hint.none());

  private static final String USER_AGENT = "pollwise-client";

  private final HttpClient http;
  private final boolean isOwn;
  private final Credentials credentials;
  private final InstantSource wallClock;
  private final @Nullable ServerContext context;

  private HttpTransport(
      HttpClient http,
      boolean isOwn,
      Credentials credentials,
      InstantSource wallClock,
      @Nullable ServerContext context) {
    this.http = http;
    this.isOwn = isOwn;
    this.credentials = credentials;
    this.wallClock = wallClock;
    this.context = context;
  }

  /**
   * Hears of each pause that an answer asks for, whatever the request, and sends nothing before it
   * is over.
   *
   * @param http the user's, which stays open; null for one of its own
   */
  static HttpTransport within(
      ServerContext context, URI server, Credentials credentials, @Nullable HttpClient http) {
    return new HttpTransport(
        http == null ? own(server, context.worker()) : http,
        http == null,
        credentials,
        context.clock(),
        context);
  }

  /** Sends by a client of its own, whatever the server asks for. */
  static HttpTransport to(
      URI server, Executor executor, Credentials credentials, InstantSource wallClock) {
    return new HttpTransport(own(server, executor), true, credentials, wallClock, null);
  }

  /**
   * On an executor that is handed in: left alone, it would bring a pool of its own. HTTP/2 only
   * over TLS; an upgrade in the clear is an extra round trip that some servers answer wrongly.
   */
  private static HttpClient own(URI server, Executor executor) {
    boolean isSecure = "https".equalsIgnoreCase(server.getScheme());
    return HttpClient.newBuilder()
        .version(isSecure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .executor(executor)
        .build();
  }

  /** Aborts what is under way and closes the connections, unless the client is the user's. */
  @Override
  public void close() {
    if (isOwn) {
      http.shutdownNow();
    }
  }

  Credentials credentials() {
    return credentials;
  }

  /**
   * Gets a resource.
   *
   * @param uri where
   * @param attempt for how long the answer may be held back; told of a {@linkplain
   *     ExchangeFailure#isSentTwice() hidden repetition}
   * @param read understands a complete answer
   * @param missed stands for an answer that did not come
   */
  <T> CompletableFuture<T> get(
      URI uri, Attempt attempt, Function<WireAnswer, T> read, Function<Miss, T> missed) {
    attempt.answeredAs(""); // whatever came before
    // A status that a cache has kept is of the past.
    HttpRequest.Builder request = request(uri).GET().header("Cache-Control", "no-cache");
    PreferredWait.asked(attempt)
        .ifPresent(preference -> request.header(PreferredWait.PREFER, preference));
    return send(
        request,
        attempt.mayBlock(),
        answer -> {
          attempt.answeredFromCache(answer.age());
          attempt.answeredAs(credentials.shown(answer.requestId()));
          RateLimit.of(answer).ifPresent(attempt::limitedTo);
          return read.apply(answer);
        },
        failure -> {
          if (failure.isSentTwice()) {
            attempt.sentAgain();
          }
        },
        missed);
  }

  /**
   * Posts JSON, at most once for a key as far as the server is concerned.
   *
   * @param lost stands for an answer that did not come
   * @param unsent as {@code lost}, where there was no connection to send anything on, or a pause
   *     forbade it
   */
  <T> CompletableFuture<T> post(
      URI uri,
      byte[] json,
      String idempotencyKey,
      Function<WireAnswer, T> read,
      Function<Miss, T> lost,
      Function<Miss, T> unsent) {
    AtomicBoolean isUnsent = new AtomicBoolean();
    return send(
        request(uri)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofByteArray(json)),
        false,
        read,
        failure -> isUnsent.set(failure.isBeforeSending()),
        // Without an answer, it is a pause that throttles.
        miss -> (isUnsent.get() || miss instanceof Miss.Throttled ? unsent : lost).apply(miss));
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Accept", "application/json")
        .header("User-Agent", USER_AGENT);
  }

  private <T> CompletableFuture<T> send(
      HttpRequest.Builder request,
      boolean mayBlock,
      Function<WireAnswer, T> read,
      Consumer<ExchangeFailure> failed,
      Function<Miss, T> missed) {
    Optional<Miss.Throttled> paused = paused();
    if (paused.isPresent()) {
      return CompletableFuture.completedFuture(missed.apply(paused.get()));
    }
    String secret;
    try {
      secret = credentials.sign(request);
    } catch (UnavailableException nobody) {
      ExchangeFailure failure = ExchangeFailure.of(nobody, credentials);
      failed.accept(failure);
      return CompletableFuture.completedFuture(
          missed.apply(new Miss.Unreachable(failure.message(nobody))));
    }
    HttpRequest ready = request.build();
    AtomicReference<@Nullable ResponseInfo> arrived = new AtomicReference<>();
    BodyHandler<byte[]> body =
        head -> {
          arrived.set(head);
          LimitedBody whole = new LimitedBody(head.headers(), BODY_LIMIT);
          return isSuccess(head) ? whole : whole.within(LimitedBody.OF_AN_ERROR);
        };
    BiFunction<@Nullable HttpResponse<byte[]>, @Nullable Throwable, T> result =
        (response, error) -> {
          ResponseInfo head = arrived.get();
          // What is no success says what it is by its head, whatever becomes of its body.
          boolean isAnswer = response != null || (head != null && !isSuccess(head));
          if (head != null && isAnswer) {
            WireAnswer answer = answer(head, response == null ? NO_BODY : response.body(), ready);
            return understood(answer, secret, read, failed, missed);
          }
          ExchangeFailure failure =
              ExchangeFailure.of(
                  requireNonNull(error, "neither a response nor an error"), credentials);
          OptionalInt hidden = failure.hiddenStatus();
          if (hidden.isPresent()) {
            return understood(hidden(hidden.getAsInt(), ready), secret, read, failed, missed);
          }
          failed.accept(failure);
          return missed.apply(failure.miss(head != null, ready.uri()));
        };
    if (mayBlock && isOwn && Thread.currentThread().isVirtual()) {
      return CompletableFuture.completedFuture(sendHere(ready, body, result));
    }
    CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(ready, body);
    return Attempt.abortable(exchange.handle(result), () -> exchange.cancel(true));
  }

  private static boolean isSuccess(ResponseInfo head) {
    return head.statusCode() < 300;
  }

  private <T> T understood(
      WireAnswer answer,
      String secret,
      Function<WireAnswer, T> read,
      Consumer<ExchangeFailure> failed,
      Function<Miss, T> missed) {
    tell(answer);
    if (!isExpired(answer, secret)) {
      return read.apply(answer);
    }
    failed.accept(ExchangeFailure.of(UnavailableException.expired(), credentials));
    return missed.apply(EXPIRED);
  }

  /**
   * Blocks a virtual thread, which the asynchronous way would do with two more of other pools: the
   * cheaper way to the same end. Interrupting the thread aborts the exchange.
   */
  private <T> T sendHere(
      HttpRequest request,
      BodyHandler<byte[]> body,
      BiFunction<@Nullable HttpResponse<byte[]>, @Nullable Throwable, T> result) {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, body);
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      return result.apply(null, givenUp);
    } catch (IOException | RuntimeException failed) {
      return result.apply(null, failed);
    }
    return result.apply(response, null);
  }

  /** What a request is answered with that a pause forbids. */
  Optional<Miss.Throttled> paused() {
    return context == null ? Optional.empty() : context.paused();
  }

  private void tell(WireAnswer answer) {
    if (context != null) {
      RateLimit.of(answer).ifPresent(context::heard);
      if (answer.status() >= 400) {
        context.heard(new Misses(credentials).of(answer));
      }
    }
  }

  /** Whether the secret was refused, and there is another by now. */
  private boolean isExpired(WireAnswer answer, String secret) {
    if (answer.status() == UNAUTHORIZED) {
      return credentials.isRenewed(secret);
    }
    credentials.accepted();
    return false;
  }

  private WireAnswer hidden(int status, HttpRequest request) {
    HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
    return new WireAnswer(status, none, NO_BODY, wallClock.instant(), request.uri());
  }

  private WireAnswer answer(ResponseInfo head, byte[] body, HttpRequest request) {
    return new WireAnswer(
        head.statusCode(), head.headers(), body, wallClock.instant(), request.uri());
  }
}
