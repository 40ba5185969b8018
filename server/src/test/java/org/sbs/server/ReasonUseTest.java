package org.sbs.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.slf4j.Logger;

/**
 * A reason is worded by {@code ReasonText} alone: what it prints of itself is for developers. This
 * looks into the compiled classes for every way by which that could come into a text.
 */
class ReasonUseTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  /**
   * The first tells a reason that lacks a value of its text, which only another version may send;
   * the message of the second is for developers.
   */
  private static final Set<String> ALLOWED =
      Set.of("org/sbs/view/text/ReasonText#", "org/sbs/core/reason/ReasonException#");

  private static Set<String> uses(Path classes) throws IOException {
    Set<String> uses = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        ReasonUse.in(Files.readAllBytes(file)).stream()
            .filter(use -> ALLOWED.stream().noneMatch(use::startsWith))
            .forEach(uses::add);
      }
    }
    return uses;
  }

  @Test
  @DisplayName("R9.9 no reason comes into a text but by its wording")
  void none() throws IOException {
    for (String module : List.of("core", "view", "server")) {
      assertThat(uses(ROOT.resolve(module).resolve("target/classes"))).as(module).isEmpty();
    }
  }

  @Test
  @DisplayName("the rule of reasons in texts fails for each way to put one there")
  void canFail() throws IOException {
    String file = "/" + Careless.class.getName().replace('.', '/') + ".class";
    try (var in = Careless.class.getResourceAsStream(file)) {
      assertThat(ReasonUse.in(in.readAllBytes()))
          .extracting(use -> use.substring(use.indexOf('#') + 1))
          .containsExactlyInAnyOrder(
              "joined", "printed", "formatted", "formattedField", "valueOf", "appended", "logged");
    }
  }

  /** Breaks the rule on purpose. */
  static final class Careless {
    private final Reason field = Reason.NONE;

    String joined(Reason why) {
      return "because " + why;
    }

    String printed() {
      return field.toString();
    }

    String formatted(Reason why) {
      return String.format("because %s", why);
    }

    String formattedField() {
      return "because %s".formatted(field);
    }

    String valueOf(Reason why) {
      return String.valueOf(why);
    }

    String appended(Reason why) {
      return new StringBuilder().append(why).append('.').substring(1);
    }

    void logged(Logger log) {
      log.warn("because {}", Reason.NONE.and(field));
    }

    Reason kept(Reason why) {
      return Reason.NONE.with("why", why).and(field);
    }
  }
}
