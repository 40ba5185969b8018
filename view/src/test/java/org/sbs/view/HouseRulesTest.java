package org.sbs.view;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
  private static final JavaClasses VIEW =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.sbs.view");

  private static final ArchRule ON_CORE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.sbs.view..",
              "org.sbs.core..",
              "java.io..",
              "java.lang..",
              "java.net..",
              "java.nio..",
              "java.text..",
              "java.time..",
              "java.util..")
          .because("dialog, mail, command line and console share it");

  @Test
  @DisplayName("view uses core and the JDK alone, and no toolkit")
  void onCore() {
    ON_CORE.check(VIEW);
  }

  @Test
  @DisplayName("the rule of the floor fails on a class that knows a toolkit")
  void onCoreCanFail() {
    JavaClasses windowed = new ClassFileImporter().importClasses(Windowed.class);
    assertThatThrownBy(() -> ON_CORE.check(windowed))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("java.awt.Color");
  }

  @Test
  @DisplayName("the packages of view depend on one another in one direction only")
  void noCycles() {
    slices().matching("org.sbs.view.(*)..").should().beFreeOfCycles().check(VIEW);
  }

  /** Breaks the rule on purpose. */
  static final class Windowed {
    final java.awt.Color color = java.awt.Color.RED;
  }
}
