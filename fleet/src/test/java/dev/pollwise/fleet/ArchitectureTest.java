package dev.pollwise.fleet;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that keep this module what it is, executed. */
class ArchitectureTest {

  private static final String BASE = "dev.pollwise.fleet";

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void onlyOnePackageKnowsTheEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".agenda")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.kagkarlsson..")
        .because("another engine could take its place behind Agenda")
        .check(MODULE);
  }

  @Test
  void statementsAreInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + ".sql", BASE + ".agenda")
        .and()
        .doNotHaveSimpleName("Spend")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.PreparedStatement")
        .because("all statements of a table are in the class of that table")
        .check(MODULE);
    noClasses()
        .that()
        .resideInAPackage(BASE + ".sql")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.pollwise.client..", BASE + ".task", BASE + ".agenda")
        .because("tables know no jobs, only rows")
        .check(MODULE);
  }

  @Test
  void agendaTableAndTasksDependInOneDirection() {
    slices().matching(BASE + ".(sql|agenda)..").should().beFreeOfCycles().check(MODULE);
    noClasses()
        .that()
        .resideInAPackage(BASE + ".agenda")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + ".task")
        .because("the engine does not know what it runs")
        .check(MODULE);
  }

  @Test
  void sqliteAndMicrometerAreOptional() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SqliteFile")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sqlite..")
        .because("who keeps the fleet in PostgreSQL has no SQLite")
        .check(MODULE);
    noClasses()
        .that()
        .doNotHaveSimpleName("FleetMeters")
        .and()
        .doNotHaveSimpleName("FleetBuilder")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..")
        .because("who wants no meters has no Micrometer")
        .check(MODULE);
  }

  @Test
  void timeComesFromTheClock() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .because("the clock of the database counts, and tests bring their own")
        .check(MODULE);
  }

  @Test
  void classesAreFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and(simpleName("Wish").negate().as("are no constants of an enum"))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .because("nothing here is made to be extended")
        .check(MODULE);
  }

  @Test
  void aUserMeetsFewTypes() {
    List<String> front =
        MODULE.stream()
            .filter(type -> type.getPackageName().equals(BASE))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> type.getEnclosingClass().isEmpty())
            .map(JavaClass::getSimpleName)
            .sorted()
            .toList();

    assertThat(front)
        .containsExactly(
            "AccountBuilder",
            "Fleet",
            "FleetBuilder",
            "FleetJob",
            "FleetOutcome",
            "OutcomeHandler");
  }
}
