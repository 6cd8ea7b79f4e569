package dev.pollwise.dashboard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String BASE = "dev.pollwise.dashboard";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  private static final String[] AREAS = {
    BASE + ".form..",
    BASE + ".server..",
    BASE + ".jobs..",
    BASE + ".policy..",
    BASE + ".recorded..",
    BASE + ".runs..",
    BASE + ".session..",
    BASE + ".chart..",
    BASE + ".compare..",
    BASE + ".duel..",
    BASE + ".answer..",
    BASE + ".log..",
    BASE + ".shell.."
  };

  private static final DescribedPredicate<JavaClass> VALUES_OF_THE_CLIENT =
      resideInAnyPackage(
              "dev.pollwise.client.job..",
              "dev.pollwise.client.policy..",
              "dev.pollwise.client.duration..")
          .or(resideInAPackage("dev.pollwise.client.poll").and(simpleName("Forecast")));

  private static final DescribedPredicate<JavaClass> SCENE_GRAPH_OR_TOOLKIT =
      resideInAPackage("javafx..")
          .and(
              DescribedPredicate.not(
                  resideInAnyPackage("javafx.beans..", "javafx.collections..", "javafx.util..")));

  private static final DescribedPredicate<JavaClass> DRAWS =
      DescribedPredicate.describe(
          "draw",
          type ->
              type.getPackageName().startsWith(BASE)
                  && type.getDirectDependenciesFromSelf().stream()
                      .anyMatch(use -> SCENE_GRAPH_OR_TOOLKIT.test(use.getTargetClass())));

  @Test
  void modelsKnowNoSceneGraphAndNoToolkit() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Model")
        .should()
        .transitivelyDependOnClassesThat(DRAWS)
        .orShould()
        .dependOnClassesThat(SCENE_GRAPH_OR_TOOLKIT)
        .because("view-models are tested without a toolkit")
        .check(CODE);
  }

  @Test
  void areasKnowOnlyTheValuesOfTheClient() {
    noClasses()
        .that()
        .resideInAnyPackage(AREAS)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.pollwise..")
                .and(DescribedPredicate.not(resideInAnyPackage(AREAS)))
                .and(DescribedPredicate.not(VALUES_OF_THE_CLIENT)))
        .because("a model states what it needs as commands, and never reaches out by itself")
        .check(CODE);
  }

  @Test
  void whatDrawsNeverSeesTheClient() {
    noClasses()
        .that(DRAWS)
        .and()
        .resideInAnyPackage(AREAS)
        .should()
        .dependOnClassesThat(resideInAPackage("dev.pollwise.client.."))
        .because("a view could be built with a fake model and empty functions")
        .check(CODE);
  }

  @Test
  void theFeedDrawsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(BASE + ".feed..", BASE + ".files..")
        .should()
        .dependOnClassesThat(resideInAPackage("javafx..").or(DRAWS))
        .because("news reaches the window through the inbox and the model only")
        .check(CODE);
  }

  @Test
  void noPackageIsTooLargeToKnow() {
    Map<String, Long> files =
        CODE.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(files)
        .isNotEmpty()
        .allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(30));
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
        .because(
            "depth follows dependency: form, server, jobs, policy, runs, chart, compare, duel,"
                + " shell; feed to models")
        .check(CODE);
  }
}
