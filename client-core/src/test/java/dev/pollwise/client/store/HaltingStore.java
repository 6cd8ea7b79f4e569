package dev.pollwise.client.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Consumer;

/** A store that tells of each step in which it writes, so that a test can end the process there. */
public final class HaltingStore {

  private HaltingStore() {}

  /** Steps are named by what the file is written for, and how far the draft of it is. */
  public static TokenStore open(Path file, Consumer<String> step) {
    return TokenStore.open(
        file,
        InstantSource.system(),
        (draft, content) -> {
          String why = StackWalker.getInstance().walk(HaltingStore::why);
          step.accept(why + ", before");
          Files.write(draft, Arrays.copyOf(content, content.length / 2));
          step.accept(why + ", half written");
          WholeFile.REAL_DISK.write(draft, content);
          step.accept(why + ", written");
        });
  }

  private static String why(java.util.stream.Stream<StackWalker.StackFrame> frames) {
    return frames
        .map(StackWalker.StackFrame::getMethodName)
        .filter(name -> name.matches("begin|follow|drop"))
        .reduce((inner, outer) -> outer.equals("follow") ? outer : inner)
        .orElse("open");
  }
}
