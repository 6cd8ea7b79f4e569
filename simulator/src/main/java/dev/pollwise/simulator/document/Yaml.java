package dev.pollwise.simulator.document;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2, and with it JSON, into values that know their lines. Aliases, keys that stand
 * twice, more than one document and nesting deeper than {@value #DEEPEST} are refused: nobody needs
 * them here, and they are how such files hurt.
 */
public final class Yaml {

  private static final int DEEPEST = 20;
  private static final int LONGEST = 1_000_000;

  private final String source;
  private final Iterator<Event> events;
  private int line = 1;

  private Yaml(String source, Iterator<Event> events) {
    this.source = source;
    this.events = events;
  }

  /**
   * The text of a file in UTF-8.
   *
   * @param shown how messages call the file
   * @throws DocumentException if it cannot be read
   */
  public static String textOf(Path file, String shown) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new DocumentException(shown, 1, "there is no such file");
    } catch (CharacterCodingException e) {
      throw new DocumentException(shown, 1, "not text in UTF-8");
    } catch (IOException e) {
      throw new DocumentException(shown, 1, "cannot be read");
    }
  }

  /**
   * Reads a document.
   *
   * @param source how messages call it
   * @throws DocumentException if it is none
   */
  public static YamlValue read(String source, String text) {
    if (text.length() > 2 * LONGEST) {
      throw new DocumentException(source, 1, "longer than " + LONGEST + " characters");
    }
    // In one piece: the library fails where the edge of a piece divides a character in two.
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source)
            .setCodePointLimit(LONGEST)
            .setBufferSize(text.length() + 2)
            .build();
    Yaml yaml = new Yaml(source, new Parse(settings).parseString(text).iterator());
    try {
      return yaml.document();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new DocumentException(source, line, "not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new DocumentException(source, yaml.line, "not valid YAML: " + said);
    }
  }

  private YamlValue document() {
    next(); // the stream starts
    if (next().getEventId() != Event.ID.DocumentStart) {
      throw new DocumentException(source, 1, "the document is empty");
    }
    YamlValue value = value(next(), 0);
    next(); // the document ends
    if (next().getEventId() != Event.ID.StreamEnd) {
      throw here("there must be one document only");
    }
    return value;
  }

  private YamlValue value(Event event, int depth) {
    YamlValue.SourceLocation spot = new YamlValue.SourceLocation(source, line);
    if (depth > DEEPEST) {
      throw here("nested too deep");
    }
    if (event instanceof ScalarEvent scalar) {
      return new YamlValue.Text(spot, scalar.getValue(), scalar.isPlain());
    }
    if (event instanceof SequenceStartEvent) {
      List<YamlValue> items = new ArrayList<>();
      for (Event e = next(); e.getEventId() != Event.ID.SequenceEnd; e = next()) {
        items.add(value(e, depth + 1));
      }
      return new YamlValue.Items(spot, List.copyOf(items));
    }
    if (event instanceof MappingStartEvent) {
      return fields(spot, depth);
    }
    if (event instanceof AliasEvent) {
      throw here("aliases are not supported");
    }
    throw here("a value is missing");
  }

  private YamlValue fields(YamlValue.SourceLocation spot, int depth) {
    Map<String, YamlValue.Field> fields = new LinkedHashMap<>();
    for (Event e = next(); e.getEventId() != Event.ID.MappingEnd; e = next()) {
      YamlValue.SourceLocation at = new YamlValue.SourceLocation(source, line);
      if (!(e instanceof ScalarEvent name)) {
        throw at.wrong("a key must be a word");
      }
      YamlValue value = value(next(), depth + 1);
      if (fields.put(name.getValue(), new YamlValue.Field(at, value)) != null) {
        throw at.wrong("key " + name.getValue() + " stands twice");
      }
    }
    return new YamlValue.Fields(spot, fields);
  }

  private Event next() {
    Event event = events.next();
    Optional<Mark> start = event.getStartMark();
    start.ifPresent(mark -> line = mark.getLine() + 1);
    return event;
  }

  private DocumentException here(String reason) {
    return new DocumentException(source, line, reason);
  }
}
