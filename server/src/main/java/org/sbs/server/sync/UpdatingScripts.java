package org.sbs.server.sync;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.PathRules;
import org.sbs.core.replica.Problems;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Root;

/**
 * Runs the updating scripts before a cycle (R4.3). Each is a program, run without a shell and
 * without arguments, that prints absolute paths to include, one a line; a path of a folder includes
 * all that lies in it. Nothing that a script does stops a cycle. One thread.
 */
public final class UpdatingScripts {
  /** How long one script may run, unless told otherwise. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  /** How many paths all scripts together may include. */
  static final int MAX_PATHS = 2000;

  private final List<Path> scripts;
  private final Duration limit;

  /**
   * The scripts in the order in which they run.
   *
   * @param limit for each of them; then it is killed with all that it started
   */
  public UpdatingScripts(List<Path> scripts, Duration limit) {
    this.scripts = List.copyOf(scripts);
    this.limit = limit;
  }

  /** No scripts. */
  public static UpdatingScripts none() {
    return new UpdatingScripts(List.of(), DEFAULT_LIMIT);
  }

  /**
   * What the scripts asked for.
   *
   * @param forced for each folder of the set the relative paths to include
   * @param problems what users are told
   */
  record Outcome(Map<Integer, SortedSet<String>> forced, List<Reason> problems) {
    /** The roots with these paths forced in. */
    List<Root> applyTo(List<Root> roots) {
      return roots.stream()
          .map(
              root ->
                  new Root(
                      root.folder()
                          .withForced(
                              Optional.ofNullable(forced.get(root.index()))
                                  .orElseGet(TreeSet::new)),
                      root.path()))
          .toList();
    }
  }

  Outcome run(List<Root> roots) throws InterruptedException {
    Map<Integer, SortedSet<String>> forced = new TreeMap<>();
    Problems problems = new Problems();
    int paths = 0;
    for (Path script : scripts) {
      ScriptRun.Outcome outcome = ScriptRun.run(script, limit);
      outcome.problem().ifPresent(problems::add);
      for (String line : outcome.lines()) {
        if (line.isBlank()) {
          continue;
        }
        if (++paths > MAX_PATHS) {
          problems.add(Reason.of(ReasonCode.SCRIPTS_TOO_MANY_PATHS).with("most", MAX_PATHS));
          return new Outcome(forced, problems.list());
        }
        place(line, roots, forced)
            .ifPresent(
                why ->
                    problems.add(
                        Reason.of(ReasonCode.SCRIPT_PRINTED)
                            .with("script", script.toString())
                            .with("line", LogText.text(line))
                            .with("why", why)));
      }
    }
    return new Outcome(forced, problems.list());
  }

  private static Optional<Reason> place(
      String line, List<Root> roots, Map<Integer, SortedSet<String>> forced) {
    Path path;
    try {
      path = Path.of(line).normalize();
    } catch (InvalidPathException e) {
      return Optional.of(Reason.of(ReasonCode.SCRIPT_LINE_NO_PATH));
    }
    if (!path.isAbsolute()) {
      return Optional.of(Reason.of(ReasonCode.SCRIPT_LINE_RELATIVE));
    }
    for (Root root : roots) {
      Optional<String> relative =
          relative(root.path(), path).or(() -> relative(Path.of(root.folder().path()), path));
      if (relative.isPresent()) {
        Optional<Reason> objection = PathRules.objection(relative.get(), PathRules.Names.POSIX);
        if (objection.isPresent()) {
          return objection.map(why -> why.with("path", LogText.text(relative.get())));
        }
        forced.computeIfAbsent(root.index(), index -> new TreeSet<>()).add(relative.get());
        return Optional.empty();
      }
    }
    return Optional.of(Reason.of(ReasonCode.SCRIPT_LINE_OUTSIDE));
  }

  private static Optional<String> relative(Path root, Path path) {
    if (!path.startsWith(root) || path.equals(root)) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    root.relativize(path).forEach(name -> names.add(name.toString()));
    return Optional.of(String.join("/", names));
  }
}
