package dev.pollwise.dashboard.log;

import dev.pollwise.dashboard.form.Document;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Lines of the log as a file: for people, or a JSON object on each line for programs. */
final class LogText {

  private static final List<String> JSON_LINES = List.of(".jsonl", ".ndjson", ".json");

  private LogText() {}

  /** The format follows from the name of the file; JSON lines end with jsonl, ndjson or json. */
  static Document document(Path file, List<LogLine> lines, ZoneId zone) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (JSON_LINES.stream().anyMatch(name::endsWith)) {
      JsonBuilderFactory json = Json.createBuilderFactory(Map.of());
      return document(file, lines, line -> object(json, line));
    }
    return document(file, lines, line -> line.text(zone));
  }

  private static Document document(
      Path file, List<LogLine> lines, Function<LogLine, String> words) {
    return new Document(Document.Kind.LOG, file, out -> write(out, lines, words));
  }

  private static void write(OutputStream out, List<LogLine> lines, Function<LogLine, String> words)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (LogLine line : lines) {
      writer.write(words.apply(line));
      writer.write('\n');
    }
    writer.flush();
  }

  private static String object(JsonBuilderFactory json, LogLine line) {
    JsonObjectBuilder object =
        json.createObjectBuilder()
            .add("at", line.at().toString())
            .add("level", line.level().word());
    switch (line.source()) {
      case LogSource.Job job ->
          object
              .add("server", job.key().server().toString())
              .add("job", job.id())
              .add("title", job.label());
      case LogSource.Dashboard dashboard -> object.add("source", "dashboard");
    }
    return object.add("message", line.message()).build().toString();
  }
}
