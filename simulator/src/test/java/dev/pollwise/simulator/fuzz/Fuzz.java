package dev.pollwise.simulator.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends hostile requests, each on a connection of its own that is half closed after it, some of
 * them in small pieces, beside a crowd that never ends what it sends; and complains of no answer,
 * an answer that is no HTTP, a 5xx that HTTP does not ask for, an error without an envelope,
 * anything that shows internals, and silence. Then comes the {@link Turmoil}. Arguments: how many,
 * and a seed.
 */
public final class Fuzz {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int WORDS_AT_MOST = 20;
  private static final Pattern FIRST = Pattern.compile("HTTP/1\\.1 (\\d{3}) .*", Pattern.DOTALL);
  private static final Pattern CONTINUE = Pattern.compile("\\AHTTP/1\\.1 100 .*\\r\\n\\r\\n");
  private static final Pattern INSIDES =
      Pattern.compile("Exception|io\\.helidon|\\tat |\\bjava\\.", Pattern.CASE_INSENSITIVE);

  private static final int CROWD = 40;
  private static final int PIECE = 7;

  private final URI target;
  private final URI control;
  private final List<Socket> crowd = new ArrayList<>();
  private final HostileRequests requests;
  private final Map<String, Integer> seen = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  Fuzz(URI target, URI control, long seed) {
    this.target = target;
    this.control = control;
    this.requests = new HostileRequests(seed);
  }

  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Simulation.Capacity small = new Simulation.Capacity(1_000, 1_000);
    // What steers one is not to change what the other answers.
    try (var simulator = SimulatorServer.builder().port(0).capacity(small).build().start();
        var steered = SimulatorServer.builder().port(0).capacity(small).build().start()) {
      Fuzz fuzz = new Fuzz(simulator.uri(), steered.controlUri().orElseThrow(), seed);
      fuzz.run(0, count / 10);
      long before = heapInUse();
      fuzz.run(count / 10, count);
      long grown = heapInUse() - before;
      System.out.println(
          count
              + " requests, seed "
              + seed
              + ", answers "
              + fuzz.seen
              + ", heap grew by "
              + (grown >> 10)
              + " kB");
      fuzz.complaints.addAll(new Turmoil(seed).run(Math.min(2_000, count / 50)));
      fuzz.complaints.forEach(System.out::println);
      if (grown > 32L << 20) {
        fuzz.complain("the heap grew by " + grown + " bytes", "");
      }
      if (!fuzz.complaints.isEmpty()) {
        System.exit(1);
      }
    }
  }

  private static long heapInUse() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Sends the requests of these numbers. */
  void run(int from, int to) throws IOException {
    for (int number = from; number < to; number++) {
      dawdle(number);
      boolean steers = number % 8 == 0;
      byte[] request = steers ? requests.control(number) : requests.make(number);
      boolean slowly = number % 16 == 1;
      judge(request, exchange(steers ? control : target, request, slowly), number);
    }
  }

  /** One of the crowd sends a byte more of its head, or of its body; who was cut comes again. */
  private void dawdle(int number) throws IOException {
    if (crowd.size() < CROWD) {
      String head = "POST /v3/video-translations HTTP/1.1\r\nHost: localhost\r\n";
      String body = "Content-Length: 900000\r\n\r\n";
      Socket slow = new Socket(target.getHost(), target.getPort());
      crowd.add(slow);
      slow.getOutputStream()
          .write((number % 2 == 0 ? head + "X-Slow: " : head + body).getBytes(UTF_8));
      return;
    }
    Socket slow = crowd.get(number % CROWD);
    try {
      slow.getOutputStream().write('x');
    } catch (SocketException e) {
      slow.close();
      crowd.remove(slow);
    }
  }

  /** What was wrong, at most a few. */
  List<String> complaints() {
    return complaints;
  }

  /** How many answers of each status there were. */
  Map<String, Integer> seen() {
    return seen;
  }

  private static String exchange(URI to, byte[] request, boolean slowly) throws IOException {
    try (Socket socket = new Socket(to.getHost(), to.getPort())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        int piece = slowly ? Math.max(PIECE, request.length / 200) : Math.max(1, request.length);
        for (int at = 0; at < request.length; at += piece) {
          socket.getOutputStream().write(request, at, Math.min(piece, request.length - at));
        }
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        in.transferTo(answer);
      } catch (SocketTimeoutException e) {
        return "silence";
      } catch (SocketException e) {
        return "reset";
      }
      return CONTINUE.matcher(answer.toString(UTF_8)).replaceFirst("");
    }
  }

  private void judge(byte[] request, String answer, int number) {
    Matcher first = FIRST.matcher(answer);
    String outcome = first.matches() ? first.group(1) : answer.isEmpty() ? "closed" : answer;
    if (outcome.length() > WORDS_AT_MOST) {
      complain("request " + number + " got no HTTP", answer);
      outcome = "garbage";
    }
    seen.merge(outcome, 1, Integer::sum);
    boolean unasked = outcome.startsWith("5") && !outcome.equals("501") && !outcome.equals("505");
    boolean isHead =
        new String(request, 0, Math.min(5, request.length), StandardCharsets.ISO_8859_1)
            .equals("HEAD ");
    boolean bare =
        outcome.matches("[45]\\d\\d")
            && !isHead
            && !answer.contains("{\"error\":")
            && !answer.contains("{\"passed\":false,")
            && !answer.contains("{\"type\":\"about:blank\"");
    boolean unanswered = List.of("silence", "reset", "closed").contains(outcome);
    if (unasked || bare || unanswered || INSIDES.matcher(answer).find()) {
      complain("request " + number + " got " + outcome, answer);
    }
  }

  private void complain(String what, String answer) {
    if (complaints.size() < WORDS_AT_MOST) {
      complaints.add(what + ": " + answer.substring(0, Math.min(400, answer.length())));
    }
  }
}
