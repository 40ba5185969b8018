import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.sbs.lpm.control.ControlClient;

/**
 * Measures the Label Print Manager as a process of its own, from its launcher, with printers on loopback that take each
 * job at once. Linux only: times of processors are read from /proc.
 */
public final class LabelBench {
  private static final String TEMPLATE =
      "^XA^FO40,40^A0N,30,30^FD${article}^FS^FO40,90^BY2^BCN,80,Y,N,N^FD${code}^FS"
          + "^FO40,220^A0N,24,24^FD${place} ${date}^FS^XZ\n";
  private static final int FILES = 1_000;
  private static final int SENTINELS = 500;
  private static final int ROWS = 100_000;
  private static final int MILLION = 1_000_000;
  private static final int ASKED = 21;

  private LabelBench() {}

  /** Runs the parts that are named, or all of them. */
  public static void main(String[] arguments) throws Exception {
    List<String> parts =
        arguments.length > 0
            ? List.of(arguments)
            : List.of("files", "rows", "million", "sentinels", "list");
    System.out.printf(
        "%d processors, Java %s, load before %s%n%n",
        Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), load());
    System.out.println("| what | s | CPU s | peak MiB | load |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    for (String part : parts) {
      switch (part) {
        case "files" -> {
          files("raw TCP", "tcp");
          files("a folder", "folder");
        }
        case "rows" -> rows(ROWS);
        case "million" -> rows(MILLION);
        case "sentinels" -> sentinels();
        case "list" -> list();
        default -> throw new IllegalArgumentException("No such part: " + part);
      }
    }
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }

  private static void row(String what, double seconds, Usage used) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %d | %s |%n",
        what,
        seconds,
        used.cpuSeconds(),
        used.peakMib(),
        load());
  }

  private static void files(String printer, String name) throws Exception {
    try (Bench bench = new Bench()) {
      bench.sentinel("Dock", "in", name, "raw = true");
      bench.start();
      bench.awaitActive(1);
      Path ready = Files.createDirectory(bench.root.resolve("ready"));
      for (int i = 0; i < FILES; i++) {
        Files.writeString(
            ready.resolve("f" + i + ".txt"), "^XA^FO40,40^A0N,30,30^FDlabel " + i + "^FS^XZ\n");
      }
      Usage before = bench.usage();
      long begin = System.nanoTime();
      for (int i = 0; i < FILES; i++) {
        bench.drop(ready.resolve("f" + i + ".txt"), "in");
      }
      bench.awaitDone("in", FILES);
      row(FILES + " small raw files to " + printer, since(begin), bench.usage().since(before));
    }
  }

  private static void rows(int count) throws Exception {
    try (Bench bench = new Bench()) {
      bench.sentinel("Dock", "in", "tcp", "template = \"label\"", "label-limit = 2000000");
      Path file = bench.root.resolve("rows.csv");
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        out.write("article;code;place;date\n");
        for (int i = 0; i < count; i++) {
          out.write("Kaffeebecher blau " + i + ";" + (400_000_000 + i) + ";A-" + i % 97 + ";05.01.2027\n");
        }
      }
      bench.start();
      bench.awaitActive(1);
      Usage before = bench.usage();
      long begin = System.nanoTime();
      bench.drop(file, "in");
      bench.awaitDone("in", 1);
      row(
          String.format(Locale.ROOT, "one file of %,d rows, heap of 128 MB", count),
          since(begin),
          bench.usage().since(before));
      bench.labels(count);
    }
  }

  private static void sentinels() throws Exception {
    try (Bench bench = new Bench()) {
      for (int i = 0; i < SENTINELS; i++) {
        bench.sentinel("Dock " + i, "in" + i, "tcp" + i % 20, "raw = true");
      }
      long begin = System.nanoTime();
      bench.start();
      bench.awaitActive(SENTINELS);
      row(SENTINELS + " sentinels: start to all active", since(begin), bench.usage());
      Usage before = bench.usage();
      begin = System.nanoTime();
      for (int i = 0; i < SENTINELS; i++) {
        Path file = Files.writeString(bench.root.resolve("f.txt"), "^XA^FD" + i + "^FS^XZ\n");
        bench.drop(file, "in" + i);
      }
      for (int i = 0; i < SENTINELS; i++) {
        bench.awaitDone("in" + i, 1);
      }
      row("a file for each of them", since(begin), bench.usage().since(before));
      before = bench.usage();
      begin = System.nanoTime();
      Thread.sleep(10_000);
      row("ten seconds without work", since(begin), bench.usage().since(before));
    }
  }

  private static void list() throws Exception {
    try (Bench bench = new Bench()) {
      for (int i = 0; i < 10; i++) {
        bench.sentinel(
            "Dock " + i, "in" + i, "tcp" + i, "template = \"label\"", "label-limit = 2000000");
      }
      bench.start();
      bench.awaitActive(10);
      StringBuilder rows = new StringBuilder("article;code;place;date\n");
      for (int i = 0; i < ROWS; i++) {
        rows.append("a;").append(400_000_000 + i).append(";b;c\n");
      }
      for (int i = 0; i < 10; i++) {
        bench.drop(Files.writeString(bench.root.resolve("f.csv"), rows), "in" + i);
      }
      bench.awaitLabels(10);
      Usage before = bench.usage();
      long begin = System.nanoTime();
      double[] inside = new double[ASKED];
      double[] command = new double[ASKED];
      for (int i = 0; i < ASKED; i++) {
        long from = System.nanoTime();
        ControlClient.ask(bench.root.resolve("state"), "list", List.of()).orElseThrow();
        inside[i] = since(from);
        from = System.nanoTime();
        bench.lpm("list", "--settings", "settings", "--state", "state").waitFor();
        command[i] = since(from);
      }
      Usage used = bench.usage().since(before);
      row(told("list inside, ten sentinels printing", inside), median(inside), used);
      row(told("list as a command, ten sentinels printing", command), median(command), used);
      if (bench.isDone("in0")) {
        System.out.println("They had finished before the end: the last two rows say nothing.");
      }
    }
  }

  private static String told(String what, double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%s, median of %d (%.3f–%.3f)",
        what,
        seconds.length,
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /** What a process has used. */
  private record Usage(double cpuSeconds, long peakMib) {
    Usage since(Usage before) {
      return new Usage(cpuSeconds - before.cpuSeconds, peakMib);
    }
  }

  /** A place with settings, printers and a program. */
  private static final class Bench implements AutoCloseable {
    private final Path root = Files.createTempDirectory("label-bench-");
    private final List<ServerSocket> printers = new ArrayList<>();
    private final AtomicLong labels = new AtomicLong();
    private Process program;

    Bench() throws IOException {
      for (String folder : List.of("sentinels", "printers", "templates")) {
        Files.createDirectories(root.resolve("settings").resolve(folder));
      }
      Files.writeString(root.resolve("settings/templates/label.zpl"), TEMPLATE);
      Files.createDirectory(root.resolve("printed"));
      Files.writeString(
          root.resolve("settings/printers/folder.toml"),
          "kind = \"folder\"\nfolder = \"../printed\"\n");
    }

    void sentinel(String name, String folder, String printer, String... lines) throws IOException {
      Files.createDirectory(root.resolve(folder));
      Path definition = root.resolve("settings/printers/" + printer + ".toml");
      if (Files.notExists(definition)) {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        printers.add(listener);
        Thread thread = new Thread(() -> print(listener));
        thread.setDaemon(true);
        thread.start();
        Files.writeString(
            definition,
            "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = " + listener.getLocalPort() + "\n");
      }
      Files.writeString(
          root.resolve("settings/sentinels/" + name + ".toml"),
          "capture-folder = \"../"
              + folder
              + "\"\nfile-mask = \"*\"\nprinter = \""
              + printer
              + "\"\n"
              + String.join("\n", lines)
              + "\n");
    }

    /** Takes each job to its end, then closes: a printer that is as fast as the network. */
    private void print(ServerSocket listener) {
      byte[] part = new byte[1 << 16];
      while (!listener.isClosed()) {
        try (Socket socket = listener.accept();
            InputStream in = socket.getInputStream()) {
          int last = 0;
          for (int count = in.read(part); count >= 0; count = in.read(part)) {
            for (int i = 0; i < count; i++) {
              if (part[i] == 'Z' && last == 'X') {
                labels.incrementAndGet();
              }
              last = part[i];
            }
          }
        } catch (IOException e) {
          // The next job, or the end.
        }
      }
    }

    Process lpm(String... words) throws IOException {
      List<String> command = new ArrayList<>(List.of(Path.of("lpm").toAbsolutePath().toString()));
      command.addAll(List.of(words));
      return new ProcessBuilder(command)
          .directory(root.toFile())
          .redirectError(root.resolve("err").toFile())
          .start();
    }

    void start() throws IOException {
      program = lpm("run", "--settings", "settings", "--state", "state");
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
      if (!"ready".equals(out.readLine())) {
        throw new IOException(Files.readString(root.resolve("err")));
      }
    }

    void awaitActive(int count) throws InterruptedException {
      while (ControlClient.ask(root.resolve("state"), "list", List.of()).orElseThrow().out().stream()
              .filter(line -> line.endsWith("\tactive\t"))
              .count()
          < count) {
        Thread.sleep(20);
      }
    }

    void drop(Path file, String folder) throws IOException {
      Files.move(
          file,
          root.resolve(folder).resolve(file.getFileName()),
          StandardCopyOption.ATOMIC_MOVE);
    }

    boolean isDone(String folder) {
      String[] done = root.resolve(folder).resolve("done").toFile().list();
      return done != null && done.length > 0;
    }

    void awaitDone(String folder, int count) throws Exception {
      while (true) {
        String[] done = root.resolve(folder).resolve("done").toFile().list();
        if (done != null && done.length >= count) {
          return;
        }
        String[] failed = root.resolve(folder).resolve("failed").toFile().list();
        if (!program.isAlive() || (failed != null && failed.length > 0)) {
          throw new IOException(Files.readString(root.resolve("err")));
        }
        Thread.sleep(10);
      }
    }

    void awaitLabels(long count) throws InterruptedException {
      while (labels.get() < count) {
        Thread.sleep(20);
      }
    }

    void labels(long count) {
      if (labels.get() != count) {
        throw new IllegalStateException(labels + " labels came out of " + count);
      }
    }

    Usage usage() throws IOException {
      String stat = Files.readString(Path.of("/proc/" + program.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
      long peak =
          Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")).stream()
              .filter(line -> line.startsWith("VmHWM"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(0);
      return new Usage(cpu, peak / 1024);
    }

    @Override
    public void close() throws IOException {
      if (program != null) {
        program.destroy();
        program.onExit().join();
      }
      for (ServerSocket printer : printers) {
        printer.close();
      }
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
