package org.sbs.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Tells on a machine with a JDK and git alone, without running them, which tests would be skipped
 * there, and whether the others find all that they start. What a test starts is known from the last
 * run on a whole machine ({@link TestJournal}); a test that was not in it is a failure too. {@code
 * .ci/bare} makes such a machine of this one.
 */
public final class BareCheck {
  private static final String TESTS = ".*Test";

  private final ToolList tools = ToolList.ofProject();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, SortedSet<String>> started = new LinkedHashMap<>();
  private final SortedMap<String, String> skipped = new TreeMap<>();
  private final List<String> unknown = new ArrayList<>();
  private int run;

  BareCheck(List<TestJournal.Line> journal) {
    for (TestJournal.Line line : journal) {
      SortedSet<String> programs = started.computeIfAbsent(line.id(), key -> new TreeSet<>());
      if (line.what().equals("started")) {
        programs.add(line.detail());
      }
    }
  }

  /** Looks at the tests of the folders of classes that are the arguments. */
  public static void main(String[] arguments) throws IOException {
    BareCheck check = new BareCheck(TestJournal.read(ToolList.project()));
    check.requireBare();
    check.look(plan(Stream.of(arguments).map(Path::of).collect(Collectors.toSet())));
    System.out.print(check.text());
    if (!check.problems().isEmpty()) {
      System.exit(1);
    }
  }

  /** Finds tests, and runs none. */
  private static TestPlan plan(Set<Path> roots) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClasspathRoots(roots))
            .filters(ClassNameFilter.includeClassNamePatterns(TESTS))
            .build();
    LauncherConfig silent =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    return LauncherFactory.create(silent).discover(request);
  }

  /** The machine has nothing of the list, or this would prove nothing. */
  private void requireBare() {
    for (String name : tools.names()) {
      if (Need.of(name, tools).isThere()) {
        problems.add(name + " is there: this machine is not bare");
      }
    }
  }

  void look(TestPlan plan) {
    plan.accept(
        new TestPlan.Visitor() {
          @Override
          public void visit(TestIdentifier test) {
            test.getSource().filter(MethodSource.class::isInstance).ifPresent(BareCheck.this::look);
          }
        });
    if (run + skipped.size() == 0) {
      problems.add("no tests were found");
    }
  }

  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    if (!unknown.isEmpty()) {
      all.add(
          "not in the last run, so that it is not known what they start (./mvnw verify first): "
              + String.join(", ", unknown));
    }
    return all;
  }

  private void look(TestSource method) {
    String id = DeclaredNeeds.idOf(method);
    List<Need> missing = DeclaredNeeds.of(method).missing();
    if (!missing.isEmpty()) {
      skipped.put(WatchedTest.name(id), NeedsCondition.words(missing));
      return;
    }
    run++;
    if (!started.containsKey(id)) {
      unknown.add(WatchedTest.name(id));
    }
    Stream.of(id, id.substring(0, id.indexOf('#')))
        .flatMap(each -> started.getOrDefault(each, new TreeSet<>()).stream())
        .filter(program -> !isThere(program))
        .forEach(
            program ->
                problems.add(
                    WatchedTest.name(id)
                        + " starts "
                        + program
                        + ", which a machine with a JDK and git does not have; list it in"
                        + " build/tools.txt and say @Needs(\""
                        + program
                        + "\")"));
  }

  /** Programs that a test made for itself, and those of the JDK and of the project, are its own. */
  private static boolean isThere(String program) {
    if (!program.contains("/")) {
      return Need.onPath(program).isPresent();
    }
    Path path = Path.of(program);
    return !path.isAbsolute()
        || Stream.of("java.home", "java.io.tmpdir", "project.root")
            .map(System::getProperty)
            .anyMatch(folder -> folder != null && path.startsWith(folder))
        || Files.isExecutable(path);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("With a JDK and git alone, as ").append(System.getProperty("user.name"));
    text.append(", ").append(run).append(" tests run and ");
    text.append(skipped.size()).append(" are skipped.\n");
    problems().forEach(problem -> text.append("  ").append(problem).append('\n'));
    return text.toString();
  }
}
