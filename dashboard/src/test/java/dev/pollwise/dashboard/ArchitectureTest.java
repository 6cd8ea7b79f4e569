package dev.pollwise.dashboard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String BASE = "dev.pollwise.dashboard";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  private static final DescribedPredicate<JavaClass> WHAT_MODELS_KNOW_OF_THE_CLIENT =
      resideInAnyPackage(
              "dev.pollwise.client.job..",
              "dev.pollwise.client.policy..",
              "dev.pollwise.client.duration..")
          .or(resideInAPackage("dev.pollwise.client.poll").and(simpleName("Forecast")));

  @Test
  void theModelKnowsNoSceneGraphAndNoToolkit() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".model..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("javafx..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "javafx.beans..", "javafx.collections..", "javafx.util.."))))
        .because("view-models are tested without a toolkit")
        .check(CODE);
  }

  @Test
  void theModelKnowsOnlyTheValuesOfTheClient() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".model..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.pollwise..")
                .and(DescribedPredicate.not(resideInAPackage(BASE + ".model..")))
                .and(DescribedPredicate.not(WHAT_MODELS_KNOW_OF_THE_CLIENT)))
        .because("the model states what it needs as Commands, and never reaches out by itself")
        .check(CODE);
  }

  @Test
  void theViewKnowsOnlyTheModel() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".view..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.pollwise..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(BASE + ".view..", BASE + ".model.."))))
        .because("a view could be built with a fake model and empty functions")
        .check(CODE);
  }

  @Test
  void theFeedDrawsNothing() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".feed..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("javafx..", BASE + ".view.."))
        .because("news reaches the window through the inbox and the model only")
        .check(CODE);
  }

  @Test
  void oneClassStartsTheSimulator() {
    classes()
        .that()
        .resideInAPackage(BASE + "..")
        .and(
            DescribedPredicate.describe(
                "use the simulator",
                (JavaClass type) ->
                    type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(use ->
                            use.getTargetClass()
                                .getPackageName()
                                .startsWith("dev.pollwise.simulator"))))
        .should()
        .haveSimpleName("EmbeddedSimulator")
        .because("jobs are reached over HTTP on every server, the embedded one too")
        .check(CODE);
  }

  @Test
  void onlyTheCompositionRootReadsClocks() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(BASE + ".DashboardApp")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current")
        .because("time and chance are handed in, so that tests need neither")
        .check(CODE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(BASE + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("depth follows dependency: view to model, feed to model")
        .check(CODE);
  }
}
