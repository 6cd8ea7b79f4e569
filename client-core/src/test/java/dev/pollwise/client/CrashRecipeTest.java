package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.Snippets.Order;
import dev.pollwise.client.Snippets.Orders;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.store.HaltingStore;
import dev.pollwise.client.store.TokenStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipe of the guide, in a process that is killed at each of its steps and started again: no
 * outcome is lost, and nothing is paid twice.
 */
@Timeout(300)
class CrashRecipeTest {

  private static final List<String> IN_THE_PROCESS =
      List.of(
          "begin, before",
          "begin, half written",
          "begin, written",
          "follow, before",
          "follow, half written",
          "follow, written",
          "settle, before",
          "settle, recorded",
          "drop, before",
          "drop, half written",
          "drop, written");

  private static final List<String> AT_THE_SERVER =
      List.of("submit received", "submit charged", "submit answered", "status asked");

  @TempDir Path folder;

  /** Charges once for a key, and has the process killed where a test wants it. */
  private static final class Till implements RawServer.Script {

    private final Map<String, String> acceptedByKey = new HashMap<>();
    private final AtomicReference<@Nullable Process> victim = new AtomicReference<>();
    private volatile String killAt = "";
    private volatile boolean hasKilled;

    @Override
    public void serve(RawServer.Exchange exchange) throws IOException {
      if (exchange.request().isSubmit()) {
        step("submit received");
        String answer = charge(exchange.request().header("Idempotency-Key"));
        step("submit charged");
        exchange.answer(200, answer);
        step("submit answered");
      } else {
        step("status asked");
        exchange.answer(200, statuses(exchange.request().line()));
      }
    }

    private synchronized String charge(String key) {
      int order = acceptedByKey.size();
      return acceptedByKey.computeIfAbsent(
          key, unseen -> Bodies.accepted("job-" + order + "-es", "job-" + order + "-fr"));
    }

    private static String statuses(String line) {
      List<String> ids = new ArrayList<>();
      for (Matcher id = Pattern.compile("job-\\d+-..").matcher(line); id.find(); ) {
        ids.add(id.group());
      }
      return line.contains("/statuses")
          ? ids.stream()
              .map(id -> "{\"video_id\":\"" + id + "\",\"status\":\"completed\"}")
              .collect(Collectors.joining(",", "{\"data\":[", "],\"has_more\":false}"))
          : Bodies.COMPLETED.replace("t-es", ids.getFirst());
    }

    private void step(String step) throws IOException {
      Process process = victim.get();
      if (process != null && step.equals(killAt)) {
        hasKilled = true;
        process.destroyForcibly();
        throw new IOException("the client is dead");
      }
    }

    synchronized int charged() {
      return acceptedByKey.size();
    }
  }

  @Test
  void losesNoOutcomeAndPaysNothingTwiceWhereverItIsKilled() throws Exception {
    List<String> orders = new ArrayList<>();
    Till till = new Till();
    try (RawServer server = new RawServer(till)) {
      for (String step : IN_THE_PROCESS) {
        orders.add("order-" + orders.size());
        assertThat(run(server, till, orders, step)).as(step).isEqualTo("killed at " + step);
      }
      for (String step : AT_THE_SERVER) {
        orders.add("order-" + orders.size());
        till.hasKilled = false;
        till.killAt = step;
        run(server, till, orders, "");
        assertThat(till.hasKilled).as(step).isTrue();
      }
      till.killAt = "";

      assertThat(run(server, till, orders, "")).isEqualTo("done");
    }
    Set<String> settled = new TreeSet<>(Files.readAllLines(folder.resolve("settled.txt")));
    assertThat(till.charged()).as("submits that were paid for").isEqualTo(orders.size());
    assertThat(settled).as("two jobs of each order").hasSize(2 * orders.size());
    assertThat(settled.stream().map(line -> line.substring(0, line.indexOf(' '))).distinct())
        .containsExactlyInAnyOrderElementsOf(orders);
    try (TokenStore left = TokenStore.open(folder.resolve("waits.txt"))) {
      assertThat(left.all()).isEmpty();
    }
  }

  /** What the process said last. */
  private String run(RawServer server, Till till, List<String> orders, String haltAt)
      throws Exception {
    Files.write(folder.resolve("orders.txt"), orders);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Shop.class.getName(),
                folder.toString(),
                server.uri().toString(),
                haltAt)
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    till.victim.set(process);
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    till.victim.set(null);
    return said;
  }

  /** The program: orders and what was settled are files, and so is the store. */
  static final class Shop {

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      Consumer<String> step =
          reached -> {
            if (reached.equals(arguments[2])) {
              System.out.println("killed at " + reached);
              System.out.flush();
              Runtime.getRuntime().halt(137);
            }
          };
      try (TranslationClient client =
              TranslationClient.builder(URI.create(arguments[1])).policy(Clients.POLICY).build();
          TokenStore store = HaltingStore.open(folder.resolve("waits.txt"), step)) {
        Snippets.orders(store, client, new Book(folder, step));
      }
      System.out.println("done");
    }
  }

  private record Book(Path folder, Consumer<String> step) implements Orders {

    private Path settled() {
      return folder.resolve("settled.txt");
    }

    @Override
    public List<Order> unsettled() {
      try {
        List<String> over = Files.exists(settled()) ? Files.readAllLines(settled()) : List.of();
        return Files.readAllLines(folder.resolve("orders.txt")).stream()
            .filter(number ->
                over.stream().filter(line -> line.startsWith(number + " ")).distinct().count() < 2)
            .map(number ->
                new Order(number, TranslationRequest.of(Clients.VIDEO, "Spanish", "French")))
            .toList();
      } catch (IOException broken) {
        throw new AssertionError(broken);
      }
    }

    @Override
    public synchronized void settle(TokenStore.Kept wait, JobOutcome outcome) throws IOException {
      if (outcome instanceof JobOutcome.Ended) {
        step.accept("settle, before");
        Files.writeString(
            settled(),
            wait.reference() + " " + wait.title() + " " + outcome.jobId() + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        step.accept("settle, recorded");
      }
    }
  }
}
