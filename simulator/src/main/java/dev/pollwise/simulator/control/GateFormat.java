package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.report.Gate;
import jakarta.json.JsonArrayBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** How the outcome of a gate is told. */
enum GateFormat {
  /** For programs; what is told where nothing else is wanted. */
  JSON("application/json") {
    @Override
    byte[] write(Gate gate) {
      JsonArrayBuilder reasons = Json.array();
      gate.reasons().forEach(reasons::add);
      JsonArrayBuilder checks = Json.array();
      for (Gate.Check check : gate.checks()) {
        checks.add(
            Json.object()
                .add("about", check.about())
                .add("claim", check.claim())
                .add("passed", check.passed()));
      }
      return Json.bytes(
          Json.object()
              .add("passed", gate.passed())
              .add("reasons", reasons)
              .add("checks", checks)
              .build());
    }
  },
  /** For the summary of a pipeline. */
  MARKDOWN("text/markdown") {
    @Override
    byte[] write(Gate gate) {
      StringBuilder text = new StringBuilder("### Polling: ");
      text.append(gate.passed() ? "passed" : "failed").append("\n\n");
      text.append("| | about | claim |\n|---|---|---|\n");
      for (Gate.Check check : gate.checks()) {
        text.append(check.passed() ? "| ✅ | " : "| ❌ | ")
            .append(escaped(check.about()))
            .append(" | ")
            .append(escaped(check.claim()))
            .append(" |\n");
      }
      gate.reasons().forEach(reason -> text.append("\n- ").append(escaped(reason)));
      return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
  },
  /** For servers that show test results. */
  JUNIT("application/xml") {
    @Override
    byte[] write(Gate gate) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "polling");
        xml.writeAttribute("tests", Integer.toString(gate.checks().size()));
        xml.writeAttribute("failures", Integer.toString(gate.reasons().size()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        for (Gate.Check check : gate.checks()) {
          xml.writeStartElement("testcase");
          xml.writeAttribute("classname", check.about());
          xml.writeAttribute("name", check.claim());
          if (!check.passed()) {
            xml.writeEmptyElement("failure");
            xml.writeAttribute("message", check.reason());
          }
          xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
        return bytes.toByteArray();
      } catch (XMLStreamException e) {
        throw new IllegalStateException("a text in memory cannot fail to be written", e);
      }
    }
  };

  private final String mediaType;

  GateFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The outcome in this format, in UTF-8. */
  abstract byte[] write(Gate gate);

  /** With its parameters. */
  String mediaType() {
    return this == MARKDOWN ? mediaType + "; charset=utf-8" : mediaType;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<GateFormat> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(GateFormat::word).toList();
  }

  /** What an {@code Accept} header likes best; JSON where it does not care, or wants none. */
  static GateFormat accepted(List<String> headers) {
    return ranges(headers).stream()
        .sorted(Comparator.comparingDouble(range -> -quality(range)))
        .map(range -> range.split(";", 2)[0].strip())
        .flatMap(range -> Arrays.stream(values()).filter(format -> format.fits(range)))
        .findFirst()
        .orElse(JSON);
  }

  private static List<String> ranges(List<String> headers) {
    List<String> ranges = new ArrayList<>();
    headers.forEach(header -> ranges.addAll(Arrays.asList(header.split(",", -1))));
    ranges.removeIf(range -> quality(range) == 0);
    return ranges;
  }

  private boolean fits(String range) {
    return range.equals("*/*")
        || range.equals(mediaType.replaceAll("/.*", "/*"))
        || range.equalsIgnoreCase(mediaType)
        || (this == JUNIT && range.equalsIgnoreCase("text/xml"));
  }

  /** What is no number counts as one that is not told. */
  private static double quality(String range) {
    for (String parameter : range.split(";", -1)) {
      String text = parameter.strip();
      if (text.matches("q=[01](\\.\\d{0,3})?")) {
        return Double.parseDouble(text.substring(2));
      }
    }
    return 1;
  }

  /** A client chose its name; here it is text and nothing else. */
  private static String escaped(String text) {
    return text.replaceAll("[\\\\`*_{}\\[\\]<>()#+!|~]", "\\\\$0");
  }
}
