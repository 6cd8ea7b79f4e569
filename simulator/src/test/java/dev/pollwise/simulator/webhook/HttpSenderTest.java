package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries to receivers of every kind, from well-behaved to hostile ones. */
@Timeout(60)
class HttpSenderTest {

  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LONG = Duration.ofHours(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private Set<Integer> ownPorts = Set.of();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    threads.shutdownNow();
  }

  /** What a receiver answers a request with, given its head. */
  @FunctionalInterface
  interface Behaviour {

    void answer(List<String> head, OutputStream out) throws Exception;
  }

  /** How a receiver means harm. Each would go on for ever. */
  enum Hostile implements Behaviour {
    ENDLESS_STATUS_LINE("HTTP/1.1 200 ", "x"),
    ENDLESS_HEADER("HTTP/1.1 200 OK\r\nX: ", "x"),
    ENDLESS_HEADERS("HTTP/1.1 200 OK\r\n", "X-Header: of an endless number\r\n"),
    ENDLESS_WORDS_BETWEEN("", "HTTP/1.1 100 Continue\r\n\r\n"),
    ENDLESS_NONSENSE("", "nonsense\r\n");

    private final String start;
    private final String then;

    Hostile(String start, String then) {
      this.start = start;
      this.then = then;
    }

    @Override
    public void answer(List<String> head, OutputStream out) throws IOException {
      write(out, start);
      String many = then.repeat(1_000);
      while (true) {
        write(out, many);
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static Behaviour saying(String answer) {
    return (head, out) -> write(out, answer);
  }

  /** Starts a receiver; returns its port. */
  private int receiver(Behaviour behaviour) throws IOException {
    ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    open.add(server);
    Future<?> unused =
        threads.submit(() -> {
          while (!server.isClosed()) {
            Socket socket = server.accept();
            open.add(socket);
            Future<?> unusedAnswer =
                threads.submit(() -> {
                  try (socket) {
                    behaviour.answer(head(socket), socket.getOutputStream());
                  }
                  return null;
                });
          }
          return null;
        });
    return server.getLocalPort();
  }

  private static List<String> head(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    List<String> head = new ArrayList<>();
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      head.add(line);
    }
    return head;
  }

  private HttpSender sender(Duration timeout) {
    Set<Allowed> all = EnumSet.allOf(Allowed.class);
    AddressRules rules =
        new AddressRules(
            all,
            ownPorts,
            host -> {
              lookups.incrementAndGet();
              return new InetAddress[] {InetAddress.getLoopbackAddress()};
            },
            address -> false);
    HttpSender sender =
        new HttpSender(
            WebhookSettings.local().allowing(all).withTimeout(timeout),
            rules,
            (SSLSocketFactory) SSLSocketFactory.getDefault());
    open.add(sender);
    return sender;
  }

  private static Attempt post(HttpSender sender, int port) {
    return sender.post(
        URI.create("http://receiver.example:" + port + "/hook?a=%20b"), Map.of("X-Own", "1"), BODY);
  }

  @Test
  void postsToTheAddressThatWasCheckedUnderTheNameThatWasGiven() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    int port =
        receiver((head, out) -> {
          seen.addAll(head);
          write(out, "HTTP/1.1 204 No Content\r\n\r\n");
        });

    assertThat(post(sender(LONG), port)).isEqualTo(new Attempt.Accepted(204));
    assertThat(seen)
        .containsExactly(
            "POST /hook?a=%20b HTTP/1.1",
            "Host: receiver.example:" + port,
            "Content-Type: application/json",
            "User-Agent: pollwise-simulator",
            "X-Own: 1",
            "Content-Length: " + BODY.length,
            "Connection: close");
    assertThat(lookups).as("another look-up could find another address").hasValue(1);
  }

  @Test
  void passesOverWordsInBetweenAndReadsStatusesAsTheyAre() throws Exception {
    String body = "Content-Length: 2\r\n\r\nok";

    assertThat(
            post(
                sender(LONG),
                receiver(
                    saying(
                        "HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 202 Accepted\r\n" + body))))
        .isEqualTo(new Attempt.Accepted(202));
    assertThat(post(sender(LONG), receiver(saying("HTTP/1.0 500\r\n\r\n"))))
        .isEqualTo(new Attempt.Rejected(500));
    assertThat(post(sender(LONG), receiver(saying("HTTP/2 200\r\n\r\n"))))
        .isEqualTo(new Attempt.Unanswered());
    assertThat(post(sender(LONG), receiver(saying("")))).isEqualTo(new Attempt.Unanswered());
    assertThat(post(sender(LONG), receiver(saying("HTTP/1.1 200 OK\r\n"))))
        .as("broken off")
        .isEqualTo(new Attempt.Unanswered());
  }

  @ParameterizedTest
  @EnumSource(Hostile.class)
  void endsWithAHeadThatDoesNotEnd(Hostile hostile) throws Exception {
    assertThat(post(sender(LONG), receiver(hostile))).isEqualTo(new Attempt.Unanswered());
  }

  @Test
  void readsNoEndlessBody() throws Exception {
    int port =
        receiver((head, out) -> {
          write(out, "HTTP/1.1 200 OK\r\n\r\n");
          while (true) {
            write(out, "body ".repeat(1_000));
          }
        });

    assertThat(post(sender(LONG), port)).isEqualTo(new Attempt.Accepted(200));
  }

  @Test
  void waitsForNoBodyThatComesByteByByte() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    int port =
        receiver((head, out) -> {
          write(out, "HTTP/1.1 200 OK\r\n\r\n");
          while (!never.await(30, TimeUnit.MILLISECONDS)) {
            write(out, "b");
          }
        });

    assertThat(post(sender(LONG), port)).isEqualTo(new Attempt.Accepted(200));
  }

  @Test
  void breaksOffOneThatIsSilentOrSlowWhenItsTimeIsUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    int silent = receiver((head, out) -> never.await());

    assertThat(post(sender(Duration.ofMillis(50)), silent)).isEqualTo(new Attempt.Unanswered());
  }

  @Test
  void aHundredHostileReceiversAtOnceDoNotHoldUpAGoodOne() throws Exception {
    HttpSender sender = sender(LONG);
    List<Future<Attempt>> attempts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int port = receiver(Hostile.values()[i % Hostile.values().length]);
      attempts.add(threads.submit(() -> post(sender, port)));
    }

    assertThat(post(sender, receiver(saying("HTTP/1.1 200 OK\r\n\r\n"))))
        .isEqualTo(new Attempt.Accepted(200));
    for (Future<Attempt> attempt : attempts) {
      assertThat(attempt.get()).isEqualTo(new Attempt.Unanswered());
    }
  }

  @Test
  void followsAFewRedirectsOnly() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    int port =
        receiver((head, out) -> {
          int number = requests.incrementAndGet();
          write(
              out,
              "HTTP/1.1 307 Again\r\nLocation: /" + number + "?" + "x".repeat(15_000) + "\r\n\r\n");
        });

    assertThat(post(sender(LONG), port)).isEqualTo(new Attempt.Rejected(307));
    assertThat(requests).as("the first and three more").hasValue(4);
  }

  @Test
  void neverSendsToTheSimulatorItselfNotEvenBehindARedirect() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    int own = receiver((head, out) -> requests.incrementAndGet());
    ownPorts = Set.of(own);
    int other =
        receiver(saying("HTTP/1.1 308 There\r\nLocation: http://x:" + own + "/reset\r\n\r\n"));

    Attempt.Forbidden itself = new Attempt.Forbidden("leads to this simulator itself");
    assertThat(post(sender(LONG), own)).isEqualTo(itself);
    assertThat(post(sender(LONG), other)).isEqualTo(itself);
    assertThat(requests).hasValue(0);
  }

  @Test
  void isSilentOnceItIsClosed() throws Exception {
    HttpSender sender = sender(LONG);
    sender.close();

    assertThat(post(sender, receiver(saying("HTTP/1.1 200 OK\r\n\r\n"))))
        .isEqualTo(new Attempt.Unanswered());
  }
}
