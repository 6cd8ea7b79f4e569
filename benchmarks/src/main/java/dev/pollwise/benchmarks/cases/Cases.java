package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.Effort;
import dev.pollwise.benchmarks.Findings;
import dev.pollwise.benchmarks.Numbers;
import dev.pollwise.benchmarks.Table;
import dev.pollwise.benchmarks.peers.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Twelve cases by eight clients and more: who is right, who is wrong, and who pays twice. */
public final class Cases {

  /** Many jobs or processes at a time would wait for a processor. */
  private static final int FEW = 2;

  /** As many characters of what was told are shown. */
  private static final int LONGEST = 160;

  private Cases() {}

  /** Measures. */
  public static Findings run(Effort effort) throws Exception {
    Pace pace = new Pace(20);
    List<Contestant> all = Contestant.all();
    if (all.size() == Contestant.builtIn().size()) {
      System.out.println(
          "The vendors' clients for Node are left out: -Dclients names no folder of them");
    }
    List<Verdict> _ = together(Case.LATE_URL, all, pace); // warms up
    List<Row> found = new ArrayList<>();
    for (Case what : Case.values()) {
      found.add(new Row(what, together(what, all, pace)));
    }
    return new Findings(
        List.of(overview(found, all), meaning(), entrants(all), evidence(found, all)),
        List.of(),
        broken(found));
  }

  /** All of them side by side, as waiting costs little; in the order given. */
  private static List<Verdict> together(Case what, List<Contestant> all, Pace pace)
      throws Exception {
    List<Callable<Verdict>> matches =
        all.stream().<Callable<Verdict>>map(who -> new Match(what, who, pace)::play).toList();
    int many = what == Case.KILLED || what == Case.TOO_BUSY ? FEW : all.size();
    List<Verdict> verdicts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      for (Future<Verdict> verdict : threads.invokeAll(matches)) {
        verdicts.add(verdict.get());
      }
    }
    return verdicts;
  }

  /** What became of a case, in the order of those who took part. */
  private record Row(Case what, List<Verdict> verdicts) {}

  private static Table overview(List<Row> found, List<Contestant> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : found) {
      rows.add(
          Stream.concat(
                  Stream.of(row.what.title()),
                  row.verdicts.stream().map(verdict -> verdict.kind().word()))
              .toList());
    }
    List<String> sums = new ArrayList<>(List.of("right of " + found.size()));
    for (int who = 0; who < all.size(); who++) {
      int number = who;
      sums.add(
          Long.toString(
              found.stream()
                  .filter(row -> row.verdicts.get(number).kind() == Verdict.Kind.RIGHT)
                  .count()));
    }
    rows.add(sums);
    return new Table(
        "all",
        "Who is right",
        Stream.concat(Stream.of(""), all.stream().map(Contestant::name)).toList(),
        rows);
  }

  private static Table meaning() {
    List<List<String>> rows = new ArrayList<>();
    for (Case what : Case.values()) {
      rows.add(List.of(what.title(), what.scenario().description(), what.right(), what.file()));
    }
    return new Table(
        "meaning",
        "What the server does, and what is right",
        List.of("", "the server", "right", "scenario"),
        rows);
  }

  private static Table entrants(List<Contestant> all) {
    return new Table(
        "clients",
        "Who took part",
        List.of("", "code", "set up"),
        all.stream().map(who -> List.of(who.name(), who.library(), who.setting())).toList());
  }

  private static Table evidence(List<Row> found, List<Contestant> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : found) {
      for (int who = 0; who < all.size(); who++) {
        Verdict verdict = row.verdicts.get(who);
        rows.add(
            List.of(
                row.what.title(),
                all.get(who).name(),
                verdict.kind().word(),
                shortened(verdict.told()),
                Integer.toString(verdict.paid()),
                Numbers.text(verdict.submits()),
                Numbers.text(verdict.calls()),
                Numbers.text(verdict.early())));
      }
    }
    return new Table(
        "evidence",
        "The evidence: what was told, and what the simulator counted",
        List.of("", "", "", "told", "paid jobs", "submits", "calls", "early"),
        rows);
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Pollwise comes first. */
  private static List<String> broken(List<Row> found) {
    return found.stream()
        .filter(row -> row.verdicts.getFirst().kind() != Verdict.Kind.RIGHT)
        .map(row -> "%s: Pollwise told %s".formatted(row.what.title(), row.verdicts.getFirst()))
        .toList();
  }
}
