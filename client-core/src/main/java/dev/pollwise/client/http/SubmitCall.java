package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.request.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One submit: each call sends the same bytes under the same idempotency key. One call after the
 * other.
 *
 * @param <T> what the server gives for what it has accepted
 */
public final class SubmitCall<T> implements Supplier<CompletableFuture<Reply<T>>> {

  /** HeyGen's, and what others call it. */
  private static final List<String> REQUEST_ID =
      List.of("X-Request-Id", "Request-Id", "X-Amzn-RequestId");

  private final HttpTransport transport;
  private final URI uri;
  private final byte[] body;
  private final String idempotencyKey;
  private final Function<WireAnswer, Reply<T>> format;
  private volatile String requestId = "";
  private volatile Hint hint = Hint.none();

  SubmitCall(
      HttpTransport transport,
      URI uri,
      byte[] body,
      String idempotencyKey,
      Function<WireAnswer, Reply<T>> format) {
    this.transport = transport;
    this.uri = uri;
    this.body = body;
    this.idempotencyKey = idempotencyKey;
    this.format = format;
  }

  /** Sends it; cancelling what it returns aborts the exchange. */
  @Override
  public CompletableFuture<Reply<T>> get() {
    requestId = "";
    return transport.post(
        uri, body, idempotencyKey, this::read, Reply.Lost::new, Reply.Unsent::new);
  }

  private Reply<T> read(WireAnswer answer) {
    requestId =
        REQUEST_ID.stream()
            .flatMap(name -> answer.headers().firstValue(name).stream())
            .findFirst()
            .map(id -> ServerText.shown(id, transport.credentials()))
            .orElse("");
    hint = Hints.of(answer);
    return format.apply(answer);
  }

  /** When the last answer wants to be followed by a call. */
  public Hint hint() {
    return hint;
  }

  /** What the server calls its last answer; empty where it says nothing of the kind. */
  public String requestId() {
    return requestId;
  }

  /** The same for the same submit, whatever its key, and for no other. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(uri.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
