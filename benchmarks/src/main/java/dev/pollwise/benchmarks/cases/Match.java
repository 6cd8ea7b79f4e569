package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.peers.Pace;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.report.Report;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** One program meets one case, at a simulator of its own. */
final class Match {

  /** How long after its deadline a program is given up. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  /** Together they would be under way before anybody could know of a limit. */
  private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(1);

  private static final int MANY = 1_000;

  private final Case what;
  private final Contestant who;
  private final Pace pace;

  Match(Case what, Contestant who, Pace pace) {
    this.what = what;
    this.who = who;
    this.pace = pace;
  }

  Verdict play() throws Exception {
    Path folder = Files.createTempDirectory("pollwise-case");
    try (SimulatorServer simulator =
        SimulatorServer.builder()
            .port(0)
            .timeScale(pace.scale())
            .clientsKeepPace()
            .scenario(what.scenario())
            .build()
            .start()) {
      Site site =
          new Site(
              simulator.uri(),
              pace,
              InstantSource.system().instant(),
              what.knowsKeys(),
              what.deadline(),
              folder);
      List<Told> told = what == Case.KILLED ? killed(site, simulator) : whole(site);
      return verdict(simulator, told);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private List<Told> whole(Site site) throws Exception {
    try (Program program = who.enter(site)) {
      return asked(
          what.orders(),
          order -> {
            Told told = program.translate(order);
            boolean isLeft = what == Case.LONGER_THAN_PATIENCE && told instanceof Told.Open;
            return isLeft ? program.resume((Told.Open) told) : told;
          });
    }
  }

  /** Killed as soon as there is a job, and again after a while. */
  private List<Told> killed(Site site, SimulatorServer simulator) throws Exception {
    for (double seconds : new double[] {2, 30}) {
      try (ProcessProgram program = who.process(site);
          ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Told> unheard = thread.submit(() -> program.translate(what.orders().getFirst()));
        while (paid(simulator) == 0 && !unheard.isDone()) {
          Thread.sleep(5);
        }
        Thread.sleep(pace.seconds(seconds));
        program.kill();
      }
    }
    try (Program program = who.process(site)) {
      return asked(what.orders(), program::translate);
    }
  }

  @FunctionalInterface
  private interface Ask {
    Told told(String order) throws Exception;
  }

  private List<Told> asked(List<String> orders, Ask ask) throws InterruptedException {
    List<Callable<Told>> tasks = new ArrayList<>();
    for (String order : orders) {
      Duration later = pace.shortened(BETWEEN_ORDERS.multipliedBy(tasks.size()));
      tasks.add(() -> {
        Thread.sleep(later);
        return ask.told(order);
      });
    }
    List<Told> told = new ArrayList<>();
    long bound = pace.shortened(what.deadline().multipliedBy(2).plus(GRACE)).toMillis();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (Future<Told> future : threads.invokeAll(tasks, bound, TimeUnit.MILLISECONDS)) {
        try {
          told.add(future.get());
        } catch (ExecutionException e) {
          told.add(Told.broken(e));
        } catch (CancellationException late) {
          told.add(new Told.Nothing());
        }
      }
    } finally {
      threads.shutdownNow();
    }
    return told;
  }

  private Verdict verdict(SimulatorServer simulator, List<Told> told) throws Exception {
    List<Report.ClientReport> clients = simulator.report().clients();
    int paid = paid(simulator);
    double calls = sum(clients, client -> client.counts().calls());
    double submits = sum(clients, Report.ClientReport::submits);
    double early = sum(clients, client -> client.counts().early() + client.earlySubmits());
    List<String> wrong = new ArrayList<>();
    for (Told one : told) {
      String reason = isTrue(simulator, one) ? what.wrong(one) : "not true: " + one.text();
      if (!reason.isEmpty()) {
        wrong.add(reason);
      }
    }
    int orders = what.orders().size();
    if (early > 0 && what == Case.TOO_BUSY) {
      wrong.add("%.0f calls before they were allowed".formatted(early));
    }
    Verdict.Kind kind =
        paid > orders
            ? Verdict.Kind.PAYS_TWICE
            : wrong.isEmpty() ? Verdict.Kind.RIGHT : Verdict.Kind.WRONG;
    String reason = kind == Verdict.Kind.WRONG ? wrong.getFirst() : "";
    String last =
        orders == 1
            ? told.getFirst().text()
            : "%d of %d completed"
                .formatted(told.stream().filter(Told.Completed.class::isInstance).count(), orders);
    return new Verdict(kind, reason, last, paid, submits, calls, early);
  }

  private static int paid(SimulatorServer simulator) {
    return simulator.simulation().jobs().page(Long.MAX_VALUE, MANY, job -> job.number() > 0).size();
  }

  private static double sum(
      List<Report.ClientReport> clients, ToDoubleFunction<Report.ClientReport> figure) {
    return clients.stream().mapToDouble(figure).sum();
  }

  /** By the plan of the job that it names; an address must lead to a video. */
  private static boolean isTrue(SimulatorServer simulator, Told told) throws Exception {
    return switch (told) {
      case Told.Completed(String id, String url) ->
          ends(simulator, id, JobPlan.JobEnd.Completes.class)
              && (url.isEmpty() || leadsToAVideo(URI.create(url)));
      case Told.Failed(String id, var _) -> ends(simulator, id, JobPlan.JobEnd.Fails.class);
      case Told.Open(String id, var _) -> id.isEmpty() || ends(simulator, id, JobPlan.JobEnd.class);
      case Told.Broken broken -> true;
      case Told.Nothing nothing -> true;
    };
  }

  private static boolean ends(
      SimulatorServer simulator, String id, Class<? extends JobPlan.JobEnd> end) {
    return simulator
        .simulation()
        .jobs()
        .find(id)
        .filter(job -> end.isInstance(job.plan().end()))
        .isPresent();
  }

  private static boolean leadsToAVideo(URI url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(url).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }
  }
}
