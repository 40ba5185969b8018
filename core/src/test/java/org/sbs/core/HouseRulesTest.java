package org.sbs.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** DESIGN's rules for this floor of the house, as failing checks. */
class HouseRulesTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.sbs.core");

  private static final ArchRule PURE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.sql..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "java.lang.management..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              Thread.class,
              Process.class,
              ProcessBuilder.class,
              Runtime.class,
              java.time.Clock.class,
              java.util.Timer.class,
              java.util.Random.class)
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("core decides; it has no I/O, no clock, no thread and no chance");

  @Test
  @DisplayName("R6.4 core reads no clock, does no I/O and starts no thread")
  void pure() {
    PURE.check(CORE);
  }

  @Test
  @DisplayName("the rule of the pure core fails on code that is not pure")
  void pureCanFail() {
    JavaClasses impure = new ClassFileImporter().importClasses(Impure.class);
    assertThatThrownBy(() -> PURE.check(impure))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nanoTime");
  }

  @Test
  @DisplayName("core imports the JDK alone")
  void jdkOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.sbs.core..", "java..")
        .check(CORE);
  }

  @Test
  @DisplayName("the packages of core depend on one another in one direction only")
  void noCycles() {
    slices().matching("org.sbs.core.(*)..").should().beFreeOfCycles().check(CORE);
  }

  /** Breaks the rule on purpose. */
  static final class Impure {
    final long born = System.nanoTime();
  }
}
