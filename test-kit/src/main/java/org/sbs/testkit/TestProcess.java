package org.sbs.testkit;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one way in which tests start programs. A test starts only those tools of {@code
 * build/tools.txt} that it {@linkplain Needs says} it needs, on every machine, or it would fail
 * where they are not installed: to the programs that it starts, the others are not there either.
 */
public final class TestProcess {
  /** Between the words of a script that is an argument of a shell. */
  private static final String BETWEEN_WORDS = "[\\s;|&()`\"']+";

  private TestProcess() {}

  /** What starts that program. */
  public static ProcessBuilder builder(String... words) {
    return builder(List.of(words));
  }

  /** What starts that program. */
  public static ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    TestWatch.now().ifPresent(test -> prepare(test, builder));
    return builder;
  }

  /**
   * For what a class of a kit calls in a way that is not seen here, as by a script: the test that
   * runs must say that it needs all that the class needs.
   */
  public static void requireDeclared(Class<?> user) {
    TestWatch.now()
        .filter(test -> !test.needs().names().containsAll(DeclaredNeeds.of(user).names()))
        .ifPresent(
            test -> {
              throw new AssertionError(
                  test.name()
                      + (" uses " + user.getSimpleName() + " and does not say so: @Needs(of = ")
                      + (user.getSimpleName() + ".class)"));
            });
  }

  private static void prepare(WatchedTest test, ProcessBuilder builder) {
    Set<String> tools = ToolList.ofProject().names();
    Set<String> called =
        builder.command().stream()
            .flatMap(TestProcess::words)
            .filter(tools::contains)
            .collect(Collectors.toSet());
    for (String tool : called) {
      if (!test.needs().names().contains(tool)) {
        throw new AssertionError(
            test.name() + " starts " + tool + " and does not say so: @Needs(\"" + tool + "\")");
      }
    }
    called.add(program(builder.command().get(0)));
    called.forEach(test::started);
    if (File.separatorChar == '/') {
      builder
          .environment()
          .merge(
              "PATH",
              UndeclaredTools.hiddenFrom(test.needs().names()).toString(),
              (path, hidden) -> hidden + File.pathSeparator + path);
    }
  }

  private static Stream<String> words(String argument) {
    return Stream.of(argument.split(BETWEEN_WORDS, -1)).map(TestProcess::program);
  }

  /** The name of a program that is called by its path, where the system would find it by name. */
  private static String program(String word) {
    if (!word.startsWith("/") || ToolList.ofProject().names().contains(word)) {
      return word;
    }
    Path path = Path.of(word);
    return Need.pathFolders().anyMatch(folder -> folder.equals(path.getParent()))
        ? path.getFileName().toString()
        : word;
  }
}
