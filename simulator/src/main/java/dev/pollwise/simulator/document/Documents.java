package dev.pollwise.simulator.document;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that hold a document. */
public final class Documents {

  private Documents() {}

  /**
   * The text of a file in UTF-8.
   *
   * @param shown how messages call the file
   * @throws DocumentException if it cannot be read
   */
  public static String read(Path file, String shown) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new DocumentException(shown, 1, "there is no such file");
    } catch (CharacterCodingException e) {
      throw new DocumentException(shown, 1, "not text in UTF-8");
    } catch (IOException e) {
      throw new DocumentException(shown, 1, "cannot be read");
    }
  }
}
