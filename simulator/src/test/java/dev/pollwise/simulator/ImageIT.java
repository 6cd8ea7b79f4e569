package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.RawConnection.Seen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application image of the simulator, where {@code image.launcher} says; {@link MainTest} tries
 * it as a program as well.
 */
@Timeout(300)
class ImageIT {

  /** Fails the start where the cache cannot be used, instead of passing over it. */
  private static final String CACHE_OR_NOTHING = "-XX:AOTMode=on";

  /**
   * Bucket4j can keep its buckets in databases, and Micrometer can watch Log4j, whose listeners are
   * those of beans: nobody asks them to.
   */
  private static final Set<String> UNUSED = Set.of("java.sql", "java.desktop");

  private static final Pattern MODULE = Pattern.compile("\\b(java|jdk)\\.[a-z.]+");

  private static final Path LAUNCHER =
      Path.of(Objects.requireNonNull(System.getProperty("image.launcher"), "image.launcher"));

  private static final Path IMAGE = LAUNCHER.resolve("../..").normalize();

  @TempDir private Path folder = Path.of("");

  @Test
  void servesFromItsCacheWhereverItIsMoved() throws Exception {
    Path moved = copy(Files.createDirectories(folder.resolve("else where")));

    assertServes(moved, Map.of("JAVA_TOOL_OPTIONS", CACHE_OR_NOTHING));
  }

  @Test
  void servesWithoutAWordWhereTheCacheNoLongerFits() throws Exception {
    Path copied = copy(folder);
    Path jar = copied.resolveSibling("../lib/app/pollwise-simulator.jar").normalize();
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

    try (Program refused =
        Program.launch(copied, folder, Map.of("JAVA_TOOL_OPTIONS", CACHE_OR_NOTHING), "--help")) {
      assertThat(refused.exitCode()).isEqualTo(1);
    }
    assertServes(copied, Map.of());
  }

  @Test
  void knowsTheShippedScenariosAndThoseOfTheUser() throws Exception {
    Path home = folder.resolve(".pollwise");
    Files.createDirectories(home.resolve("scenarios"));
    Files.writeString(home.resolve("scenarios/mine.yaml"), "duration: 1s\n");
    Files.writeString(home.resolve("simulator.yaml"), "scenario: mine\nseed: 12\nport: 0\n");
    Map<String, String> user = Map.of("JAVA_TOOL_OPTIONS", "-Duser.home=" + folder);

    try (Program program = Program.launch(LAUNCHER, folder, user)) {
      assertThat(get(program.address("control"), "/simulator/scenarios"))
          .contains("\"mine\"", "\"flaky-network\"");
      assertThat(program.out()).contains("scenario mine, seed 12");
    }
  }

  @Test
  void holdsEveryModuleThatItsJarsNeed() throws IOException {
    Path lib = IMAGE.resolve("lib");
    List<String> arguments =
        new ArrayList<>(List.of("--multi-release", "25", "--ignore-missing-deps", "--list-deps"));
    try (Stream<Path> files = Files.list(lib.resolve("app"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".jar")).forEach(arguments::add);
    }
    StringWriter printed = new StringWriter();
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(new PrintWriter(printed), new PrintWriter(printed), arguments.toArray(String[]::new));
    Properties release = new Properties();
    release.load(Files.newBufferedReader(lib.resolve("runtime/release")));

    assertThat(MODULE.matcher(printed.toString()).results().map(MatchResult::group))
        .contains("java.base")
        .filteredOn(needed -> !UNUSED.contains(needed))
        .isSubsetOf(release.getProperty("MODULES").replace("\"", "").split(" "));
  }

  /** The whole image as {@code cp -p} would do it; answers the launcher. */
  private static Path copy(Path to) throws IOException {
    try (Stream<Path> all = Files.walk(IMAGE)) {
      for (Path one : all.toList()) {
        Files.copy(
            one,
            to.resolve("image").resolve(IMAGE.relativize(one).toString()),
            StandardCopyOption.COPY_ATTRIBUTES,
            LinkOption.NOFOLLOW_LINKS);
      }
    }
    return to.resolve("image").resolve(IMAGE.relativize(LAUNCHER).toString());
  }

  private void assertServes(Path launcher, Map<String, String> environment) throws Exception {
    try (Program program = Program.launch(launcher, folder, environment, "--port", "0")) {
      assertThat(get(program.address("API"), "/status")).contains("\"pending\"");
      assertThat(program.out()).startsWith("pollwise-simulator ");
      program.terminate();
      assertThat(program.exitCode()).isEqualTo(143);
      assertThat(program.out()).endsWith("stopped\n");
      assertThat(program.err()).isEmpty();
    }
  }

  private static String get(URI server, String path) throws Exception {
    try (RawConnection connection = new RawConnection(server)) {
      return ((Seen.Answer) connection.get(path)).text();
    }
  }
}
