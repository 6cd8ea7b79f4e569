package dev.pollwise.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules that keep the measurements apart from each other, executed. */
class ArchitectureTest {

  private static final String BASE = "dev.pollwise.benchmarks";

  /** Classes that JMH makes of ours lie in packages of their own. */
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("jmh_generated"))
          .importPackages(BASE);

  /** What groups may use of ours: themselves, the frame, rivals, and measured processes. */
  private static final List<String> SHARED = List.of(BASE, BASE + ".child", BASE + ".peers");

  @Test
  void groupsKnowTheFrameAndNoOtherGroup() {
    groups()
        .forEach(group ->
            noClasses()
                .that()
                .resideInAPackage(group)
                .should()
                .dependOnClassesThat(
                    DescribedPredicate.describe(
                        "belong to another group",
                        (JavaClass type) ->
                            type.getPackageName().startsWith(BASE)
                                && !type.getPackageName().equals(group)
                                && !SHARED.contains(type.getPackageName())))
                .because("a group can be read, run and taken away by itself")
                .check(CODE));
  }

  @Test
  void theFrameKnowsNoGroup() {
    noClasses()
        .that()
        .resideInAPackage(BASE)
        .and()
        .doNotHaveSimpleName("Main")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + ".*..")
        .because("only Main knows which groups there are")
        .check(CODE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(BASE + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package that needs itself by a detour cannot be understood alone")
        .check(CODE);
  }

  @Test
  void onlyTheFrontDoorEndsTheProgram() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .because("a group that ends the program takes the pages of the others with it")
        .check(CODE);
  }

  @Test
  void durationsAreNeverTakenFromTheWallClock() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .because("the wall clock is set while we measure; System.nanoTime is not")
        .check(CODE);
  }

  @Test
  void chanceComesFromTheSeed() {
    noClasses()
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.random.RandomGenerator.class, "getDefault")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .because("a run that cannot be repeated proves nothing")
        .check(CODE);
  }

  @Test
  void onlyTheFrameDrawsCharts() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.knowm.xchart..")
        .because("groups say what a chart shows; all charts look alike")
        .check(CODE);
  }

  @Test
  void everyPackageSaysWhatNullMeans() {
    assertThat(CODE.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(javaPackage ->
            assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                .as("%s is @NullMarked, or null would mean nothing there", javaPackage)
                .isTrue());
  }

  @Test
  void namesNoDrawers() {
    classes()
        .should()
        .resideOutsideOfPackages("..internal..", "..util..", "..impl..", "..common..")
        .andShould()
        .haveSimpleNameNotEndingWith("Impl")
        .andShould()
        .haveSimpleNameNotEndingWith("Utils")
        .because("a name says what a thing is, not that there was no better place for it")
        .check(CODE);
  }

  private static Stream<String> groups() {
    return CODE.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> !SHARED.contains(name))
        .distinct();
  }
}
