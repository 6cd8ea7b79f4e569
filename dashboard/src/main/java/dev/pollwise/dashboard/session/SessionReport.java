package dev.pollwise.dashboard.session;

import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.jobs.LaneCall;
import dev.pollwise.dashboard.jobs.SavedJob;
import dev.pollwise.dashboard.jobs.SavedRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A session as one page of HTML that needs nothing else: no script, no font, no picture. */
public final class SessionReport {

  /** What a page can hold; the table has them all. */
  private static final int MOST_LANES = 300;

  private static final int WIDTH = 1_000;
  private static final int NAMES = 150;
  private static final int LANE = 16;
  private static final int TICKS = 6;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --wait: #afb8c1; --call: #0969da; --late: #bf8700; --bad: #cf222e; --back: #fff; }
      @media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --muted: #9198a1; --line: #3d444d; --wait: #656c76; --call: #4493f8; --late: #d29922; --bad: #f85149; --back: #0d1117; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
      h1 { margin-bottom: 0; } .muted, dt, th { color: var(--muted); font-weight: normal; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dd { margin: 0; }
      table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid var(--line); }
      td.number { text-align: right; font-variant-numeric: tabular-nums; }
      svg { width: 100%; height: auto; font: 11px system-ui, sans-serif; } svg text { fill: var(--muted); }
      pre { overflow-x: auto; border: 1px solid var(--line); padding: 1rem; font-size: 13px; }
      .w { stroke: var(--wait); } .c { stroke: var(--call); stroke-width: 2; } .f { stroke: var(--bad); stroke-width: 2; } .l { stroke: var(--late); stroke-width: 6; } .g { stroke: var(--line); }
      """;

  private final SavedSession session;
  private final ZoneId zone;
  private final StringBuilder html = new StringBuilder();

  private SessionReport(SavedSession session, ZoneId zone) {
    this.session = session;
    this.zone = zone;
  }

  /**
   * The page.
   *
   * @param zone in which times are shown
   */
  public static String html(SavedSession session, ZoneId zone) {
    return new SessionReport(session, zone).page();
  }

  private String page() {
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append("Pollwise session</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Pollwise session</h1>\n<p class=\"muted\">")
        .append(text(time(session.savedAt())))
        .append("</p>\n");
    facts();
    session.verdict().forEach(sentence -> tag("p", sentence));
    runs();
    timeline();
    jobs();
    if (!session.javaCode().isEmpty()) {
      tag("h2", "The policy as Java");
      html.append("<pre>").append(text(session.javaCode())).append("</pre>\n");
    }
    return html.append("</body></html>\n").toString();
  }

  private void facts() {
    html.append("<dl>");
    fact("Server", session.server());
    fact("Jobs", session.scenario());
    fact("Policy", session.policy());
    html.append("</dl>\n");
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      html.append("<dt>").append(name).append("</dt><dd>").append(text(value)).append("</dd>");
    }
  }

  private void runs() {
    if (session.runs().isEmpty()) {
      return;
    }
    tag("h2", "Runs");
    html.append("<table><tr><th>Run</th><th>Languages</th><th>What it came to</th></tr>\n");
    for (SavedRun run : session.runs()) {
      String languages = String.join(", ", run.languages());
      row(
          run.name(),
          run.copies() == 1 ? languages : languages + " × " + run.copies(),
          run.figures());
    }
    html.append("</table>\n");
  }

  private void row(String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(text(cell)).append("</td>");
    }
    html.append("</tr>\n");
  }

  private void timeline() {
    List<SavedJob> shown = session.jobs().stream().limit(MOST_LANES).toList();
    if (shown.isEmpty()) {
      tag("p", "No job was launched.");
      return;
    }
    tag("h2", "Timeline");
    tag(
        "p",
        "A lane is a wait, a tick is a call (red: it brought nothing), and the thick bar at its end"
            + " is the time between the end of the job and the moment it was seen, at most where no"
            + " simulator told the end.");
    Instant first =
        shown.stream().map(SavedJob::begun).min(Comparator.naturalOrder()).orElseThrow();
    Duration span =
        shown.stream()
            .map(job -> Duration.between(first, job.begun()).plus(job.elapsed()))
            .max(Comparator.naturalOrder())
            .filter(Duration::isPositive)
            .orElse(Duration.ofSeconds(1));
    int height = LANE * shown.size() + 2 * LANE;
    html.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Timeline\">",
            WIDTH,
            height));
    for (int tick = 0; tick <= TICKS; tick++) {
      Duration at = span.multipliedBy(tick).dividedBy(TICKS);
      double x = x(at, span);
      line("g", x, 0, x, height - LANE);
      label(x - (tick == TICKS ? 40 : tick == 0 ? 0 : 20), height - 4, Durations.text(rounded(at)));
    }
    for (int lane = 0; lane < shown.size(); lane++) {
      lane(
          shown.get(lane),
          Duration.between(first, shown.get(lane).begun()),
          span,
          LANE * lane + LANE / 2);
    }
    html.append("</svg>\n");
    if (session.jobs().size() > shown.size()) {
      tag(
          "p",
          "The other " + (session.jobs().size() - shown.size()) + " jobs are in the table only.");
    }
  }

  private static Duration rounded(Duration time) {
    return Duration.ofMillis(Math.round(time.toMillis() / 100.0) * 100);
  }

  private static double x(Duration at, Duration span) {
    return NAMES + (WIDTH - NAMES) * (at.toNanos() / (double) span.toNanos());
  }

  private void lane(SavedJob job, Duration from, Duration span, int y) {
    label(0, y + 4, shortened(name(job)));
    line("w", x(from, span), y, x(from.plus(job.elapsed()), span), y);
    for (LaneCall call : job.made()) {
      double x = x(from.plus(call.answered()), span);
      line(call.failed() ? "f" : "c", x, y - 4, x, y + 4);
    }
    job.seen()
        .ifPresent(seen -> {
          Duration late = late(job, seen);
          line("l", x(from.plus(seen.minus(late)), span), y, x(from.plus(seen), span), y);
        });
  }

  private static Duration late(SavedJob job, Duration seen) {
    Duration late =
        job.trueEnd()
            .map(end -> seen.minus(Duration.between(job.begun(), end)))
            .or(job::bound)
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return late.compareTo(seen) < 0 ? late : seen;
  }

  private void line(String kind, double x, double y, double toX, double toY) {
    html.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.0f\" x2=\"%.1f\" y2=\"%.0f\"/>",
            kind,
            x,
            y,
            toX,
            toY));
  }

  private void label(double x, double y, String words) {
    html.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.0f\">", x, y))
        .append(text(words))
        .append("</text>");
  }

  private void jobs() {
    if (session.jobs().isEmpty()) {
      return;
    }
    html.append("<details><summary>All ").append(session.jobs().size()).append(" jobs</summary>\n");
    html.append(
        "<table><tr><th>Job</th><th>Id</th><th>State</th><th>Took</th><th>Calls</th><th>Seen"
            + " late</th><th></th></tr>\n");
    for (SavedJob job : session.jobs()) {
      row(
          name(job),
          job.id(),
          job.state().word(),
          Durations.text(rounded(job.elapsed())),
          Integer.toString(job.calls()),
          job.seen()
              .map(
                  seen -> (job.trueEnd().isPresent() ? "" : "≤ ") + Durations.text(late(job, seen)))
              .orElse("–"),
          job.note());
    }
    html.append("</table></details>\n");
  }

  private static String name(SavedJob job) {
    return job.run() == 0 ? job.language() : job.language() + " " + job.run() + "." + job.copy();
  }

  private static String shortened(String name) {
    return name.length() <= 22 ? name : name.substring(0, 21) + "…";
  }

  private String time(Instant moment) {
    return DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss z", Locale.ENGLISH)
        .format(moment.atZone(zone));
  }

  private void tag(String name, String words) {
    html.append('<')
        .append(name)
        .append('>')
        .append(text(words))
        .append("</")
        .append(name)
        .append(">\n");
  }

  /** Nothing that a server said is markup here. */
  private static String text(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
