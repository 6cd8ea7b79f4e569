package dev.pollwise.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String ROOT = "dev.pollwise.simulator";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesDependOneWay() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CODE);
    mayUse("document");
    mayUse("job", "document");
    mayUse("fault", "job", "document");
    mayUse("scenario", "fault", "job", "document");
    String[] below = {"scenario", "fault", "job", "document"};
    mayUse("simulation", below);
    mayUse("webhook", with(below, "simulation"));
    mayUse("report", with(below, "simulation"));
    mayUse("event", with(below, "simulation"));
    String[] model = with(below, "simulation", "report", "event", "webhook");
    mayUse("transport", model);
    mayUse("http", with(model, "transport"));
    mayUse("heygen", with(model, "transport", "http"));
    mayUse("control", with(model, "transport", "http"));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  private static void mayUse(String name, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = ROOT + "." + name;
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = ROOT + "." + others[i];
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are ours and lie elsewhere",
                type ->
                    type.getPackageName().startsWith(ROOT)
                        && !List.of(allowed).contains(type.getPackageName())))
        .because("what decides must not know what carries it: jobs and faults know no HTTP")
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void onlyTheWireKnowsHelidonAndJson() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT, ROOT + ".transport", ROOT + ".http", ROOT + ".heygen", ROOT + ".control")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.helidon..", "jakarta.json..", "io.micrometer..")
        .because("the model must outlive the server that shows it")
        .check(CODE);
  }

  @Test
  void onlyTheCompositionRootReadsTheMachinesClocks() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SystemWallClock")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .because("time and chance are handed in, so that tests are their masters")
        .check(CODE);
  }

  @Test
  void theSimulatorDoesNotKnowTheClient() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.pollwise.client..")
        .because("two spellings of the wire check each other; a shared one checks nothing")
        .check(CODE);
  }

  @Test
  void junitIsOptional() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".junit")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.opentest4j..", ROOT + ".junit")
        .because("the program runs without JUnit, and so do tests of other frameworks")
        .check(CODE);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".junit")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".control", ROOT + ".heygen", ROOT + ".http", "org.assertj..")
        .because("it is one more user of the front door, whatever other libraries it lies beside")
        .check(CODE);
  }

  @Test
  void servicesStayBehindTheFrontDoor() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Service")
        .should()
        .bePackagePrivate()
        .because("SimulatorServer is how one gets a server")
        .check(CODE);
  }
}
