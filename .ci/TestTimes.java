import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in one line how many tests a module has, and which classes took longest. */
final class TestTimes {

  private static final Pattern SUITE =
      Pattern.compile(
          "<testsuite [^>]*?\\bname=\"(?:[^\"]*\\.)?([^\".]+)\""
              + "[^>]*?\\btime=\"([\\d.,]+)\"[^>]*?\\btests=\"(\\d+)\"");
  private static final int SHOWN = 5;

  private record Suite(String name, double seconds, int tests) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %.0f s", name, seconds);
    }
  }

  private TestTimes() {}

  /**
   * The program.
   *
   * @param arguments the name of the module, and the folder of Surefire's reports of it
   */
  public static void main(String[] arguments) throws IOException {
    Path reports = Path.of(arguments[1]);
    if (!Files.isDirectory(reports)) {
      return;
    }
    List<Suite> suites = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
      for (Path file : files) {
        Matcher suite = SUITE.matcher(Files.readString(file));
        if (suite.find()) {
          double seconds = Double.parseDouble(suite.group(2).replace(",", ""));
          suites.add(new Suite(suite.group(1), seconds, Integer.parseInt(suite.group(3))));
        }
      }
    }
    suites.sort(Comparator.comparingDouble(Suite::seconds).reversed());
    System.out.printf(
        Locale.ROOT,
        "%s: %d tests in %d classes, %.0f s in all; longest: %s%n",
        arguments[0],
        suites.stream().mapToInt(Suite::tests).sum(),
        suites.size(),
        suites.stream().mapToDouble(Suite::seconds).sum(),
        suites.stream().limit(SHOWN).map(Suite::toString).collect(Collectors.joining(", ")));
  }
}
