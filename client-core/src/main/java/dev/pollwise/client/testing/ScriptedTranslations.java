package dev.pollwise.client.testing;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A translation server for a whole {@link TranslationClient} in virtual time, without a socket: it
 * speaks HeyGen's API, makes a {@link JobScript} of each job that is submitted, and remembers what
 * it was asked. The same each time. Not safe for concurrent use: belongs to the thread that lets
 * time pass.
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="virtualClient"}
 */
public final class ScriptedTranslations {

  private static final URI ADDRESS = URI.create("http://scripted.test");
  private static final Pattern PATH =
      Pattern.compile("/v3/video-translations(?<batches>/batches)?(?:/(?<id>[^/]+))?");

  private final VirtualClock clock;
  private final ScriptedSource looks;
  private final Map<JobId, Running> jobs = new HashMap<>();
  private final Map<String, ScriptedWire.Answer> byKey = new HashMap<>();
  private final Map<String, List<JobId>> batches = new HashMap<>();
  private final Deque<Fate> fates = new ArrayDeque<>();
  private final List<Submit> submits = new ArrayList<>();
  private Supplier<JobScript> scripts =
      () -> JobScript.begin().running(Duration.ofMinutes(1)).completed(ADDRESS.resolve("/video"));
  private Duration latency = Duration.ZERO;
  private int room = Integer.MAX_VALUE;
  private @Nullable Webhook webhook;

  /** A server to which nothing was submitted yet; its jobs take a minute. */
  public ScriptedTranslations(VirtualClock clock) {
    this.clock = requireNonNull(clock, "clock");
    this.looks = new ScriptedSource(clock);
  }

  /**
   * A submit that has arrived, of a batch or not.
   *
   * @param at when, on the clock's steady time
   * @param idempotencyKey under which
   * @param jobs what was made of it; empty if nothing was
   */
  public record Submit(Duration at, String idempotencyKey, List<JobId> jobs) {
    /** Copies the jobs. */
    public Submit {
      requireNonNull(at, "at");
      requireNonNull(idempotencyKey, "idempotencyKey");
      jobs = List.copyOf(jobs);
    }
  }

  /** A job and when it ends; empty if it never does. */
  private record Running(Optional<Duration> until) {}

  private record Webhook(String secret, BiConsumer<Map<String, List<String>>, byte[]> to) {}

  /** What becomes of a submit. */
  private record Fate(boolean isAccepted, ScriptedWire.@Nullable Answer answer) {}

  /**
   * A client of this server that lives by the clock alone, with a chance that draws the same each
   * time; under a key, with the defaults otherwise.
   */
  public TranslationClient.Builder client() {
    return TranslationClient.builder(ADDRESS)
        .apiKey("scripted")
        .httpClient(new ScriptedHttp(this))
        .clock(clock)
        .executor(clock)
        .random(new Random(1));
  }

  /** What becomes of each job that is submitted from now on. */
  public void jobs(Supplier<JobScript> scripts) {
    this.scripts = requireNonNull(scripts, "scripts");
  }

  /** The looks at the jobs: when they were made, and what the next ones are to bring. */
  public ScriptedSource looks() {
    return looks;
  }

  /** All submits so far, in order. */
  public List<Submit> submits() {
    return List.copyOf(submits);
  }

  /** The next submit that nothing was said about yet brings this, and no job. */
  public void refuseNextSubmit(Miss miss) {
    fates.add(new Fate(false, ScriptedWire.of(requireNonNull(miss, "miss"))));
  }

  /** The next submit that nothing was said about yet is accepted, and its answer gets lost. */
  public void loseNextSubmit() {
    fates.add(new Fate(true, ScriptedWire.Answer.LOST));
  }

  /** The next submit that nothing was said about yet is never answered, nor accepted. */
  public void ignoreNextSubmit() {
    fates.add(new Fate(false, null));
  }

  /** From now on an answer takes a time to arrive; zero or more. */
  public void answerAfter(Duration latency) {
    looks.answerAfter(latency);
    this.latency = latency;
  }

  /**
   * From now on a submit is answered by HTTP 429 if more jobs than these would run at the same
   * time.
   */
  public void room(int jobs) {
    this.room = jobs;
  }

  /**
   * From now on the end of each job that is submitted is announced, at its time.
   *
   * @param secret signs the deliveries
   * @param webServer gets headers and body
   */
  public void announce(String secret, BiConsumer<Map<String, List<String>>, byte[]> webServer) {
    this.webhook =
        new Webhook(requireNonNull(secret, "secret"), requireNonNull(webServer, "webServer"));
  }

  /** Answers a request; never, for silence. */
  CompletableFuture<ScriptedWire.Answer> answer(HttpRequest request, String body) {
    Matcher path = PATH.matcher(request.uri().getPath());
    if (!path.matches()) {
      return arriving(ScriptedWire.of(new Miss.NotFound("no such path")));
    }
    boolean isOfBatches = path.group("batches") != null;
    if (request.method().equals("POST")) {
      return submitted(request, body, isOfBatches);
    }
    String id = Optional.ofNullable(path.group("id")).orElse("");
    if (isOfBatches) {
      return arriving(batch(id));
    }
    return switch (id) {
      case "languages" -> arriving(ScriptedWire.languages());
      case "statuses" ->
          sent(looks.askTogether(ScriptedWire.ids(request.uri())), ScriptedWire::statuses);
      default -> sent(looks.ask(JobId.of(id), attempt(request)), ScriptedWire::status);
    };
  }

  private static <T> CompletableFuture<ScriptedWire.Answer> sent(
      CompletableFuture<T> answer, Function<T, ScriptedWire.Answer> form) {
    return Attempt.abortable(answer.thenApply(form), () -> answer.cancel(true));
  }

  private static Attempt attempt(HttpRequest request) {
    return request
        .headers()
        .firstValue("Prefer")
        .map(wait -> new Attempt(Duration.ofSeconds(Long.parseLong(wait.replaceAll("\\D", "")))))
        .orElseGet(Attempt::immediate);
  }

  private ScriptedWire.Answer batch(String id) {
    List<JobId> named = batches.get(id);
    return named == null
        ? ScriptedWire.of(new Miss.NotFound("no such batch"))
        : ScriptedWire.batch(named);
  }

  private CompletableFuture<ScriptedWire.Answer> submitted(
      HttpRequest request, String body, boolean isBatch) {
    String key = request.headers().firstValue("Idempotency-Key").orElse("");
    int wanted = ScriptedWire.jobsIn(body);
    Fate fate =
        Optional.ofNullable(fates.poll())
            .or(() -> isFull(key, wanted) ? Optional.of(full()) : Optional.empty())
            .orElseGet(() -> new Fate(true, null));
    if (!fate.isAccepted()) {
      submits.add(new Submit(clock.steady(), key, List.of()));
      return fate.answer() == null ? new CompletableFuture<>() : arriving(fate.answer());
    }
    ScriptedWire.Answer answer = byKey.get(key);
    List<JobId> begun = List.of();
    if (answer == null) {
      begun = IntStream.range(0, wanted).mapToObj(i -> begin()).toList();
      answer = isBatch ? ScriptedWire.batchAccepted(name(begun)) : ScriptedWire.accepted(begun);
      byKey.put(key, answer);
    }
    submits.add(new Submit(clock.steady(), key, begun));
    return arriving(fate.answer() == null ? answer : fate.answer());
  }

  private boolean isFull(String key, int wanted) {
    Collection<Running> all = jobs.values();
    long running =
        all.stream()
            .filter(job -> job.until().isEmpty() || job.until().get().compareTo(clock.steady()) > 0)
            .count();
    return !byKey.containsKey(key) && running + wanted > room;
  }

  private static Fate full() {
    return new Fate(false, ScriptedWire.noRoom());
  }

  private String name(List<JobId> begun) {
    String batch = "batch-" + (batches.size() + 1);
    batches.put(batch, begun);
    return batch;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody calls off an announcement
  private JobId begin() {
    JobScript script = scripts.get();
    JobId job = looks.begin(script);
    jobs.put(job, new Running(script.end().map(clock.steady()::plus)));
    Webhook told = webhook;
    script
        .end()
        .filter(end -> told != null)
        .ifPresent(end -> clock.after(end, () -> deliver(requireNonNull(told), job, script)));
    return job;
  }

  private void deliver(Webhook webhook, JobId job, JobScript script) {
    byte[] body = ScriptedWire.event(job, script.isFailing());
    webhook.to().accept(ScriptedWire.signed(webhook.secret(), job, body, clock.instant()), body);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // its only work is to bring the answer
  private CompletableFuture<ScriptedWire.Answer> arriving(ScriptedWire.Answer answer) {
    CompletableFuture<ScriptedWire.Answer> arrival = new CompletableFuture<>();
    if (latency.isZero()) {
      arrival.complete(answer);
    } else {
      clock.after(latency, () -> arrival.complete(answer));
    }
    return arrival;
  }
}
