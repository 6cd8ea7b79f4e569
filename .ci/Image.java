import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes an application image with a trained cache (docs/decisions/0213), by the JDK that runs this.
 * What is in it is said by the properties {@code image.…} of the module and of the parent.
 */
final class Image {

  /** What the machine says about classes that it cannot keep is of use to nobody. */
  private static final String QUIET = "-Xlog:disable -Xlog:all=error:stderr";

  private static final Pattern TOOLKIT = Pattern.compile("javafx-.*");

  private static final String LAUNCHED =
      """
      java-options=-XX:AOTCache=$APPDIR/app.aot
      java-options=-Xlog:disable
      java-options=-Xlog:all=warning,aot*=off,cds*=off:stderr
      """;

  private final Path project = path("project");
  private final Path work = path("work");
  private final Path image = path("folder");
  private final Path launcher = image.resolve("bin").resolve(image.getFileName());

  private Image() {}

  /**
   * The program; what is left of an earlier image is taken away first.
   *
   * @param arguments the class path of what trains the image
   */
  public static void main(String[] arguments) throws Exception {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new IllegalStateException(
          "Application images are built on Linux; elsewhere use mvn -Pdashboard and -Psimulator");
    }
    Image image = new Image();
    image.clear();
    image.gather();
    image.assemble();
    image.train(arguments[0]);
    image.finish();
  }

  private static String property(String name) {
    String value = System.getProperty("image." + name);
    if (value == null) {
      throw new IllegalArgumentException("image." + name + " is not set");
    }
    return value;
  }

  private static Path path(String name) {
    return Path.of(property(name));
  }

  private static List<Path> classPath(String name) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(property(name))
        .map(Path::of)
        .toList();
  }

  private void clear() throws IOException {
    for (Path old : List.of(image, work.resolve("jars"), work.resolve("modules"))) {
      if (Files.exists(old)) {
        try (Stream<Path> all = Files.walk(old)) {
          for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(one);
          }
        }
      }
      Files.createDirectories(old);
    }
    Files.delete(image); // which jpackage wants to make
  }

  /** JavaFX becomes part of the image's Java; of its jars, those without a classifier are empty. */
  private void gather() throws IOException {
    copy(path("program"), work.resolve("jars").resolve(image.getFileName() + ".jar"));
    for (Path library : classPath("libraries")) {
      String name = library.getFileName().toString();
      if (!TOOLKIT.matcher(name).matches()) {
        copy(library, work.resolve("jars").resolve(name));
      } else if (name.contains("-linux")) {
        copy(library, work.resolve("modules").resolve(name));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  private void assemble() throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--type", "app-image",
                "--name", image.getFileName().toString(),
                "--dest", image.getParent().toString(),
                "--app-version", property("version"),
                "--vendor", "Pollwise",
                "--input", work.resolve("jars").toString(),
                "--main-jar", image.getFileName() + ".jar",
                "--main-class", property("main"),
                "--module-path", work.resolve("modules").toString(),
                "--add-modules", property("modules"),
                "--jlink-options",
                "--strip-native-commands --strip-debug --no-man-pages --no-header-files"));
    Stream.of(property("options").split(" "))
        .filter(option -> !option.isEmpty())
        .forEach(option -> arguments.addAll(List.of("--java-options", option)));
    int failed =
        ToolProvider.findFirst("jpackage")
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalStateException("jpackage: " + failed);
    }
    try (Stream<Path> modules = Files.list(work.resolve("modules"))) {
      modules.forEach(this::unpackNatives);
    }
  }

  /** To where a Java with JavaFX has them; else they go to the user's home at the first start. */
  private void unpackNatives(Path module) {
    try (FileSystem jar = FileSystems.newFileSystem(module);
        Stream<Path> files = Files.list(jar.getPath("/"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".so")).toList()) {
        copy(file, image.resolve("lib/runtime/lib").resolve(file.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a real run, and from what that recorded. The launcher ends by itself in the second step. */
  private void train(String classPath) throws IOException, InterruptedException {
    String recorded = "-XX:AOTConfiguration=" + work.resolve("app.aotconf") + " " + QUIET;
    run(
        "",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-classpath",
        classPath,
        property("training"),
        launcher.toString(),
        "-XX:AOTMode=record " + recorded + " -Duser.home=" + work,
        work.toString());
    run(
        "-XX:AOTMode=create -XX:AOTCache=" + image.resolve("lib/app/app.aot") + " " + recorded,
        launcher.toString());
  }

  private static void run(String options, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    if (!options.isEmpty()) {
      process.environment().put("JAVA_TOOL_OPTIONS", options);
    }
    int code = process.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + code);
    }
  }

  /**
   * The launcher knows where it was put. A cache that does not fit is passed over, and that is
   * nobody's trouble.
   */
  private void finish() throws IOException {
    Files.writeString(
        image.resolve("lib/app").resolve(image.getFileName() + ".cfg"),
        LAUNCHED,
        StandardOpenOption.APPEND);
    copy(project.resolve("LICENSE"), image.resolve("LICENSE"));
    copy(work.resolve("THIRD-PARTY.txt"), image.resolve("THIRD-PARTY.txt"));
    Path config = project.resolve("config");
    PathMatcher shipped =
        FileSystems.getDefault().getPathMatcher("glob:{" + property("config") + "}");
    try (Stream<Path> files = Files.walk(config)) {
      for (Path file : files.map(config::relativize).filter(shipped::matches).toList()) {
        copy(config.resolve(file), image.resolve("config").resolve(file));
      }
    }
  }
}
