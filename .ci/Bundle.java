import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Puts what a module publishes into the bundle, in the layout of a Maven repository and with
 * checksums, and packs the bundle anew (docs/decisions/0501). What is missing is an error.
 */
final class Bundle {

  private static final Map<String, String> CHECKSUMS =
      new TreeMap<>(
          Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512"));

  private static final List<String> PUBLISHED =
      List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", ".pom");

  private Bundle() {}

  /**
   * The program.
   *
   * @param arguments packaging, group, artifact and version; the module's build folder; that of the
   *     bundle; the time that files in the archive have; whether there are signatures
   */
  public static void main(String[] arguments) throws Exception {
    Path bundle = Path.of(arguments[5]);
    if (arguments[0].equals("pom")) {
      clear(bundle); // the parent comes first; it is not published, since no published POM names it
      return;
    }
    String artifact = arguments[2];
    String version = arguments[3];
    Path built = Path.of(arguments[4]);
    Path to = bundle.resolve(arguments[1].replace('.', '/')).resolve(artifact).resolve(version);
    clear(to);
    boolean isSigned = Boolean.parseBoolean(arguments[7]);
    for (String ending : PUBLISHED) {
      String name = artifact + "-" + version + ending;
      Path source = source(built, name, ending);
      publish(source, to.resolve(name));
      if (isSigned) {
        Path signed = ending.equals(".pom") ? built.resolve(name) : source;
        Files.copy(
            signed.resolveSibling(signed.getFileName() + ".asc"), to.resolve(name + ".asc"));
      }
    }
    pack(bundle, arguments[6]);
    System.out.printf(
        "%s %s is in %s.zip, %s%n",
        artifact, version, bundle, isSigned ? "signed" : "unsigned: no -Dgpg.keyname names a key");
  }

  private static Path source(Path built, String name, String ending) {
    return switch (ending) {
      case ".pom" -> built.resolve(".flattened-pom.xml");
      case "-cyclonedx.json" -> built.resolve("bom.json");
      default -> built.resolve(name);
    };
  }

  private static void clear(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> old = Files.walk(folder)) {
      for (Path one : old.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
    Files.createDirectories(folder);
  }

  private static void publish(Path from, Path to) throws IOException, GeneralSecurityException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    byte[] content = Files.readAllBytes(to);
    for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
      byte[] digest = MessageDigest.getInstance(checksum.getValue()).digest(content);
      Files.writeString(
          to.resolveSibling(to.getFileName() + "." + checksum.getKey()),
          HexFormat.of().formatHex(digest));
    }
  }

  /** In an order of its own, with times that are given: the same files are the same archive. */
  private static void pack(Path bundle, String time) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--create", "--no-manifest", "--date", time, "--file", bundle + ".zip"));
    try (Stream<Path> files = Files.walk(bundle)) {
      files
          .filter(Files::isRegularFile)
          .map(bundle::relativize)
          .sorted(Comparator.comparing(Path::toString))
          .forEach(file -> arguments.addAll(List.of("-C", bundle.toString(), file.toString())));
    }
    int failed =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (failed != 0) {
      throw new IllegalStateException("jar: " + failed);
    }
  }
}
