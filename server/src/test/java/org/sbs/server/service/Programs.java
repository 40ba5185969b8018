package org.sbs.server.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A folder of small real programs, and what the tests ask about their processes. */
record Programs(Path folder) {
  static final Duration SOON = Duration.ofSeconds(20);

  static final CommandSpec.Limits LIMITS =
      new CommandSpec.Limits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMillis(50));

  /** A script that can be run by itself. */
  List<String> script(String name, String... lines) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, "#!/bin/sh\ncd '" + folder + "'\n" + String.join("\n", lines) + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(file.toString());
  }

  /** A foreground program that says ready and ends at the end of its input. */
  List<String> lifelineService() {
    return script("run", "echo $$ > pid.new", "mv pid.new pid", "echo ready", "exec cat");
  }

  /** One that takes no notice of SIGTERM nor of its lifeline. */
  List<String> stubbornService() {
    return script(
        "run",
        "trap '' TERM",
        "echo $$ > pid.new",
        "mv pid.new pid",
        "echo ready",
        "while :; do sleep 1; done");
  }

  List<String> listOf(String... sentinels) {
    return script("list", "printf '" + String.join("\\n", sentinels) + "\\n'");
  }

  CommandSpec owned(List<String> run) {
    return spec(new CommandSpec.Owned(run, true), LIMITS);
  }

  CommandSpec spec(CommandSpec.Lifecycle lifecycle, CommandSpec.Limits limits) {
    return new CommandSpec(
        lifecycle,
        listOf("one\\tactive\\t", "two\\tfailed\\tno paper"),
        script("activate", "cat > activated"),
        Optional.empty(),
        limits);
  }

  String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** The process whose number a program wrote into a file. */
  ProcessHandle process(String pidFile) {
    await(() -> has(pidFile) && text(pidFile).endsWith("\n"));
    return ProcessHandle.of(Long.parseLong(text(pidFile).strip())).orElseThrow();
  }

  /** Whether the process runs whose number is in a file. */
  boolean runs(String pidFile) {
    return ProcessHandle.of(Long.parseLong(text(pidFile).strip()))
        .map(ProcessTable::runs)
        .orElse(false);
  }

  static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(condition);
  }

  static void awaitGone(ProcessHandle process) {
    await(() -> !ProcessTable.runs(process));
  }

  /** A Java program of the test class path. */
  static List<String> java(Class<?> main, Object... arguments) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main.getName()));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return words;
  }
}
