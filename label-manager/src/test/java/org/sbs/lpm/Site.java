package org.sbs.lpm;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.sbs.lpm.control.ControlClient;
import org.sbs.lpm.control.Reply;

/**
 * A place with a capture folder, a folder printer, settings, and as many managers as a test wants.
 */
public final class Site implements AutoCloseable {
  public static final String TEMPLATE = "^XA^FO40,40^A0N,30,30^FD${text}^FS^XZ\n";

  private final Path root;
  private final List<LabelPrintManager> managers = new ArrayList<>();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  public Site(Path root) throws IOException {
    this.root = root;
    for (String folder : List.of("settings/sentinels", "settings/printers", "settings/templates")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.createDirectories(capture());
    Files.createDirectories(printed());
    write("templates/text.zpl", TEMPLATE);
    write("printers/folder.toml", "kind = \"folder\"\nfolder = \"../printed\"\n");
  }

  public Path settings() {
    return root.resolve("settings");
  }

  public Path capture() {
    return root.resolve("capture");
  }

  public Path printed() {
    return root.resolve("printed");
  }

  public Path state(String node) {
    return root.resolve("state-" + node);
  }

  /** Writes a file of the settings folder. */
  public void write(String name, String content) throws IOException {
    Files.writeString(settings().resolve(name), content);
  }

  /** Defines a sentinel on the one capture folder; later lines replace nothing, they are added. */
  public void sentinel(String name, String... lines) throws IOException {
    String all = String.join("\n", lines);
    StringBuilder text = new StringBuilder("stable-ms = 20\npoll-ms = 50\n");
    if (!all.contains("capture-folder")) {
      text.append("capture-folder = \"../capture\"\n");
    }
    if (!all.contains("file-mask")) {
      text.append("file-mask = \"*\"\n");
    }
    if (!all.contains("raw =") && !all.contains("template =")) {
      text.append("template = \"text\"\n");
    }
    if (!all.contains("printer =")) {
      text.append("printer = \"folder\"\n");
    }
    write("sentinels/" + name + ".toml", text + all + "\n");
  }

  public LabelPrintManager start(String node) throws IOException {
    return start(node, false, false);
  }

  public LabelPrintManager start(String node, boolean held, boolean adopt) throws IOException {
    LabelPrintManager manager =
        LabelPrintManager.start(
            new LabelPrintManager.Options(settings(), state(node), Optional.of(node), held, adopt),
            new PrintStream(messages, true, StandardCharsets.UTF_8));
    managers.add(manager);
    return manager;
  }

  public String messages() {
    return messages.toString(StandardCharsets.UTF_8);
  }

  public Reply ask(String node, String command, String... arguments) {
    return ControlClient.ask(state(node), command, List.of(arguments)).orElseThrow();
  }

  /** Puts a whole file into the capture folder, as a careful writer does. */
  public void drop(String name, String content) throws IOException {
    Path temporary = capture().resolve("." + name + ".tmp");
    Files.writeString(temporary, content);
    Files.move(temporary, capture().resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A data file for one label with that text. */
  public void dropText(String name, String text) throws IOException {
    drop(name, "text=" + text + "\n");
  }

  public Path claims(String sentinel, String owner, String state) {
    return capture().resolve("claims").resolve(sentinel).resolve(owner).resolve(state);
  }

  /** What a manager leaves behind that dies: a claim of that owner in that state. */
  public Path orphan(String sentinel, String owner, String state, String name, String text)
      throws IOException {
    Path file = claims(sentinel, owner, state).resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "text=" + text + "\n");
  }

  /** Names of the files in a folder, sorted; none if there is no such folder. */
  public static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> done() {
    return names(capture().resolve("done"));
  }

  public List<String> failed() {
    return names(capture().resolve("failed"));
  }

  /** The texts of all labels of the folder printer, in the order of their file names. */
  public List<String> labels() {
    return names(printed()).stream()
        .filter(name -> name.endsWith(".zpl"))
        .map(name -> text(printed().resolve(name)))
        .toList();
  }

  private static String text(Path label) {
    try {
      String zpl = Files.readString(label);
      return zpl.substring(zpl.indexOf("^FD") + 3, zpl.indexOf("^FS"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String journal(String node) throws IOException {
    return Files.readString(state(node).resolve("journal.jsonl"));
  }

  /** Waits for a condition, looking often. */
  public static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
  }

  /** Waits until the sentinel is listed so. */
  public void awaitListed(String node, String line) {
    eventually().until(() -> ask(node, "list").out().stream().anyMatch(l -> l.startsWith(line)));
  }

  /** Ends all managers; others may be started. */
  public void stopAll() {
    managers.forEach(LabelPrintManager::close);
    managers.clear();
  }

  @Override
  public void close() {
    managers.forEach(LabelPrintManager::close);
  }
}
