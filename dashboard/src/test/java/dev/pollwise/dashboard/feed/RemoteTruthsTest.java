package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorCommand;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a control API of the test's own, which tells what it was asked. */
class RemoteTruthsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final URI VIDEO = URI.create("https://example.com/a.mp4");

  private final List<Event> told = new CopyOnWriteArrayList<>();
  private final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final RemoteTruths truths = new RemoteTruths(told::add, broken::add);
  private final HttpServer face = unstarted();

  private static HttpServer unstarted() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException busy) {
      throw new IllegalStateException(busy);
    }
  }

  @BeforeEach
  void answer() {
    face.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          String body =
              path.endsWith("/endless")
                  ? "{\"id\": \"endless\"}"
                  : path.endsWith("/strange")
                      ? "no JSON"
                      : "{\"ends\": {\"wall\": \"" + NOON + "\"}}";
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(path.endsWith("/gone") ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    face.start();
  }

  @AfterEach
  void close() {
    truths.close();
    face.stop(0);
  }

  /** A server whose control API listens one port above it. */
  private URI here() {
    return URI.create("http://127.0.0.1:" + (face.getAddress().getPort() - 1));
  }

  private static ServerChoice.Remote remote(URI uri) {
    return new ServerChoice.Remote(uri, new Secret("k"));
  }

  private static LaunchOrder order(ServerChoice server) {
    return new LaunchOrder(server, VIDEO, List.of("French"), 1);
  }

  private static JobKey job(URI server, String id) {
    return new JobKey(server, JobId.of(id));
  }

  private void accepted(URI server, String... ids) {
    truths.notice(new Event.ServerSought(remote(server)));
    truths.notice(
        new Event.JobsAccepted(
            order(remote(server)), List.of(ids).stream().map(id -> job(server, id)).toList()));
  }

  private void awaitAsked(int times) {
    await().atMost(Duration.ofSeconds(20)).until(() -> asked.size() >= times);
  }

  @Test
  void tellsTheTrueEndsOfJobsOfAServerOnThisMachine() {
    accepted(here(), "a", "endless", "gone", "b");
    awaitAsked(4);

    await().atMost(Duration.ofSeconds(20)).until(() -> told.size() == 2);
    assertThat(told)
        .containsExactly(
            new Event.TrueEndTold(job(here(), "a"), NOON),
            new Event.TrueEndTold(job(here(), "b"), NOON));
    assertThat(asked).first().isEqualTo("/simulator/jobs/a");
  }

  @Test
  void asksOnceMoreAtTheEnd() {
    accepted(here(), "a");
    JobEvent.Moment now = new JobEvent.Moment(NOON, Duration.ofSeconds(3));
    JobId id = JobId.of("a");
    JobOutcome stopped =
        new JobOutcome.Cancelled(
            id,
            JobOutcome.StoppedBy.USER,
            new ResumeToken(here(), id, NOON),
            new Evidence(1, new Lateness.Unknown()));
    truths.notice(
        new Event.JobHeard(
            job(here(), "a"),
            new JobEvent.Polled(id, now, 1, 1, new JobStatus.Running(), Duration.ZERO)));
    truths.notice(new Event.JobHeard(job(here(), "a"), new JobEvent.Ended(id, now, stopped)));
    awaitAsked(2);

    accepted(here(), "b");
    awaitAsked(3);
    assertThat(asked)
        .containsExactly("/simulator/jobs/a", "/simulator/jobs/a", "/simulator/jobs/b");
  }

  @Test
  void aServerOutsideIsAskedOnlyWhereSomebodySaidItsFaceListens() {
    URI outside = URI.create("http://simulator.example:4000");
    accepted(outside, "early");
    truths.notice(
        new SimulatorCommand.Watch(
            new ControlAddress.At(
                URI.create("http://127.0.0.1:" + face.getAddress().getPort()),
                new Secret(""),
                new Secret("k"))));
    truths.notice(new Event.JobsAccepted(order(remote(outside)), List.of(job(outside, "late"))));
    awaitAsked(1);

    await().atMost(Duration.ofSeconds(20)).until(() -> !told.isEmpty());
    assertThat(told).containsExactly(new Event.TrueEndTold(job(outside, "late"), NOON));
    assertThat(asked).containsExactly("/simulator/jobs/late");
  }

  @Test
  void whatIsNoControlFaceIsNotAskedAgainUntilItIsChosenAnew() {
    accepted(here(), "strange", "a");
    awaitAsked(1);
    accepted(here(), "b");
    awaitAsked(2);

    assertThat(asked).containsExactly("/simulator/jobs/strange", "/simulator/jobs/b");
  }

  @Test
  void jobsOfTheEmbeddedSimulatorAreLeftToIt() {
    truths.notice(new Event.ServerSought(new ServerChoice.Embedded()));
    truths.notice(
        new Event.JobsAccepted(
            order(new ServerChoice.Embedded()), List.of(job(here(), "embedded"))));
    accepted(here(), "a");
    awaitAsked(1);

    assertThat(asked).containsExactly("/simulator/jobs/a");
  }
}
