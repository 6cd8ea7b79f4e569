package dev.pollwise.dashboard;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Has the dashboard's application image show itself without a display: the Java machine inside
 * keeps a record, from which the image's cache is made. The arguments are the launcher, the options
 * that make the machine keep a record, and a folder for what it writes.
 */
public final class ImageTraining {

  private static final String HEADLESS = " -Dglass.platform=Headless -Dprism.order=sw";
  private static final int LONGEST_MINUTES = 5;

  private ImageTraining() {}

  /** Trains the image. */
  public static void main(String[] args) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(args[0]).inheritIO();
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                args[1] + HEADLESS,
                "POLLWISE_SELF_TOUR",
                "tour",
                "POLLWISE_HOME",
                Path.of(args[2]).resolve("home").toString(),
                "POLLWISE_TIME_SCALE",
                "20"));
    Process tour = builder.start();
    if (!tour.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || tour.exitValue() != 0) {
      tour.destroyForcibly();
      throw new IllegalStateException("the tour did not come to its end");
    }
  }
}
