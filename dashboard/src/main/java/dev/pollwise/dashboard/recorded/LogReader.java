package dev.pollwise.dashboard.recorded;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.pollwise.dashboard.recorded.LogEntry.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what programs write about their polling: a table whose first line names its columns (comma,
 * semicolon or tab), or lines of prose or JSON with a moment and a status, and mostly the id of a
 * job. Lines that say nothing of a job are passed over.
 */
final class LogReader {

  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "ts", "at", "when", "date", "datetime", "@timestamp");
  private static final Set<String> STATES = Set.of("status", "state");
  private static final Set<String> JOBS =
      Set.of(
          "job",
          "id",
          "jobid",
          "videoid",
          "videotranslateid",
          "videotranslationid",
          "translationid",
          "taskid",
          "executionid");

  /** Spelled with a separator before the id, or as part of an address. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)\\b(?:job|task|video|translation|video[_-]?translat(?:e|ion)|execution)?[_-]?id\"?\\s*[=:]\\s*\"?([\\w.-]+)"
              + "|\\b(?:job|task|video|translation)\"?\\s*[=:#]?\\s*\"?([\\w.-]*\\d[\\w.-]*)"
              + "|/(?:video-translations|translations|jobs|videos|tasks|executions)/([\\w.-]+)");

  private static final Pattern STATUS =
      Pattern.compile("(?i)\\b(?:status|state)\"?\\s*[=:]\\s*\"?([A-Za-z][\\w-]*)");
  private static final int MOST_UNKNOWN = 20;
  private static final int LONGEST_LINE = 10_000;

  private final ZoneId zone;
  private final Consumer<LogEntry> out;
  private final Set<String> unknown = new TreeSet<>();
  private long withoutMoment;

  /**
   * Has read nothing yet.
   *
   * @param zone of moments that name none
   * @param out takes the entries, in the order of the file
   */
  LogReader(ZoneId zone, Consumer<LogEntry> out) {
    this.zone = zone;
    this.out = out;
  }

  /** Reads all, after a look at the first line. */
  void read(RecordedLog.Source source) throws IOException {
    Optional<Columns> columns;
    try (BufferedReader text = source.open()) {
      String first = text.readLine();
      columns = first == null ? Optional.empty() : columns(first);
    }
    try (BufferedReader text = source.open()) {
      if (columns.isPresent()) {
        table(text, columns.get());
      } else {
        for (String line = text.readLine(); line != null; line = text.readLine()) {
          prose(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
        }
      }
    }
  }

  /** Words for a status that nobody here knows; taken for running. */
  List<String> unknownWords() {
    return List.copyOf(unknown);
  }

  /** Rows of a table whose moment could not be read. */
  long withoutMoment() {
    return withoutMoment;
  }

  private record Columns(char separator, int time, int job, int status) {}

  private static Optional<Columns> columns(String first) {
    return Stream.of(',', ';', '\t')
        .flatMap(separator -> columns(first, separator).stream())
        .findFirst();
  }

  private static Optional<Columns> columns(String first, char separator) {
    List<String> names = new ArrayList<>();
    for (String name : first.split(Pattern.quote(String.valueOf(separator)), -1)) {
      names.add(name.strip().replaceAll("[\"\uFEFF]", "").toLowerCase(Locale.ROOT));
    }
    int time = place(names, TIMES);
    int status = place(names, STATES);
    int job = place(names.stream().map(name -> name.replaceAll("[ _-]", "")).toList(), JOBS);
    return time < 0 || status < 0
        ? Optional.empty()
        : Optional.of(new Columns(separator, time, job, status));
  }

  private static int place(List<String> names, Set<String> wanted) {
    for (int place = 0; place < names.size(); place++) {
      if (wanted.contains(names.get(place))) {
        return place;
      }
    }
    return -1;
  }

  private void table(BufferedReader text, Columns columns) throws IOException {
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .fieldSeparator(columns.separator())
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(text)) {
      rows.stream().skip(1).forEach(row -> row(row, columns));
    } catch (CsvParseException broken) {
      throw new IOException(broken.getMessage(), broken);
    }
  }

  private void row(CsvRecord row, Columns columns) {
    String moment = cell(row, columns.time());
    Optional<Instant> at = Timestamp.in(moment, zone);
    if (at.isEmpty()) {
      withoutMoment++;
      return;
    }
    String word = cell(row, columns.status());
    out.accept(
        new LogEntry(
            at.get(),
            cell(row, columns.job()),
            StatusWord.of(word).orElseGet(() -> strange(word))));
  }

  private static String cell(CsvRecord row, int place) {
    return place < 0 || place >= row.getFieldCount() ? "" : row.getField(place).strip();
  }

  /** An unknown word does not end a job: so does the client take it too. */
  private Kind strange(String word) {
    if (unknown.size() < MOST_UNKNOWN && !word.isBlank()) {
      unknown.add(word);
    }
    return Kind.RUNNING;
  }

  private void prose(String line) {
    Optional<Instant> at = Timestamp.in(line, zone);
    Matcher named = STATUS.matcher(line);
    Optional<Kind> kind =
        named.find()
            ? Optional.of(StatusWord.of(named.group(1)).orElseGet(() -> strange(named.group(1))))
            : StatusWord.in(line);
    if (at.isPresent() && kind.isPresent()) {
      out.accept(new LogEntry(at.get(), job(line), kind.get()));
    }
  }

  private static String job(String line) {
    return NAMED
        .matcher(line)
        .results()
        .flatMap(
            found -> Stream.of(1, 2, 3).flatMap(group -> Stream.ofNullable(found.group(group))))
        .filter(id -> !id.isEmpty() && !StatusWord.isOne(id))
        .findFirst()
        .orElse("");
  }
}
