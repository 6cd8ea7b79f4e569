package dev.pollwise.dashboard.shell;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.SaveModel;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.jobs.Run;
import dev.pollwise.dashboard.jobs.SavedJob;
import dev.pollwise.dashboard.jobs.SavedRun;
import dev.pollwise.dashboard.policy.JavaCode;
import dev.pollwise.dashboard.server.SimulatorState;
import dev.pollwise.dashboard.server.Verdict;
import dev.pollwise.dashboard.session.SavedSession;
import dev.pollwise.dashboard.session.SessionFormat;
import dev.pollwise.dashboard.session.SessionReport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps a session as a file that can be opened again, and as a report for others. */
public final class SessionModel {

  private final DashboardModel model;
  private final Commands commands;
  private final InstantSource clock;
  private final ZoneId zone;
  private final SaveModel saves;
  private OptionalLong seed = OptionalLong.empty();

  SessionModel(DashboardModel model, Commands commands, InstantSource clock, ZoneId zone) {
    this.model = model;
    this.commands = commands;
    this.clock = clock;
    this.zone = zone;
    this.saves = new SaveModel(commands);
  }

  /** The seed of the embedded simulator. */
  public void seed(OptionalLong known) {
    seed = known;
  }

  /** Saves all that this session has shown. */
  public void save(Path file) {
    SavedSession session = session();
    saves.save(new Document(Document.Kind.SESSION, file, out -> SessionFormat.write(session, out)));
  }

  /** Saves a page that says what came of this session. */
  public void report(Path file) {
    SavedSession session = session();
    saves.save(
        new Document(
            Document.Kind.SESSION,
            file,
            out -> out.write(SessionReport.html(session, zone).getBytes(StandardCharsets.UTF_8))));
  }

  /** Opens a saved session beside this one. */
  public void open(Path file) {
    commands.readSession(file);
  }

  /** Shows a session that was opened. */
  void opened(String name, SavedSession session, Duration now) {
    List<JobRow> rows = model.jobs().restored(session.runs(), session.jobs(), now);
    for (int i = 0; i < rows.size(); i++) {
      model.timeline().restored(rows.get(i), session.jobs().get(i));
    }
    String jobs = rows.size() == 1 ? "1 job" : rows.size() + " jobs";
    Instant savedAt = session.savedAt().truncatedTo(ChronoUnit.SECONDS);
    model.note(LogLevel.INFO, "opened " + name + ": " + jobs + ", saved at " + savedAt);
  }

  void notOpened(Problem problem) {
    model.toasts().tell(problem.summary());
    model.note(LogLevel.ERROR, problem.summary());
  }

  void saved(Path file, Optional<Problem> why) {
    saves.done(file, why);
    model.toasts().tell(why.map(Problem::summary).orElse("Saved " + file.getFileName() + "."));
    why.ifPresent(problem -> model.note(LogLevel.ERROR, problem.summary()));
  }

  private SavedSession session() {
    List<JobRow> rows = model.jobs().rows();
    List<SavedRun> runs =
        rows.stream()
            .flatMap(row -> row.run().stream())
            .distinct()
            .sorted(Comparator.comparingInt(Run::number))
            .map(run -> SavedRun.of(run, model.runs().figures(run)))
            .toList();
    PollingPolicy policy = model.policy().inForce();
    return new SavedSession(
        SavedSession.VERSION,
        clock.instant(),
        model.server().label(),
        scenario(),
        words(policy),
        javaCode(policy),
        verdict(),
        runs,
        rows.stream().flatMap(row -> SavedJob.of(row).stream()).toList());
  }

  private static String words(PollingPolicy policy) {
    return policy.pacing().describe()
        + "; a call is worth "
        + Durations.text(policy.callPrice())
        + " of lateness";
  }

  /** When, of which jobs, by which policy: what stands above a picture. */
  String caption() {
    String when =
        DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm z", Locale.ENGLISH)
            .format(clock.instant().atZone(zone));
    return Stream.of(when, model.server().label(), scenario(), words(model.policy().inForce()))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private String scenario() {
    String name = model.launch().server().embedded().get() ? model.launch().scenario().get() : "";
    return name.isEmpty()
        ? ""
        : "scenario " + name + (seed.isPresent() ? ", seed " + seed.getAsLong() : "");
  }

  private String javaCode(PollingPolicy policy) {
    URI address =
        model.server().address().orElseGet(() -> model.launch().server().address().value().get());
    try {
      return JavaCode.of(policy, model.policy().expectation().get(), address);
    } catch (IllegalArgumentException noClass) {
      return "";
    }
  }

  private List<String> verdict() {
    List<String> all = new ArrayList<>();
    model
        .control()
        .state()
        .get()
        .map(SimulatorState::verdict)
        .filter(Verdict::hasAsked)
        .map(Verdict::sentence)
        .map("The simulator's verdict on this client: "::concat)
        .ifPresent(all::add);
    return all;
  }
}
