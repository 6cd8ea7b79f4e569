package dev.pollwise.simulator;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Has the simulator's application image serve what people ask of it, and ends it by a signal: the
 * Java machine inside keeps a record, from which the image's cache is made. The arguments are the
 * launcher, the options that make the machine keep a record, and a folder for the output.
 */
public final class ImageTraining {

  private static final int ENDED_BY_SIGNAL = 143;

  private static final List<String> FACES =
      List.of("/status", "/v3/video-translations/languages", "/v3/video-translations", "/openapi");

  private static final List<String> CONTROL =
      List.of(
          "/simulator/scenarios",
          "/simulator/scenario",
          "/simulator/faults",
          "/simulator/fault-kinds",
          "/simulator/jobs",
          "/simulator/requests",
          "/simulator/report?r=5s",
          "/simulator/clock",
          "/observe/health",
          "/observe/metrics",
          "/openapi");

  private ImageTraining() {}

  /** Trains the image. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[2]));
    try (Program program =
        Program.launch(
            Path.of(args[0]),
            folder,
            Map.of("JAVA_TOOL_OPTIONS", args[1]),
            "--port",
            "0",
            "--time-scale",
            "60")) {
      translate(program.address("API"));
      ask(program.address("API"), FACES);
      ask(program.address("control"), CONTROL);
      program.terminate();
      if (program.exitCode() != ENDED_BY_SIGNAL) {
        throw new IllegalStateException(
            "exit code " + program.exitCode() + "\n" + program.out() + program.err());
      }
    }
  }

  /** As a client does: submit, poll, see the end. */
  private static void translate(URI faces) throws InterruptedException {
    try (TranslationClient client = TranslationClient.builder(faces).apiKey("training").build()) {
      TranslationRequest request =
          TranslationRequest.of(
              URI.create("https://example.com/a.mp4"), "French (France)", "Italian");
      for (TranslationJob job : client.translate(request)) {
        if (!(job.await() instanceof JobOutcome.Ended)) {
          throw new IllegalStateException("a job did not end: " + job.await());
        }
      }
    }
  }

  private static void ask(URI server, List<String> paths) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : paths) {
        HttpRequest request =
            HttpRequest.newBuilder(server.resolve(path)).header("X-Api-Key", "training").build();
        int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status != 200) {
          throw new IllegalStateException("status " + status + " for " + path);
        }
      }
    }
  }
}
