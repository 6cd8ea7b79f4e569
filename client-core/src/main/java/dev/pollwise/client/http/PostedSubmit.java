package dev.pollwise.client.http;

import dev.pollwise.client.http.HeyGenApi.SubmitCall;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.poll.DurableRequest.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A submit that is posted, and what its last answer said besides. */
final class PostedSubmit<T> implements SubmitCall<T> {

  private final HttpTransport transport;
  private final URI uri;
  private final byte[] body;
  private final String idempotencyKey;
  private final Function<WireAnswer, Reply<T>> format;
  private volatile String requestId = "";
  private volatile Hint hint = Hint.none();

  PostedSubmit(
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

  @Override
  public CompletableFuture<Reply<T>> get() {
    requestId = "";
    return transport.post(uri, body, idempotencyKey, this::read, Reply.Lost::new, Misses::unsent);
  }

  private Reply<T> read(WireAnswer answer) {
    requestId = transport.credentials().shown(answer.requestId());
    hint = answer.hint();
    return format.apply(answer);
  }

  @Override
  public Hint hint() {
    return hint;
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public String fingerprint() {
    return Sha256.of(uri.toString().getBytes(StandardCharsets.UTF_8), body);
  }
}
