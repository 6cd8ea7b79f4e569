package dev.pollwise.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body, decodes it, and gives up as soon as it is larger than any sane answer. */
final class LimitedBody implements BodySubscriber<byte[]> {

  private final HttpHeaders headers;
  private final int limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  LimitedBody(HttpHeaders headers, int limit) {
    this.headers = headers;
    this.limit = limit;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (bytes.size() + part.remaining() > limit) {
        giveUp();
        return;
      }
      byte[] chunk = new byte[part.remaining()];
      part.get(chunk);
      bytes.writeBytes(chunk);
    }
  }

  private void giveUp() {
    if (subscription != null) {
      subscription.cancel();
    }
    body.completeExceptionally(BadBodyException.tooLarge(limit));
  }

  @Override
  public void onError(Throwable error) {
    body.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    try {
      body.complete(ContentCoding.decoded(headers, bytes.toByteArray(), limit));
    } catch (IOException undecodable) {
      body.completeExceptionally(undecodable);
    }
  }

  /** The body came, but is of no use; the message says why. */
  static final class BadBodyException extends IOException {
    private static final long serialVersionUID = 1;

    BadBodyException(String what) {
      super(what);
    }

    static BadBodyException tooLarge(int limit) {
      return new BadBodyException("a body of more than " + limit + " bytes");
    }
  }
}
