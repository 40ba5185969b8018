package org.sbs.systemtests.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbs.testkit.TestProcess;

/** The protected service of one node: service.sh, and what it keeps in its files. */
public final class ShellService {
  private static final String SCRIPT = "service.sh";
  private static final String SERVING = "serving.sh";

  private final String node;
  private final Path state;
  private final Path settings;
  private final Path journal;

  ShellService(String node, Path state, Path settings, Path journal) throws IOException {
    this.node = node;
    this.state = state;
    this.settings = settings;
    this.journal = journal;
    Files.createDirectories(state);
    for (String name : List.of(SCRIPT, SERVING)) {
      try (InputStream script = ShellService.class.getResourceAsStream(name)) {
        Files.copy(script, state.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The command of that verb, as the settings want it. */
  public List<String> command(String verb) {
    return List.of(
        "/bin/bash",
        state.resolve(SCRIPT).toString(),
        verb,
        state.toString(),
        settings.toString(),
        node,
        journal.toString());
  }

  /** The command that runs it and tells in that file all the time that it does. */
  List<String> servingCommand(Path beats) {
    return List.of(
        "/bin/bash",
        state.resolve(SERVING).toString(),
        state.toString(),
        settings.toString(),
        node,
        journal.toString(),
        beats.toString());
  }

  /** Runs a short command of the service, as an administrator would without SBS. */
  public void byHand(String verb) throws IOException, InterruptedException {
    Process process = TestProcess.builder(command(verb)).inheritIO().start();
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("the service did not " + verb);
    }
  }

  /** Whether it says that it runs. */
  public boolean runs() {
    return process().isPresent();
  }

  /** Its process, while it says that it runs. */
  public Optional<ProcessHandle> process() {
    return read("running")
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
        .filter(this::isMine);
  }

  /** The number of a process that is gone may be another's by now. */
  private boolean isMine(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of()).contains(state.toString());
  }

  /** The sentinels that are active. */
  public Set<String> active() {
    try (Stream<Path> files = Files.list(state.resolve("active"))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException none) {
      return Set.of();
    }
  }

  /** Deactivates a sentinel, as an operator would at the service itself. */
  public void deactivate(String name) throws IOException {
    has(own().stream().filter(other -> !other.equals(name)).toList());
    Files.delete(state.resolve("active").resolve(name));
  }

  private List<String> own() {
    return read("own").map(text -> text.lines().toList()).orElse(List.of());
  }

  /** From its next start on it activates those sentinels by itself, as an operator left it. */
  public void has(List<String> names) throws IOException {
    Files.write(state.resolve("own"), names);
  }

  /** Each name that the service was ever told to activate, in that order. */
  public List<String> everActivated() {
    return read("activated").map(text -> text.lines().toList()).orElse(List.of());
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(state.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new AssertionError("the service's file " + name + " cannot be read", e);
    }
  }

  /** Ends what is left of it. */
  void clear() {
    process().ifPresent(Processes::destroyFamily);
  }
}
