package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.net.URI;
import java.util.concurrent.CompletionStage;

/** A bare status server that knows one job and no ids; the id is only what the caller names it. */
public final class StatusEndpoint implements StatusSource, AutoCloseable {

  private final HttpTransport transport;
  private final PlainFormat format;
  private final URI uri;

  /** The server that answers at an address, for instance {@code http://localhost:8080/status}. */
  public StatusEndpoint(HttpTransport transport, URI uri) {
    this.transport = transport;
    this.format = new PlainFormat(transport.credentials());
    this.uri = uri;
  }

  /** Closes the connections. */
  @Override
  public void close() {
    transport.close();
  }

  @Override
  public CompletionStage<Answer> ask(JobId job) {
    return ask(job, Attempt.immediate());
  }

  @Override
  public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
    return transport.get(uri, attempt, answer -> format.status(job, answer), miss -> miss);
  }
}
