package dev.pollwise.spring;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.spring.PollwiseProperties.Account;
import dev.pollwise.spring.PollwiseProperties.CallBudget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The guide lists the properties that there are, as an editor knows them. */
class PropertiesTest {

  private static JsonNode metadata() throws IOException {
    try (InputStream file =
        PropertiesTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      return JsonMapper.shared().readTree(requireNonNull(file)).get("properties");
    }
  }

  @Test
  void theGuideListsEveryPropertyOfTheMetadataAndNoOther() throws IOException {
    SortedSet<String> there = new TreeSet<>();
    metadata().forEach(property -> there.add(property.get("name").asString()));
    // What is in the values of a map the metadata leaves to their type.
    String accounts = "pollwise.fleet.accounts";
    assertThat(there.remove(accounts)).isTrue();
    names(Account.class).forEach(name -> there.add(accounts + ".NAME." + name));
    assertThat(there.remove(accounts + ".NAME.call-budget")).isTrue();
    names(CallBudget.class).forEach(name -> there.add(accounts + ".NAME.call-budget." + name));

    String guide = Files.readString(Path.of("..", "docs", "spring.md"));

    assertThat(
            Pattern.compile("(?m)^\\| `(pollwise\\.[^`]+)` \\|")
                .matcher(guide)
                .results()
                .map(row -> row.group(1))
                .toList())
        .containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void thePropertiesAreDescribed() throws IOException {
    assertThat(metadata())
        .isNotEmpty()
        .allSatisfy(property -> assertThat(property.get("description").asString()).endsWith("."));
  }

  private static SortedSet<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(part -> part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
        .collect(toCollection(TreeSet::new));
  }
}
