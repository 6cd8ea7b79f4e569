package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The commands of the project: profiles of Maven, and what the pages say of them. */
class CommandsTest {

  private static final Path PROJECT = Path.of("..");
  private static final Pattern USED = Pattern.compile("mvn [^\\n`|]*?-P([a-z-]+)");
  private static final Pattern ROW = Pattern.compile("\\| `mvn [^`]*?-P([a-z-]+)[^`]*`[^|]*\\|");

  private static Document pom(Path folder) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(folder.resolve("pom.xml").toFile());
    } catch (Exception e) {
      throw new IllegalStateException(folder.toString(), e);
    }
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList all = parent.getChildNodes();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element child && child.getTagName().equals(name)) {
        found.add(child);
      }
    }
    return found;
  }

  private static List<Element> at(Element root, String... names) {
    List<Element> found = List.of(root);
    for (String name : names) {
      found = found.stream().flatMap(each -> children(each, name).stream()).toList();
    }
    return found;
  }

  private static List<Element> profiles(Path folder) {
    return at(pom(folder).getDocumentElement(), "profiles", "profile");
  }

  private static String id(Element profile) {
    return children(profile, "id").getFirst().getTextContent();
  }

  private static Set<String> ids(List<Element> profiles) {
    return profiles.stream().map(CommandsTest::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> modules(Element of) {
    return at(of, "modules", "module").stream().map(Node::getTextContent).toList();
  }

  private static List<Path> folders() {
    Stream<String> all =
        profiles(PROJECT).stream()
            .filter(profile -> id(profile).equals("all"))
            .flatMap(profile -> modules(profile).stream());
    return Stream.concat(modules(pom(PROJECT).getDocumentElement()).stream(), all)
        .map(PROJECT::resolve)
        .toList();
  }

  private static Set<String> named(Pattern pattern, Path page) {
    try {
      return pattern
          .matcher(Files.readString(page))
          .results()
          .map((MatchResult found) -> found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Profiles that nobody names on a command line are switched on by something. */
  private static Set<String> commands() {
    return ids(
        profiles(PROJECT).stream()
            .filter(
                profile -> children(profile, "activation").isEmpty() || id(profile).equals("dist"))
            .toList());
  }

  @Test
  void theTableOfCommandsHasEachProfile() {
    assertThat(named(ROW, PROJECT.resolve("CONTRIBUTING.md")))
        .contains("simulator")
        .isEqualTo(commands());
  }

  /** Decisions tell of former commands, too. */
  @Test
  void everyPageNamesCommandsThatThereAre() throws IOException {
    try (Stream<Path> pages = Files.list(PROJECT.resolve("docs"))) {
      Stream<Path> front = Stream.of("README.md", "CONTRIBUTING.md").map(PROJECT::resolve);
      assertThat(
              Stream.concat(front, pages.filter(page -> page.toString().endsWith(".md")))
                  .flatMap(page -> named(USED, page).stream()))
          .contains("dashboard")
          .isSubsetOf(commands());
    }
  }

  @Test
  void eachProfileBeginsWithWhatItIsFor() {
    assertThat(profiles(PROJECT))
        .allSatisfy(profile -> {
          Node first = profile.getFirstChild().getNextSibling();
          assertThat(first.getNodeType()).as(id(profile)).isEqualTo(Node.COMMENT_NODE);
        });
  }

  @Test
  void noCommandRepeatsTheModulesOfAll() {
    List<String> always = modules(pom(PROJECT).getDocumentElement());

    assertThat(always).isNotEmpty();
    assertThat(profiles(PROJECT))
        .allSatisfy(profile ->
            assertThat(modules(profile)).as(id(profile)).doesNotContainAnyElementsOf(always));
  }

  @Test
  void modulesHaveNoProfileThatTheParentDoesNotKnow() {
    Set<String> known = ids(profiles(PROJECT));
    known.add("format");

    assertThat(folders()).hasSizeGreaterThan(4);
    assertThat(folders())
        .allSatisfy(folder -> assertThat(known).containsAll(ids(profiles(folder))));
  }
}
