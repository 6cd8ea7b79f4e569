package dev.pollwise.client;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules that keep this module what it is, executed. */
class ArchitectureTest {

  static final String BASE = "dev.pollwise.client";

  static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  /** Where the parts are put together: the only places that may reach for the machine's own. */
  private static final DescribedPredicate<JavaClass> COMPOSITION_ROOT =
      simpleNameEndingWith("Builder")
          .or(simpleName("SystemPollClock"))
          .as("composition roots (builders and SystemPollClock)");

  @Test
  void dependsInOneDirectionOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(BASE + "..")
        .layer("front door")
        .definedBy(BASE)
        .layer("metrics")
        .definedBy(BASE + ".metrics..")
        .layer("http")
        .definedBy(BASE + ".http..")
        .layer("webhook")
        .definedBy(BASE + ".webhook..")
        .layer("store")
        .definedBy(BASE + ".store..")
        .layer("testing")
        .definedBy(BASE + ".testing..")
        .layer("forecast")
        .definedBy(BASE + ".forecast..")
        .layer("poll")
        .definedBy(BASE + ".poll..")
        .layer("request")
        .definedBy(BASE + ".request..")
        .layer("policy")
        .definedBy(BASE + ".policy..")
        .layer("duration")
        .definedBy(BASE + ".duration..")
        .layer("job")
        .definedBy(BASE + ".job..")
        .whereLayer("testing")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("metrics")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("forecast")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("front door")
        .mayOnlyBeAccessedByLayers("testing", "metrics")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("front door")
        .whereLayer("webhook")
        .mayOnlyBeAccessedByLayers("front door")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("front door", "webhook")
        .whereLayer("poll")
        .mayOnlyBeAccessedByLayers(
            "front door", "metrics", "testing", "forecast", "store", "webhook", "http")
        .whereLayer("request")
        .mayOnlyBeAccessedByLayers("front door", "testing", "store", "http", "poll")
        .whereLayer("policy")
        .mayOnlyBeAccessedByLayers("front door", "testing", "forecast", "http", "poll", "request")
        .whereLayer("duration")
        .mayOnlyBeAccessedByLayers(
            "front door", "metrics", "testing", "forecast", "store", "poll", "policy")
        .because(
            "depth follows dependency: metrics -> front door -> webhook -> http; store, forecast ->"
                + " poll -> request -> policy -> duration -> job")
        .check(MODULE);
  }

  @Test
  void hasNoCycles() {
    slices()
        .matching(BASE + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a package that needs itself by a detour cannot be understood alone")
        .check(MODULE);
  }

  @Test
  void writesNumbersAlikeInEveryCountry() {
    noClasses()
        .should()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "format", String.class, Object[].class)
        .because("a log or a file of one machine is read on another")
        .check(MODULE);
  }

  @Test
  void leavesTheMachinesTimeToTheCompositionRoots() {
    noClasses()
        .that(not(COMPOSITION_ROOT))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .dependOnClassesThat(belongToAnyOf(Clock.class))
        .because("time is handed in, or nothing here could be tested in virtual time")
        .check(MODULE);
  }

  @Test
  void leavesChanceToTheCompositionRoots() {
    noClasses()
        .that(not(COMPOSITION_ROOT))
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(RandomGenerator.class, "getDefault")
        .orShould()
        .dependOnClassesThat(belongToAnyOf(ThreadLocalRandom.class))
        .because("randomness is handed in, or no run could be repeated from its seed")
        .check(MODULE);
  }

  @Test
  void sleepsNowhere() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .because("a parked wait holds no thread; only the common timer waits")
        .check(MODULE);
  }

  @Test
  void throwsNoBareException() {
    noClasses()
        .that()
        .areNotAssignableTo(dev.pollwise.client.job.PollwiseException.class)
        .should()
        .callConstructor(RuntimeException.class)
        .orShould()
        .callConstructor(RuntimeException.class, String.class)
        .orShould()
        .callConstructor(RuntimeException.class, String.class, Throwable.class)
        .orShould()
        .callConstructor(RuntimeException.class, Throwable.class)
        .because("a failed client is a sealed exception with data, misuse is IAE, NPE or ISE")
        .check(MODULE);
  }

  @Test
  void logsThroughThePlatformOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.logging..")
        .because("System.Logger goes wherever the user's program logs")
        .check(MODULE);
  }

  @Test
  void writesToNoStream() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("a library has no console of its own")
        .check(MODULE);
  }

  @Test
  void knowsTheWireInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + ".http..", BASE + ".store..")
        .and(not(simpleName("ScriptedWire").or(simpleName("StateText"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.json..")
        .because(
            "http knows the wire's JSON, and the scripted server, which is its other side; store"
                + " has a file of its own, and StateText the text of a wait that is kept elsewhere")
        .check(MODULE);
  }

  @Test
  void touchesFilesInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".store..")
        .should()
        .dependOnClassesThat(
            belongToAnyOf(java.nio.file.Files.class, java.nio.channels.FileChannel.class))
        .because("a file is replaced as a whole or not at all: only store knows how")
        .check(MODULE);
  }

  @Test
  void waitsInFewPlaces() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".poll..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.failsafe..")
        .because("what decides is pure, what waits is Failsafe")
        .check(MODULE);
  }

  @Test
  void decidesWithoutWaiting() {
    noClasses()
        .that()
        .resideInAnyPackage(BASE + ".job..", BASE + ".policy..", BASE + ".duration..")
        .or(simpleName("PollDecision").or(simpleName("JobEvents")).or(simpleName("PollState")))
        .or(simpleName("DurableWait").or(simpleName("DurableRequest")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.net.http..", "dev.failsafe..")
        .because("vocabulary, mathematics and the decision are pure: no I/O, no threads, no clock")
        .check(MODULE);
  }

  @Test
  void measuresOnlyForThoseWhoAsk() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..")
        .because("who wants no meters has no Micrometer, and must be able to load all else")
        .check(MODULE);
  }

  @Test
  void everyPackageSaysWhatNullMeans() {
    assertThat(packages())
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
        .check(MODULE);
  }

  private static Stream<JavaPackage> packages() {
    return MODULE.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .filter(javaPackage -> javaPackage.getName().startsWith(BASE));
  }
}
