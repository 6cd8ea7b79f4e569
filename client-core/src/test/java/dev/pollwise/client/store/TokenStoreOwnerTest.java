package dev.pollwise.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.client.http.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may open the file. */
@Timeout(60)
class TokenStoreOwnerTest extends TokenFile {

  @Test
  void hasOneOwnerAtATime() {
    try (TokenStore store = TokenStore.open(path())) {
      store.add(token(1));
      assertThatIllegalStateException()
          .isThrownBy(
              () -> TokenStore.open(folder.resolve("../" + folder.getFileName() + "/waits.txt")))
          .withMessageContaining("waits.txt is in use");
      store.add(token(2));
    }
    try (TokenStore next = TokenStore.open(path())) {
      assertThat(next.all()).hasSize(2);
    }
  }

  @Test
  void anotherProcessIsKeptOutAsWell() throws Exception {
    try (TokenStore store = TokenStore.open(path())) {
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  path().toString())
              .redirectErrorStream(true)
              .start();
      String said =
          new String(
              other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

      assertThat(said).contains("in use: one owner at a time");
      assertThat(store.all()).isEmpty();
    }
  }

  /** Tries to open what its parent has open. */
  static final class OtherProcess {
    public static void main(String[] arguments) {
      try (TokenStore store = TokenStore.open(Path.of(arguments[0]))) {
        System.out.println("opened with " + store.all());
      } catch (IllegalStateException refused) {
        System.out.println(refused.getMessage());
      }
    }
  }

  @Test
  void aSecondCloseFreesNothingOfTheNextOwner() {
    TokenStore first = TokenStore.open(path());
    first.close();
    try (TokenStore next = TokenStore.open(path())) {
      first.close();

      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
      next.add(token(1));
    }
  }

  static Stream<String> otherNames() {
    return Stream.of("symlink", "symlink of a folder", "hard link", "relative");
  }

  @ParameterizedTest
  @MethodSource("otherNames")
  void isTheSameFileByWhateverName(String kind) throws IOException {
    try (TokenStore before = TokenStore.open(path())) {
      before.add(token(1));
    }
    Path other =
        switch (kind) {
          case "symlink" -> Files.createSymbolicLink(folder.resolve("other.txt"), path());
          case "symlink of a folder" ->
              Files.createSymbolicLink(folder.resolve("elsewhere"), folder).resolve("waits.txt");
          case "hard link" -> Files.createLink(folder.resolve("other.txt"), path());
          default -> Path.of("").toAbsolutePath().relativize(path());
        };
    try (TokenStore store = TokenStore.open(path())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> TokenStore.open(other))
          .withMessageContaining("in use");
      store.add(token(2));
      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
    }
    try (TokenStore next = TokenStore.open(kind.equals("hard link") ? path() : other)) {
      assertThat(next.all()).containsExactly(token(1), token(2));
      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
    }
  }

  @Test
  void aFileThatDoesNotExistYetHasOneOwnerBehindALinkToo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("other.txt"), path());
    try (TokenStore store = TokenStore.open(link)) {
      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
      store.add(token(1));
      assertThat(onDisk()).containsExactly(token(1));
    }
  }

  @Test
  void opensOnAThreadThatIsInterrupted() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.add(token(1));
    }
    Thread.currentThread().interrupt();
    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThat(store.all()).containsExactly(token(1));
      assertThatIllegalStateException().isThrownBy(() -> TokenStore.open(path()));
      assertThat(log.warnings()).isEmpty();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
