package dev.pollwise.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes refer to each other's constants: whichever is used first, all of them are there. */
class FirstUseTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "document.Form",
        "document.Key",
        "document.Mapping",
        "fault.Distortion$WrongState",
        "fault.ErrorBody",
        "fault.ErrorBody$Own",
        "fault.Fault$ExtraHeaders",
        "fault.Fault",
        "fault.Fault$NoAnswer",
        "fault.Fault$StatusError",
        "fault.FaultKind",
        "fault.FaultRule",
        "fault.RequestMatcher",
        "fault.ResponseKeys",
        "fault.Fault$RetryHint",
        "fault.RuleKeys",
        "job.DurationLaw",
        "job.Failures",
        "job.JobPlan$Progress",
        "job.LawKind",
        "job.DurationLaw$Mixture",
        "job.PlanLaw",
        "job.PlanLaw$Pace",
        "scenario.ConcurrencyLimit",
        "scenario.RequestLimit",
        "scenario.Scenario$RequestLimits",
        "scenario.Scenario",
        "scenario.ScenarioKeys",
        "scenario.Scenario$WebhookLaw"
      })
  void anyClassCanBeTheFirst(String name) throws IOException {
    URL[] path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> new File(entry).toURI())
            .map(FirstUseTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader fresh = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      assertThatCode(() -> Class.forName("dev.pollwise.simulator." + name, true, fresh))
          .doesNotThrowAnyException();
    }
  }

  private static URL url(URI entry) {
    try {
      return entry.toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
