package dev.pollwise.client.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.pollwise.client.http.Logged;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    file.replace(bytes("one"));
    file.replace(bytes("two"));

    assertThat(new WholeFile(path()).read()).get().isEqualTo(bytes("two"));
    assertThat(names()).containsExactly("state.json");
  }

  @Test
  void makesTheFolderAndIsReadableForItsOwnerOnly() throws IOException {
    Path deep = folder.resolve("a/b/state.json");

    new WholeFile(deep).replace(bytes("one"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
        .isEqualTo("rw-------");
  }

  @Test
  void replacesWhatALinkLeadsToAndNotTheLink() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(path(), real);

    new WholeFile(link).replace(bytes("new"));

    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void anEmptyFileIsNotLikeNone() throws IOException {
    Files.createFile(path());

    assertThat(new WholeFile(path()).read()).get().isEqualTo(bytes(""));
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
    file.replace(bytes("good"));

    assertThatIOException().isThrownBy(() -> file.replace(new byte[WholeFile.MOST_BYTES + 1]));

    assertThat(path()).hasContent("good");
  }

  @Test
  void whatCannotBeReadIsLeftAlone() throws IOException {
    Path inside = Files.createDirectory(path()).resolve("inside");
    Files.writeString(inside, "precious");
    WholeFile file = new WholeFile(path());

    assertThatIOException().isThrownBy(file::read).withMessageContaining("nothing will be saved");
    assertThatIOException().isThrownBy(() -> file.replace(bytes("new")));
    assertThatIOException().isThrownBy(() -> file.replace(bytes("new")));

    assertThat(inside).hasContent("precious");
  }

  @Test
  void aWriteThatFailsKeepsWhatWasThereAndLeavesNoDraft() throws IOException {
    new WholeFile(path()).replace(bytes("old"));
    WholeFile file =
        new WholeFile(
            path(),
            (draft, content) -> {
              Files.write(draft, Arrays.copyOf(content, 1));
              throw new IOException("No space left on device");
            });

    assertThatIOException()
        .isThrownBy(() -> file.replace(bytes("new")))
        .withMessageContaining("No space left");

    assertThat(path()).hasContent("old");
    assertThat(names()).containsExactly("state.json");
  }

  @Test
  void draftsThatAKillHasLeftAreDeletedAndNothingElseIs() throws IOException {
    for (String name :
        List.of("state.json-123.tmp", "state.json-note.tmp", "other.json-123.tmp", "state.json")) {
      Files.writeString(folder.resolve(name), "x");
    }

    new WholeFile(path()).deleteDrafts();

    assertThat(names()).containsExactly("other.json-123.tmp", "state.json", "state.json-note.tmp");
  }

  @Test
  void aDraftThatAnotherProcessSweepsAwayIsWrittenAgain() throws IOException {
    AtomicInteger writes = new AtomicInteger();
    WholeFile file =
        new WholeFile(
            path(),
            (draft, content) -> {
              Files.write(draft, content);
              if (writes.incrementAndGet() == 1) {
                new WholeFile(path()).deleteDrafts();
              }
            });

    file.replace(bytes("new"));

    assertThat(path()).hasContent("new");
    assertThat(names()).containsExactly("state.json");
  }

  @Test
  void aLinkThatLeadsNowhereYetIsFollowed() throws IOException {
    Path link =
        Files.createSymbolicLink(path(), Path.of("later/real")); // relative to where the link is

    new WholeFile(link).replace(bytes("new"));

    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("later/real")).hasContent("new");
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Files.writeString(folder.resolve("file"), "in the way");
    WholeFile file = new WholeFile(folder.resolve("file/state.json"));

    assertThatIOException().isThrownBy(file::read);
    assertThatIOException().isThrownBy(() -> file.replace(bytes("new")));
  }

  @Test
  void worksUnderAThreadThatIsInterruptedAndKeepsTheFlag() throws IOException {
    Thread.currentThread().interrupt();

    new WholeFile(path()).replace(bytes("new"));
    Optional<byte[]> read = new WholeFile(path()).read();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(read).get().isEqualTo(bytes("new"));
    assertThat(path()).hasContent("new");
  }

  @Test
  void anInterruptWhileItWritesCutsNothingShort() throws IOException {
    AtomicInteger interrupts = new AtomicInteger(3);
    WholeFile file =
        new WholeFile(
            path(),
            (draft, content) -> {
              if (interrupts.getAndDecrement() > 0) {
                Thread.currentThread().interrupt();
              }
              WholeFile.REAL_DISK.write(draft, content);
            });

    file.replace(bytes("new"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(path()).hasContent("new");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  /** Two processes do the same as two objects do here: neither knows of the other. */
  @Test
  void whoReadsWhileOthersWriteSeesAWholeContentOfOneOfThem() throws Exception {
    List<String> contents = List.of("a".repeat(200_000), "b".repeat(100_000));
    new WholeFile(path()).replace(bytes(contents.getFirst()));

    try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> writing =
          contents.stream()
              .map(content ->
                  writers.submit(() ->
                      IntStream.range(0, 100)
                          .allMatch(i -> isWritten(new WholeFile(path()), content))))
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

  private static boolean isWritten(WholeFile file, String content) {
    try {
      file.replace(bytes(content));
      return true;
    } catch (IOException failed) {
      return false;
    }
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
        if (isWritten(file, CONTENTS.get(i % 2))) {
          System.out.println("written");
        }
      }
    }
  }
}
