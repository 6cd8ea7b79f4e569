package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application image of the dashboard, where {@code image.launcher} says, without a display. */
@Timeout(300)
class ImageIT {

  private static final String HEADLESS = "-Dglass.platform=Headless -Dprism.order=sw ";

  /** Fails the start where the cache cannot be used, instead of passing over it. */
  private static final String CACHE_OR_NOTHING = "-XX:AOTMode=on ";

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

  private record Ended(int code, String out, String err) {}

  @Test
  void showsItsFirstFrameFromItsCacheWhereverItIsMoved() throws Exception {
    Ended ended =
        run(
            copy(Files.createDirectories(folder.resolve("else where"))),
            HEADLESS + CACHE_OR_NOTHING,
            Map.of("POLLWISE_SELF_TOUR", "start"));

    assertThat(ended).isEqualTo(new Ended(0, SelfTour.FIRST_FRAME + "\n", ""));
  }

  @Test
  void worksInEveryArea() throws Exception {
    Ended ended =
        run(LAUNCHER, HEADLESS, Map.of("POLLWISE_SELF_TOUR", "tour", "POLLWISE_TIME_SCALE", "20"));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("toured");
    assertThat(ended.code()).isZero();
  }

  @Test
  void unpacksNothingIntoTheUsersHome() throws Exception {
    run(LAUNCHER, HEADLESS, Map.of("POLLWISE_SELF_TOUR", "start"));

    assertThat(folder.resolve(".openjfx")).doesNotExist();
    assertThat(folder.resolve(".pollwise/window.properties")).exists();
  }

  @Test
  void refusesABadSettingInOneLine() throws Exception {
    Ended ended = run(LAUNCHER, "", Map.of("POLLWISE_SEED", "many"));

    assertThat(ended)
        .isEqualTo(
            new Ended(
                2, "", "pollwise-dashboard: pollwise.seed \"many\": must be a whole number\n"));
  }

  @Test
  void refusesAnUnknownArgumentAndShowsHelp() throws Exception {
    Ended help = run(LAUNCHER, "", Map.of(), "--help");
    Ended refused = run(LAUNCHER, "", Map.of(), "--hlep");

    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: pollwise-dashboard").contains("POLLWISE_HOME");
    assertThat(refused)
        .isEqualTo(
            new Ended(
                2, "", "pollwise-dashboard: argument \"--hlep\": unknown; there is --help\n"));
  }

  @Test
  void saysInOneLineWhatItLacksWhereThereIsNoDesktop() throws Exception {
    Ended ended = run(LAUNCHER, "", Map.of());

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("pollwise-dashboard: no ").hasLineCount(1);
  }

  @Test
  void holdsEveryModuleThatItsJarsNeed() throws IOException {
    Path lib = IMAGE.resolve("lib");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--multi-release", "25", "--ignore-missing-deps", "--list-deps", "--module-path"));
    arguments.add(toolkit());
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

  /** Part of the image's own Java, and not of that which runs the test. */
  private static String toolkit() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(file -> file.contains("javafx-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs an image to its end, with no more of an environment than given. */
  private Ended run(
      Path launcher, String options, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("JAVA_TOOL_OPTIONS", options + "-Duser.home=" + folder);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", launcher).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String errors = Files.readString(err).replaceFirst("Picked up .*\n", "");
    return new Ended(process.exitValue(), Files.readString(out), errors);
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
}
