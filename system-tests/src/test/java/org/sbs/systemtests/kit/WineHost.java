package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/**
 * A Windows machine, by Wine: with its own disk, registry and service manager, a real Java for
 * Windows, and the network of this machine. All that runs on it ends with {@link #close}.
 */
@Needs({"/usr/bin/wine", "/usr/lib/wine/wine64"})
public final class WineHost implements AutoCloseable {
  private static final Path WINE = Path.of("/usr/bin/wine");
  private static final Path SERVER = Path.of("/usr/lib/wine/wineserver");
  private static final Path JAVA =
      Sbs.root().resolve("system-tests/target/windows-java/jre/bin/java.exe");
  private static final Path PROGRAM = Sbs.root().resolve("server/target/sbs-server.jar");
  private static final String CLASS_PATH =
      path(Sbs.root().resolve("system-tests/target/test-classes")) + ';' + path(PROGRAM);
  private static final List<String> JVM_OPTIONS =
      List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  private static final long LIMIT_SECONDS = 120;

  private final Path folder;

  private WineHost(Path folder) {
    this.folder = folder;
  }

  /** A new machine in that folder, which must not exist; it does not run yet. */
  public static WineHost made(Path folder) throws IOException {
    if (Files.notExists(JAVA)) {
      throw new AssertionError(JAVA + " is not there: run ./mvnw verify, which brings it");
    }
    Files.createDirectories(folder.resolve("prefix"));
    WineHost host = new WineHost(folder);
    Outcome boot = host.run(List.of("/usr/bin/wineboot", "-i"));
    // A Java on a busy machine may take longer to report than the ten seconds that Wine gives it.
    String control = "HKLM\\System\\CurrentControlSet\\Control";
    host.windows(
        "reg", "add", control, "/v", "ServicesPipeTimeout", "/t", "REG_SZ", "/d", "60000", "/f");
    host.awaitEnd(true);
    if (!Files.isDirectory(host.disk().resolve("windows"))) {
      throw new AssertionError("wine made no machine: " + boot);
    }
    return host;
  }

  /** One more machine like this one, which must not run. */
  public WineHost copy(Path other) throws IOException {
    Files.createDirectories(other);
    // Links and times as they are: the machine is as new as this one.
    Shell.run("cp", "-a", folder.resolve("prefix").toString(), other.resolve("prefix").toString());
    return new WineHost(other);
  }

  /** The folder of the Java for Windows. */
  public static Path java() {
    return JAVA.getParent().getParent();
  }

  /** Its disk C. */
  public Path disk() {
    return folder.resolve("prefix/drive_c");
  }

  /** What its service manager and its services print: Wine's trace of the event log. */
  public String trace() {
    try {
      Path trace = folder.resolve("trace");
      return Files.exists(trace) ? Files.readString(trace, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Switches it on. The service manager ends with the last program, so that one stays; it belongs
   * to the program that comes first, and prints where that prints.
   */
  public void open() throws IOException {
    Process stays =
        builder(List.of(WINE.toString(), "explorer.exe", "/desktop=trial,320x200"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("trace").toFile())
            .start();
    stays.getOutputStream().close();
    await("the service manager")
        .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
        .until(() -> process("services.exe").isPresent());
  }

  private ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder =
        TestProcess.builder(words).redirectInput(new File("/dev/null")).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("WINEPREFIX", folder.resolve("prefix").toString());
    environment.put("WINEARCH", "win64");
    environment.put("WINEDEBUG", "-all,+eventlog");
    environment.put("WINEDLLOVERRIDES", "mscoree=;mshtml=");
    // Wine links the user's folders into its disk: not the real ones.
    environment.put("HOME", folder.toString());
    environment.remove("DISPLAY");
    return builder;
  }

  /** Runs one of Windows' own programs to its end. */
  public Outcome windows(String... words) {
    List<String> all = new ArrayList<>(List.of(WINE.toString()));
    all.addAll(Arrays.asList(words));
    return run(all);
  }

  /** Runs a command of SBS to its end. */
  public Outcome sbs(String... words) {
    return java("org.sbs.server.Main", words);
  }

  /** Seals a secret as SBS does, and opens it again: a line for each. */
  public Outcome seal(String secret) {
    return java(WineSecret.class.getName(), secret);
  }

  private Outcome java(String main, String... arguments) {
    List<String> all = new ArrayList<>(List.of(WINE.toString(), path(JAVA)));
    all.addAll(JVM_OPTIONS);
    all.addAll(List.of("-cp", CLASS_PATH, main));
    all.addAll(Arrays.asList(arguments));
    return run(all);
  }

  /** Installs a service that notes when it runs, and is started by Windows. */
  public void installLabelService(String notes) {
    String command =
        String.join(
            " ",
            '"' + path(JAVA) + '"',
            "-Xrs -Xmx32m",
            String.join(" ", JVM_OPTIONS),
            "-cp",
            '"' + CLASS_PATH + '"',
            WineLabelService.class.getName(),
            notes);
    Outcome made =
        windows("sc", "create", WineLabelService.NAME, "binPath=", command, "start=", "auto");
    if (made.status() != 0) {
      throw new AssertionError("the service was not installed: " + made);
    }
  }

  /** A path of this machine as Windows knows it. */
  private static String path(Path path) {
    return "Z:" + path.toString().replace('/', '\\');
  }

  /** The process of this machine whose command line holds that word. */
  public Optional<ProcessHandle> process(String word) {
    return processes().stream()
        .filter(process -> proc(process, "cmdline").contains(word))
        .findFirst();
  }

  private List<ProcessHandle> processes() {
    String mark = "WINEPREFIX=" + folder.resolve("prefix") + '\0';
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> proc(process, "environ").contains(mark)).toList();
    }
  }

  private static String proc(ProcessHandle process, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It has ended, or is another's.
      return "";
    }
  }

  /** Output goes to files: Wine's own processes would hold a pipe open for ever. */
  private Outcome run(List<String> words) {
    try {
      Path out = Files.createTempFile(folder, "out-", "");
      Process process =
          builder(words)
              .redirectOutput(out.toFile())
              .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("errors").toFile()))
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end within " + LIMIT_SECONDS + " s: " + words);
      }
      return new Outcome(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(folder.resolve("errors"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(words + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + words, e);
    }
  }

  /** Wine's server knows the programs of this machine, and ends no others. */
  private void awaitEnd(boolean gently) {
    run(List.of(SERVER.toString(), gently ? "-k" : "-k9"));
    run(List.of(SERVER.toString(), "-w"));
  }

  /** Switches it off, at once, and forgets it. */
  @Override
  public void close() throws IOException {
    awaitEnd(false);
    // Wine's server leaves those that hold its drivers.
    processes().forEach(ProcessHandle::destroyForcibly);
    Folders.delete(folder);
  }
}
