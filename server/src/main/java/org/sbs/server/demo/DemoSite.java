package org.sbs.server.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.sbs.core.replica.PathRules;
import org.sbs.server.link.PairKey;

/**
 * The folders of the demonstration: two homes with their settings, and one warehouse with a capture
 * folder that both nodes reach, as they would on a network share.
 */
final class DemoSite {
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 32_000;
  private static final int PORT_TRIES = 100;

  private static final String MARK = "made-by-sbs-demo";
  private static final String HEADER =
      "order,pallet,sender,receiver,street,postcode,city,weight_kg,sscc\n";
  private static final long FIRST_SSCC = 340_123_450_000_000_000L;

  private final Path root;

  private DemoSite(Path root) {
    this.root = root;
  }

  /**
   * Makes the site anew; an older demonstration in that folder is removed.
   *
   * @param samples the Label Print Manager's sample settings
   * @throws IOException when the folder holds something else, or cannot be written
   */
  static DemoSite make(Path folder, Path samples) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    if (Files.exists(root.resolve(MARK))) {
      remove(root);
    } else if (Files.exists(root)) {
      throw new IOException(
          root + " exists and was not made by a demonstration; name another with --folder.");
    }
    Files.createDirectories(root);
    Files.writeString(root.resolve(MARK), "sbs demo removes this folder when it runs again.\n");
    DemoSite site = new DemoSite(root);
    copy(samples, site.settings("A"));
    Files.createDirectories(site.settings("B"));
    Files.createDirectories(site.capture());
    Path warehouse = root.resolve("warehouse");
    for (String name :
        List.of("bins", "products", "passthrough", "printed/shipping", "printed/goods-in")) {
      Files.createDirectories(warehouse.resolve(name));
    }
    PairKey key = PairKey.generate();
    List<Integer> ports = freePorts();
    site.writeHome("A", ports.get(0), ports.get(1), key);
    site.writeHome("B", ports.get(1), ports.get(0), key);
    return site;
  }

  /** One for each node. Both are held until both are found, or they could be the same. */
  static List<Integer> freePorts() throws IOException {
    try (ServerSocket one = free();
        ServerSocket other = free()) {
      return List.of(one.getLocalPort(), other.getLocalPort());
    }
  }

  /** Below the range that systems take for outgoing connections: none of those gets in between. */
  private static ServerSocket free() throws IOException {
    for (int tries = 1; ; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (BindException e) {
        if (tries == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  private void writeHome(String node, int port, int peerPort, PairKey key) throws IOException {
    Files.createDirectories(home(node));
    key.write(home(node).resolve("pair.key"), false);
    String settings =
        """
        # Node %s of the demonstration.
        [pair]
        local-address = "127.0.0.1"
        peer-address = "127.0.0.1:%d"
        port = %d
        period-seconds = 2

        [service]
        adapter = "lpm"
        settings-folder = '%s'

        [admin]
        listen = "127.0.0.1:0"
        """
            .formatted(node, peerPort, port, settings(node));
    Files.writeString(home(node).resolve("sbs.toml"), settings);
  }

  Path root() {
    return root;
  }

  Path home(String node) {
    return root.resolve(node).resolve("home");
  }

  Path settings(String node) {
    return root.resolve(node).resolve("lpm");
  }

  Path log(String node) {
    return root.resolve(node).resolve("sbs.log");
  }

  Path capture() {
    return root.resolve("warehouse").resolve("pallets");
  }

  Path printed() {
    return root.resolve("warehouse").resolve("printed").resolve("shipping");
  }

  /** The number on the pallet's label, by which it is told from all others. */
  static String sscc(int pallet) {
    return Long.toString(FIRST_SSCC + pallet);
  }

  /** Drops the file for one pallet, as the warehouse system would: written aside, then renamed. */
  void drop(int pallet) throws IOException {
    String row =
        "4711-%02d,%d,\"Norden Logistics, Dock 3\",Seaside Stores,Harbour Road 5,20457,Hamburg,%d,%s\n"
            .formatted(pallet, pallet, 100 + pallet, sscc(pallet));
    Path aside = capture().resolve(".pallet-%03d.tmp".formatted(pallet));
    Files.write(aside, (HEADER + row).getBytes(StandardCharsets.UTF_8));
    Files.move(
        aside,
        capture().resolve("pallet-%03d.csv".formatted(pallet)),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** How many printed labels carry each of the first pallets' numbers. */
  Map<String, Integer> labels(int pallets) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (int pallet = 1; pallet <= pallets; pallet++) {
      counts.put(sscc(pallet), 0);
    }
    if (!Files.isDirectory(printed())) {
      return counts;
    }
    List<Path> labels;
    try (Stream<Path> files = Files.list(printed())) {
      labels = files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
    for (Path label : labels) {
      String text = Files.readString(label, StandardCharsets.UTF_8);
      counts.replaceAll((sscc, count) -> text.contains(sscc) ? count + 1 : count);
    }
    return counts;
  }

  /** The files of a node's settings folder with their content, without what SBS keeps there. */
  Map<String, String> content(String node) throws IOException {
    Map<String, String> content = new TreeMap<>();
    Path folder = settings(node);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (!PathRules.isReserved(path)) {
          content.put(path, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return content;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static void remove(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** All folders of the site, for people. */
  List<String> guide() {
    return List.of(
        "capture folder   " + capture(),
        "printed labels   " + printed(),
        "node A           " + root.resolve("A") + " (home; lpm, the settings folder; sbs.log)",
        "node B           " + root.resolve("B") + " (likewise)");
  }
}
