package dev.pollwise.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the file, whatever has become of it. */
@Timeout(60)
class TokenStoreFileTest extends TokenFile {

  @Test
  void linesThatAreNoTokensCostNoneThatAre() throws IOException {
    String found =
        String.join(
            "\n",
            "# a note",
            "",
            token(1) + "  ",
            "pw9.later.version",
            token(2).toString(),
            "pw1.");
    Files.writeString(path(), found);

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).containsExactly(token(1), token(2));
      assertThat(onDisk()).containsExactly(token(1), token(2));
      assertThat(folder.resolve("waits.txt.set-aside-1")).hasContent(found);
      assertThat(log.warnings()).singleElement().asString().contains("2 lines");
    }
  }

  @Test
  void bytesThatAreNoTextAreSetAside() throws IOException {
    byte[] found = {(byte) 0xff, (byte) 0xfe, 0, 1, 2};
    Files.write(path(), found);

    try (TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).isEmpty();
      assertThat(folder.resolve("waits.txt.set-aside-1")).hasBinaryContent(found);
    }
  }

  @Test
  void whatIsNotOnTheDiskIsToldAndWrittenWithTheNextChange() throws IOException {
    AtomicBoolean isFull = new AtomicBoolean();
    WholeFile.Disk disk =
        (draft, content) -> {
          if (isFull.get()) {
            throw new IOException("No space left on device");
          }
          Files.write(draft, content);
        };
    try (TokenStore store = TokenStore.open(path(), NOW, disk)) {
      store.add(token(1));
      isFull.set(true);
      assertNotSaved(() -> store.add(token(2)));
      assertNotSaved(() -> store.add(token(2)));
      assertNotSaved(() -> store.remove(token(1)));
      assertNotSaved(() -> store.begin("order"));
      assertNotSaved(() -> store.forget("order"));
      assertThat(onDisk()).containsExactly(token(1));

      isFull.set(false);
      store.add(token(2));
      assertThat(onDisk()).containsExactly(token(2));
    }
  }

  private static void assertNotSaved(ThrowingCallable change) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(change)
        .withMessageContaining("kept in memory");
  }

  @Test
  void whatIsTooMuchForTheFileIsToldAndNotHidden() {
    ResumeToken[] many =
        IntStream.range(0, 3_000)
            .mapToObj(i ->
                new ResumeToken(
                    URI.create("http://h/" + "x".repeat(1_900)),
                    JobId.of("j-" + "y".repeat(190) + i),
                    Instant.ofEpochSecond(1_800_000_000)))
            .toArray(ResumeToken[]::new);
    try (TokenStore store = TokenStore.open(path())) {
      store.addAll(List.of(many).subList(0, 1_000));
      ResumeToken[] tooMany =
          IntStream.range(0, 6_000)
              .mapToObj(i ->
                  new ResumeToken(
                      URI.create("http://h/" + "x".repeat(1_900)),
                      JobId.of("z-" + "y".repeat(190) + i),
                      Instant.ofEpochSecond(1_800_000_000)))
              .toArray(ResumeToken[]::new);
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> store.addAll(List.of(tooMany)))
          .withMessageContaining("must be at most");
    }
    try (TokenStore next = TokenStore.open(path())) {
      assertThat(next.all()).hasSize(1_000);
    }
  }

  @Test
  void aFileThatCannotBeReadIsLeftAloneAndLetGo() throws IOException {
    Files.createDirectory(path());

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> TokenStore.open(path()))
        .withMessageContaining("left alone");

    Files.delete(path());
    TokenStore.open(path()).close();
  }

  @Test
  void draftsOfAKilledProcessAreGoneAfterOpening() throws IOException {
    Path draft = Files.writeString(folder.resolve("waits.txt-77.tmp"), "half a dra");

    TokenStore.open(path()).close();

    assertThat(draft).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, -1, -2, -12})
  void aFileThatWasCutOffIsToldOfAndGivesWhatCanBeRead(int length) throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.addAll(IntStream.rangeClosed(1, 15).mapToObj(TokenFile::token).toList());
    }
    String whole = Files.readString(path());
    String cut = whole.substring(0, length >= 0 ? length : whole.length() + length);
    Files.writeString(path(), cut);

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(log.warnings()).singleElement().asString().contains("set aside as");
      assertThat(folder.resolve("waits.txt.set-aside-1")).hasContent(cut);
      if (length < 0) {
        assertThat(store.all()).hasSize(14);
        assertThat(log.warnings().getFirst()).contains("lacks 1 of 15 entries");
      }
    }
    try (Logged log = new Logged();
        TokenStore next = TokenStore.open(path())) {
      assertThat(next.all()).hasSize(length < 0 ? 14 : 0);
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void aFileThatWasCutBetweenLinesIsToldOf() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.addAll(IntStream.rangeClosed(1, 15).mapToObj(TokenFile::token).toList());
    }
    List<String> lines = Files.readAllLines(path());
    Files.write(path(), lines.subList(0, 11));

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).hasSize(10);
      assertThat(log.warnings()).singleElement().asString().contains("lacks 5 of 15 entries");
    }
  }

  @Test
  void aFileWhoseBytesWereChangedIsToldOf() throws IOException {
    try (TokenStore store = TokenStore.open(path())) {
      store.add(token(1));
    }
    Files.writeString(path(), Files.readString(path()).replace("1800000000", "1700000000"));

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).hasSize(1);
      assertThat(log.warnings()).singleElement().asString().contains("was changed");
    }
  }

  @Test
  void theFirstFormatIsStillRead() throws IOException {
    Files.writeString(
        path(),
        "# Waits that are not over: resume tokens, one a line\n"
            + token(1)
            + "\n"
            + token(2)
            + "\n");

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).containsExactly(token(1), token(2));
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void aNumberThatWasCutOffInTheFirstFormatBeginsNoWaitIn1970() throws IOException {
    ResumeToken plain =
        new ResumeToken(
            URI.create("http://h"), JobId.of("job"), Instant.ofEpochSecond(1_800_000_000));
    Files.writeString(path(), token(1) + "\n" + plain.toString().replace("1800000000", "18000000"));

    try (Logged log = new Logged();
        TokenStore store = TokenStore.open(path())) {
      assertThat(store.all()).containsExactly(token(1));
      assertThat(log.warnings()).singleElement().asString().contains("1 lines");
    }
  }

  /** Where numbers are written in other digits. */
  @Test
  void isTheSameFileInEveryCountry() throws IOException {
    Locale usual = Locale.getDefault();
    try (Logged log = new Logged()) {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      try (TokenStore store = TokenStore.open(path())) {
        store.add(token(1));
        store.begin("order 7");
      }
      byte[] there = Files.readAllBytes(path());
      try (TokenStore store = TokenStore.open(path())) {
        assertThat(store.begun()).hasSize(1);
      }
      Locale.setDefault(usual);
      try (TokenStore store = TokenStore.open(path())) {
        assertThat(store.all()).containsExactly(token(1));
      }
      assertThat(path()).hasBinaryContent(there);
      assertThat(log.warnings()).isEmpty();
    } finally {
      Locale.setDefault(usual);
    }
  }
}
