package org.sbs.lpm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sbs.testkit.TestProcess;

/** The program as a process of its own, from the class path of the tests. */
final class Program implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private Program(Process process, Path err) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.err = err;
  }

  static Program start(Path folder, String... arguments) throws IOException {
    return start(List.of(), folder, arguments);
  }

  /** By a command that starts it. */
  static Program start(List<String> by, Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(by);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "org.sbs.lpm.Main"));
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    return new Program(TestProcess.builder(command).redirectError(err.toFile()).start(), err);
  }

  Process process() {
    return process;
  }

  /** The next line of standard output; null at its end. */
  String line() throws IOException {
    return out.readLine();
  }

  /** All that is left of standard output. */
  List<String> rest() {
    return out.lines().toList();
  }

  String errors() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  void say(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
