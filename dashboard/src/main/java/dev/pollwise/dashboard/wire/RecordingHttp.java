package dev.pollwise.dashboard.wire;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.Exchange;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client that keeps what passes, without secrets, until the event of the call is there. The
 * client library tells of a call by what it means; this is what it looked like.
 */
public final class RecordingHttp extends HttpClient {

  /** Of one job whose events do not come. */
  private static final int MOST_WAITING = 16;

  private static final String SHARED = "video_translation_ids=";

  private final HttpClient http;
  private final InstantSource clock;
  private final Redaction redaction;
  private final Map<JobId, ArrayDeque<RecordedCall>> waiting = new ConcurrentHashMap<>();

  /**
   * Has sent nothing yet.
   *
   * @param clock the one by which events are stamped
   */
  public RecordingHttp(URI server, Secret key, InstantSource clock) {
    boolean isSecure = "https".equalsIgnoreCase(server.getScheme());
    this.http =
        HttpClient.newBuilder()
            .version(isSecure ? Version.HTTP_2 : Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    this.clock = clock;
    this.redaction = new Redaction(key);
  }

  /**
   * What the call of an event looked like: the last of the requests that were sent by then. Empty
   * for other events, and for a call that sent none.
   */
  public Optional<Exchange> take(JobEvent event) {
    return switch (event) {
      case JobEvent.Polled polled -> take(polled.jobId(), polled.moment().at());
      case JobEvent.Missed missed -> take(missed.jobId(), missed.moment().at());
      case JobEvent.Ended ended -> forget(ended.jobId());
      case JobEvent.Broken broken -> forget(broken.jobId());
      case JobEvent.Submitted submitted -> Optional.empty();
      case JobEvent.Waiting decided -> Optional.empty();
      case JobEvent.StatusChanged changed -> Optional.empty();
    };
  }

  private Optional<Exchange> forget(JobId job) {
    waiting.remove(job);
    return Optional.empty();
  }

  private Optional<Exchange> take(JobId job, Instant by) {
    AtomicReference<@Nullable Exchange> found = new AtomicReference<>();
    waiting.computeIfPresent(
        job,
        (id, calls) -> {
          int sends = 0;
          RecordedCall last = null;
          while (!calls.isEmpty() && calls.getFirst().wasSentBy(by)) {
            last = calls.removeFirst();
            sends++;
          }
          if (last != null) {
            found.set(last.about(id, sends));
          }
          return calls.isEmpty() ? null : calls;
        });
    return Optional.ofNullable(found.get());
  }

  private RecordedCall sending(HttpRequest request) {
    RecordedCall call = new RecordedCall(clock.instant(), jobs(request), request, redaction);
    for (JobId job : call.jobs()) {
      waiting.compute(
          job,
          (id, calls) -> {
            ArrayDeque<RecordedCall> all = calls == null ? new ArrayDeque<>() : calls;
            all.addLast(call);
            if (all.size() > MOST_WAITING) {
              all.removeFirst();
            }
            return all;
          });
    }
    return call;
  }

  /** The jobs that a request asks about; none where it starts some. */
  private static List<JobId> jobs(HttpRequest request) {
    String query = request.uri().getRawQuery();
    if (!request.method().equals("GET")) {
      return List.of();
    }
    Stream<String> ids =
        query == null
            ? Stream.of(request.uri().getRawPath())
                .filter(path -> path.contains("/video-translations/"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
            : Stream.of(query.split("&"))
                .filter(each -> each.startsWith(SHARED))
                .flatMap(each -> Stream.of(each.substring(SHARED.length()).split(",|%2C")));
    return ids.map(id -> URLDecoder.decode(id, StandardCharsets.UTF_8))
        .filter(id -> !id.isBlank())
        .map(JobId::of)
        .toList();
  }

  private static <T> BodyHandler<T> recorded(RecordedCall call, BodyHandler<T> handler) {
    return info -> {
      call.answered(info);
      return BodySubscribers.mapping(
          handler.apply(info),
          body -> {
            if (body instanceof byte[] bytes) {
              call.read(bytes);
            }
            return body;
          });
    };
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return http.send(request, recorded(sending(request), handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return http.sendAsync(request, recorded(sending(request), handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return http.sendAsync(request, recorded(sending(request), handler), pushes);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return http.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return http.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return http.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return http.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return http.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return http.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return http.authenticator();
  }

  @Override
  public Version version() {
    return http.version();
  }

  @Override
  public Optional<Executor> executor() {
    return http.executor();
  }

  /** Aborts what is under way and closes the connections. */
  @Override
  public void shutdownNow() {
    http.shutdownNow();
  }
}
