package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * HeyGen's v3 video-translation API, one call at a time. Never blocks; whatever goes wrong is in
 * the value that comes.
 */
public final class HeyGenApi implements StatusSource {

  private static final String TRANSLATIONS = "/v3/video-translations";

  private final HttpTransport transport;
  private final HeyGenFormat format;
  private final String base;

  /** The API below an address, for instance {@code https://api.heygen.com}. */
  public HeyGenApi(HttpTransport transport, URI base) {
    this.transport = transport;
    this.format = new HeyGenFormat(transport.credentials());
    this.base = base.toString().replaceFirst("/+$", "");
  }

  /** {@code GET /v3/video-translations/{id}}. */
  @Override
  public CompletableFuture<Answer> ask(JobId job) {
    String id = URLEncoder.encode(job.value(), StandardCharsets.UTF_8).replace("+", "%20");
    return transport.get(
        uri(TRANSLATIONS + "/" + id), answer -> format.status(job, answer), miss -> miss);
  }

  /** {@code POST /v3/video-translations}: one job per language. */
  public CompletableFuture<Submitted> submit(
      URI video, List<String> languages, Map<String, Object> options, String idempotencyKey) {
    return transport.post(
        uri(TRANSLATIONS),
        format.submission(video, languages, options),
        idempotencyKey,
        format::submitted,
        Submitted.Missed::new);
  }

  /** {@code GET /v3/video-translations/languages}. */
  public CompletableFuture<Languages> languages() {
    return transport.get(
        uri(TRANSLATIONS + "/languages"), format::languages, Languages.Missed::new);
  }

  private URI uri(String path) {
    return URI.create(base + path);
  }
}
