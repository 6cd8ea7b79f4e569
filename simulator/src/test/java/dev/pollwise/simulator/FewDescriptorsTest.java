package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class FewDescriptorsTest {

  private static final Pattern FACES = Pattern.compile("listening on (\\S+) \\(API\\)");

  @TempDir private Path folder;

  @Test
  void servesOnAfterMoreConnectionsThanDescriptors() throws Exception {
    Path out = folder.resolve("out.txt");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process program =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 250; exec \"$@\"",
                "sh",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pollwise.simulator.Main",
                "--port",
                "0")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    List<Socket> idle = new ArrayList<>();
    try {
      URI faces =
          await().atMost(Duration.ofMinutes(1)).until(() -> address(out), uri -> uri.isAbsolute());
      for (int i = 0; i < 400; i++) {
        idle.add(new Socket(faces.getHost(), faces.getPort()));
      }
      for (Socket socket : idle) {
        socket.close();
      }

      try (RawConnection connection = new RawConnection(faces)) {
        assertThat(connection.get("/status")).isInstanceOf(RawConnection.Seen.Answer.class);
      }
      assertThat(program.isAlive()).isTrue();
    } finally {
      program.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 64, 100})
  void saysThatThereAreTooFew(int count) throws Exception {
    Path out = folder.resolve("out.txt");
    Process program =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n " + count + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pollwise.simulator.Main")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();

    assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(program.exitValue()).isEqualTo(1);
    assertThat(out)
        .hasContent(
            "pollwise-simulator: cannot run with "
                + count
                + " file descriptors: ulimit -n must be at least 128");
  }

  private static URI address(Path out) throws IOException {
    Matcher line = FACES.matcher(Files.readString(out));
    return line.find() ? URI.create(line.group(1)) : URI.create("");
  }
}
