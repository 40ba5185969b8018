package org.sbs.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of this floor of the house, as failing checks. */
class HouseRulesTest {
  private static final JavaClasses DESKTOP =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.sbs.desktop");

  @Test
  @DisplayName("presentation models know no window, so that they can be tested without a screen")
  void modelsWithoutWindows() {
    noClasses()
        .that()
        .resideInAPackage("..desktop.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.swing..", "..desktop.view..", "..desktop.node..")
        .check(DESKTOP);
  }

  @Test
  @DisplayName("windows reach the node through the door of the models alone")
  void viewsKnowNoNode() {
    noClasses()
        .that()
        .resideInAPackage("..desktop.view..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..desktop.node..", "..server.admin..", "..server.cli..")
        .check(DESKTOP);
  }
}
