package dev.pollwise.client.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Collects a body, decodes it, and gives up as soon as it is larger than any sane answer. */
final class LimitedBody implements BodySubscriber<byte[]> {

  /** More than one is odd, and each costs up to the whole limit. */
  private static final int MOST_CODINGS = 3;

  /** How long the body of an error, which explains what the head has said, is waited for. */
  static final Duration OF_AN_ERROR = Duration.ofSeconds(1);

  private final HttpHeaders headers;
  private final int limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private volatile Flow.@Nullable Subscription subscription;

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
    abandon();
    body.completeExceptionally(BadBodyException.tooLarge(limit));
  }

  private void abandon() {
    Flow.Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }

  /** Fails if the body has not come within a while. */
  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to abandon the rest
  LimitedBody within(Duration patience) {
    body.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((whole, failure) -> {
          if (failure instanceof TimeoutException) {
            abandon();
          }
        });
    return this;
  }

  @Override
  public void onError(Throwable error) {
    body.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    try {
      body.complete(decoded(headers, bytes.toByteArray(), limit));
    } catch (IOException undecodable) {
      body.completeExceptionally(undecodable);
    }
  }

  /**
   * Undoes what a proxy encodes unasked (RFC 9110, 8.4.1). What is decoded has the limit of a body
   * as well, since a few bytes can become any number of them.
   */
  static byte[] decoded(HttpHeaders headers, byte[] body, int limit) throws IOException {
    List<String> fields = headers.allValues("Content-Encoding");
    if (fields.isEmpty()) {
      return body;
    }
    List<String> codings =
        fields.stream()
            .flatMap(field -> Stream.of(field.split(",")))
            .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
            .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
            .toList();
    if (codings.size() > MOST_CODINGS && body.length > 0) {
      throw new BadBodyException("a body that is encoded " + codings.size() + " times");
    }
    byte[] plain = body;
    for (String coding : codings.reversed()) {
      plain = plain.length == 0 ? plain : decoded(coding, plain, limit);
    }
    return plain;
  }

  /** Some decode it on the way and leave the field as it was, or write the field twice. */
  private static boolean isJson(byte[] body) {
    return body[0] == '{' || body[0] == '[';
  }

  private static byte[] decoded(String coding, byte[] body, int limit) throws IOException {
    try (InputStream decoding = decoding(coding, new ByteArrayInputStream(body), body)) {
      byte[] plain = decoding.readNBytes(limit + 1);
      if (plain.length > limit) {
        throw BadBodyException.tooLarge(limit);
      }
      return plain;
    } catch (EOFException | ZipException damaged) {
      throw new BadBodyException("a body that is not whole as " + coding);
    }
  }

  private static InputStream decoding(String coding, InputStream in, byte[] body)
      throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> isJson(body) ? in : new GZIPInputStream(in);
      // Some send it without the frame that the standard asks for, which begins with an 8.
      case "deflate" -> {
        if (isJson(body)) {
          yield in;
        }
        yield (body[0] & 0x0f) == 8 ? new InflaterInputStream(in) : unframed(in);
      }
      default ->
          throw new BadBodyException("a body encoded as " + coding + ", which was not asked for");
    };
  }

  private static InputStream unframed(InputStream in) {
    return new InflaterInputStream(in, new Inflater(true)) {
      @Override
      public void close() throws IOException {
        super.close();
        inf.end();
      }
    };
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
