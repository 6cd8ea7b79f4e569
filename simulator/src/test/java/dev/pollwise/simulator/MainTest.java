package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection.Seen;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MainTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void saysWhereItListensServesAndEndsGracefully() throws Exception {
    try (Program program = start("--port", "0", "--seed", "3", "--time-scale", "60")) {
      URI faces = program.address("API");
      URI control = program.address("control");
      try (RawConnection parked = new RawConnection(faces);
          RawConnection silent = new RawConnection(faces)) {
        assertThat(silent.get("/status?key=hush", "X-Api-Key: hush"))
            .isInstanceOf(Seen.Answer.class);
        String late = "X-Pollwise-Fault: {fault: latency, delay: 1h}";
        parked.write("GET /status HTTP/1.1\r\nHost: t\r\n" + late + "\r\n\r\n");
        await().until(() -> waiting(control).contains("pollwise_waiting_requests 1.0"));

        program.terminate();

        assertThat(parked.look(20_000))
            .isInstanceOfSatisfying(
                Seen.Answer.class, answer -> assertThat(answer.text()).startsWith("HTTP/1.1 200 "));
      }
      assertThat(program.exitCode()).isEqualTo(143);
      assertThat(program.out())
          .contains("seed 3", "stopping: finishing requests in flight", "stopped")
          .containsPattern("\\S+Z GET /status 200 \\d+ms fault=- id=\\w+")
          .containsPattern("\\S+Z GET /status 200 \\d+ms fault=latency id=\\w+")
          .doesNotContain("hush");
      assertThat(program.err()).isEmpty();
      assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new RawConnection(faces));
    }
  }

  @Test
  void saysThatThePortIsInUse() throws Exception {
    try (SimulatorServer first = SimulatorServer.builder().port(0).build().start();
        Program program = start("--port", Integer.toString(first.uri().getPort()))) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.err())
          .isEqualTo(
              "pollwise-simulator: cannot listen on 127.0.0.1:"
                  + first.uri().getPort()
                  + ": the port is in use");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port x             | argument --port: port "x": must be a whole number, not "x"
          --prot 1             | Unknown options: '--prot', '1' (--help shows what there is)
          --scenario nowhere   | argument --scenario: scenario "nowhere": must be a file, or one of bad-source
          --scenario bad.yaml  | bad.yaml:2: probability 2.0: must be from 0 to 1
          --config none.yaml   | none.yaml:1: there is no such file
          --time-scale -1      | argument --time-scale: time-scale "-1": must be from 0.001 to 10000
          --host a/b           | argument --host: host "a/b": must be a name or an address, such as
          """)
  void refusesWhatIsWrongInOneLine(String arguments, String message) throws Exception {
    Files.writeString(folder.resolve("bad.yaml"), "duration: 1s\nerrors: {probability: 2}\n");
    try (Program program = start(arguments.split(" "))) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err()).startsWith("pollwise-simulator: " + message);
      assertThat(program.err().lines()).hasSize(1);
      assertThat(program.out()).isEmpty();
    }
  }

  @Test
  void saysThatNobodyKnowsTheHost() throws Exception {
    try (Program program = start("--host", "nobody.invalid")) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.err())
          .isEqualTo("pollwise-simulator: cannot listen on nobody.invalid: no such host");
    }
  }

  @Test
  void endsThoughNobodyReadsItsLog() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    Process program =
        new ProcessBuilder(java, "-cp", path, "dev.pollwise.simulator.Main", "--port", "0")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = program.inputReader()) {
      String line = "";
      while (!line.endsWith("(API)")) {
        line = out.readLine();
      }
      try (RawConnection client = new RawConnection(URI.create(line.split(" ", -1)[2]))) {
        for (int i = 0; i < 3_000; i++) { // far more than a pipe holds
          assertThat(client.get("/status")).isInstanceOf(Seen.Answer.class);
        }
      }

      program.destroy();

      assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(program.exitValue()).isEqualTo(143);
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void refusesUnknownSettingsFromEnvironmentAndProperties() throws Exception {
    try (Program environment = Program.start(folder, Map.of("POLLWISE_PROT", "1"), List.of());
        Program properties =
            Program.start(
                Files.createDirectory(folder.resolve("b")),
                Map.of(),
                List.of("-Dpollwise.prot=1"))) {
      assertThat(environment.exitCode()).isEqualTo(2);
      assertThat(environment.err())
          .startsWith("pollwise-simulator: environment variable POLLWISE_PROT: unknown");
      assertThat(properties.exitCode()).isEqualTo(2);
      assertThat(properties.err())
          .startsWith("pollwise-simulator: system property pollwise.prot: unknown");
    }
  }

  /**
   * As Maven hands them over; a name may hold what command lines and files of properties escape.
   */
  @Test
  void takesMoreSettingsFromAFileThatAPropertyNames() throws Exception {
    Properties given = new Properties();
    given.setProperty("pollwise.seed", "7");
    given.setProperty("pollwise.port", "12");
    given.setProperty("pollwise.control-token", "a\"b\\c=#d!");
    given.setProperty("pollwise.scenario", "größe 中.yaml");
    Path file = folder.resolve("more.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      given.store(out, null);
    }

    try (Program shown =
        Program.start(
            folder,
            Map.of(),
            List.of(
                "-Dpollwise.properties=" + file, "-Dpollwise.port=0", "-Dstdout.encoding=UTF-8"),
            "--print-config")) {
      assertThat(shown.exitCode()).isZero();
      assertThat(shown.out())
          .contains("seed: 7   # system property pollwise.seed", "port: 0 ", "größe 中.yaml");
    }
    try (Program refused =
        Program.start(folder, Map.of(), List.of("-Dpollwise.properties=" + folder + "/none"))) {
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .isEqualTo("pollwise-simulator: pollwise.properties: cannot read " + folder + "/none");
    }
  }

  @Test
  void refusesAControlFaceThatIsOpenToOthers() throws Exception {
    try (Program program =
        Program.start(folder, Map.of(), List.of("-Dpollwise.control-host=0.0.0.0"))) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.err())
          .isEqualTo(
              "pollwise-simulator: control-host \"0.0.0.0\": must be a loopback address, or else"
                  + " control-token must be set");
    }
  }

  @Test
  void showsHelpVersionAndSettings() throws Exception {
    try (Program help = start("--help")) {
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("--time-scale", "--print-config");
    }
    try (Program version = start("--version")) {
      assertThat(version.exitCode()).isZero();
      assertThat(version.out()).matches("pollwise-simulator \\d\\S+\\R");
    }
    try (Program shown = start("--print-config", "--port", "0")) {
      assertThat(shown.exitCode()).isZero();
      assertThat(shown.out()).contains("port: 0   # argument --port", "seed: 1   # default");
    }
  }

  private Program start(String... arguments) throws Exception {
    return Program.start(folder, Map.of(), List.of(), arguments);
  }

  private static String waiting(URI control) throws Exception {
    try (RawConnection connection = new RawConnection(control)) {
      return ((Seen.Answer) connection.get("/observe/metrics")).text();
    }
  }
}
