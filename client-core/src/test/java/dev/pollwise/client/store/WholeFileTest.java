package dev.pollwise.client.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.http.Logged;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WholeFileTest {

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("state.json");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void bringsBackWhatWasWrittenLastAndLeavesNothingElse() throws IOException {
    WholeFile file = new WholeFile(path());

    assertThat(file.read()).isEmpty();
    assertThat(file.replace(bytes("one"))).isTrue();
    assertThat(file.replace(bytes("two"))).isTrue();

    assertThat(new WholeFile(path()).read()).get().isEqualTo(bytes("two"));
    assertThat(names()).containsExactly("state.json");
  }

  @Test
  void makesTheFolderAndIsReadableForItsOwnerOnly() throws IOException {
    Path deep = folder.resolve("a/b/state.json");

    assertThat(new WholeFile(deep).replace(bytes("one"))).isTrue();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
        .isEqualTo("rw-------");
  }

  @Test
  void replacesWhatALinkLeadsToAndNotTheLink() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(path(), real);

    assertThat(new WholeFile(link).replace(bytes("new"))).isTrue();

    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void anEmptyFileIsLikeNone() throws IOException {
    Files.createFile(path());

    try (Logged log = new Logged()) {
      assertThat(new WholeFile(path()).read()).isEmpty();
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void setsAsideUnderANameThatIsFree() throws IOException {
    try (Logged log = new Logged()) {
      for (String content : List.of("first", "second")) {
        Files.writeString(path(), content);
        new WholeFile(path()).setAside("is odd");
      }

      assertThat(names()).containsExactly("state.json.set-aside-1", "state.json.set-aside-2");
      assertThat(folder.resolve("state.json.set-aside-1")).hasContent("first");
      assertThat(folder.resolve("state.json.set-aside-2")).hasContent("second");
      assertThat(log.warnings())
          .hasSize(2)
          .first()
          .asString()
          .contains("state.json is odd: set aside as", "state.json.set-aside-1");
    }
  }

  @Test
  void whatIsTooBigIsSetAside() throws IOException {
    Files.write(path(), new byte[WholeFile.MOST_BYTES + 1]);

    try (Logged log = new Logged()) {
      assertThat(new WholeFile(path()).read()).isEmpty();

      assertThat(log.warnings()).singleElement().asString().contains("more than 16 MiB");
      assertThat(names()).containsExactly("state.json.set-aside-1");
    }
  }

  @Test
  void writesNothingThatItCouldNotReadAgain() throws IOException {
    WholeFile file = new WholeFile(path());
    assertThat(file.replace(bytes("good"))).isTrue();

    try (Logged log = new Logged()) {
      assertThat(file.replace(new byte[WholeFile.MOST_BYTES + 1])).isFalse();
      assertThat(log.warnings()).hasSize(1);
    }
    assertThat(path()).hasContent("good");
  }

  @Test
  void whatCannotBeReadIsLeftAlone() throws IOException {
    Path inside = Files.createDirectory(path()).resolve("inside");
    Files.writeString(inside, "precious");
    WholeFile file = new WholeFile(path());

    try (Logged log = new Logged()) {
      assertThat(file.read()).isEmpty();
      assertThat(file.replace(bytes("new"))).isFalse();
      assertThat(file.replace(bytes("new"))).isFalse();

      assertThat(log.warnings()).singleElement().asString().contains("nothing will be saved");
    }
    assertThat(inside).hasContent("precious");
  }

  @Test
  void aWriteThatFailsIsWarnedOfOnceUntilOneSucceedsAndLeavesNoDraft() throws IOException {
    WholeFile file = new WholeFile(path());
    Path obstacle = Files.createDirectories(path().resolve("obstacle"));

    try (Logged log = new Logged()) {
      assertThat(file.replace(bytes("new"))).isFalse();
      assertThat(file.replace(bytes("new"))).isFalse();
      assertThat(log.warnings()).hasSize(1);
      assertThat(names()).containsExactly("state.json");

      Files.delete(obstacle);
      Files.delete(path());
      assertThat(file.replace(bytes("new"))).isTrue();
      Files.delete(path());
      Files.createDirectories(obstacle);
      assertThat(file.replace(bytes("newer"))).isFalse();
      assertThat(log.warnings()).hasSize(2);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNoReasonToThrow() throws IOException {
    Files.writeString(folder.resolve("file"), "in the way");
    WholeFile file = new WholeFile(folder.resolve("file/state.json"));

    try (Logged log = new Logged()) {
      assertThat(file.read()).isEmpty();
      assertThat(file.replace(bytes("new"))).isFalse();
      assertThat(log.warnings()).hasSize(1);
    }
  }

  @Test
  void writesUnderAThreadThatIsInterruptedAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    boolean written = new WholeFile(path()).replace(bytes("new"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(written).isTrue();
    assertThat(path()).hasContent("new");
  }

  /** Two processes do the same as two objects do here: neither knows of the other. */
  @Test
  void whoReadsWhileOthersWriteSeesAWholeContentOfOneOfThem() throws Exception {
    List<String> contents = List.of("a".repeat(200_000), "b".repeat(100_000));
    assertThat(new WholeFile(path()).replace(bytes(contents.getFirst()))).isTrue();

    try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> writing =
          contents.stream()
              .map(content ->
                  writers.submit(() ->
                      IntStream.range(0, 100)
                          .allMatch(i -> new WholeFile(path()).replace(bytes(content)))))
              .toList();
      while (!writing.stream().allMatch(Future::isDone)) {
        Optional<String> seen = new WholeFile(path()).read().map(found -> new String(found, UTF_8));
        assertThat(contents.contains(seen.orElseThrow())).isTrue();
      }
      for (Future<Boolean> written : writing) {
        assertThat(written.get(30, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(names()).as("no draft is left").containsExactly("state.json");
  }

  @Test
  void aProcessKilledWhileItWritesLeavesAWholeContent() throws Exception {
    for (int progress : new int[] {1, 7, 20}) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  path().toString())
              .start();
      try (BufferedReader said = writer.inputReader()) {
        for (int i = 0; i < progress; i++) {
          assertThat(said.readLine()).isEqualTo("written");
        }
      } finally {
        writer.destroyForcibly().waitFor();
      }

      String left = new String(new WholeFile(path()).read().orElseThrow(), UTF_8);
      assertThat(Writer.CONTENTS.contains(left)).isTrue();
    }
  }

  /** Writes one content and then another, until it is killed, or its parent reads no more. */
  static final class Writer {
    static final List<String> CONTENTS = List.of("a".repeat(3_000_000), "b".repeat(2_000_000));

    public static void main(String[] arguments) {
      WholeFile file = new WholeFile(Path.of(arguments[0]));
      for (int i = 0; !System.out.checkError() && i < 10_000; i++) {
        if (file.replace(bytes(CONTENTS.get(i % 2)))) {
          System.out.println("written");
        }
      }
    }
  }
}
