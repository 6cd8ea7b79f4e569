package dev.pollwise.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules that keep this module what it is, executed. */
class ArchitectureTest {

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pollwise.spring");

  @Test
  void theClientNeedsNothingThatIsOptional() {
    noClasses()
        .that()
        .haveSimpleName("PollwiseAutoConfiguration")
        .or()
        .haveSimpleNameStartingWith("PollwiseProperties")
        .or()
        .haveSimpleName("WebhookEndpoint")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.pollwise.fleet..",
            "org.springframework.jdbc..",
            "org.springframework.transaction..",
            "org.springframework.web..",
            "io.micrometer..")
        .because("an application that only waits has none of these")
        .check(MODULE);
  }

  @Test
  void aUserMeetsFewTypes() {
    assertThat(
            MODULE.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "AccountCustomizer",
            "FleetCustomizer",
            "TranslationClientCustomizer",
            "WebhookEndpoint");
  }
}
