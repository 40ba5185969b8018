package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The real Label Print Manager as the protected service of a pair, with the sentinels and templates
 * that it is shipped with. Their capture folders and printers lie in a folder that both nodes see.
 */
public final class LabelStation {
  private static final Path SAMPLES = Sbs.root().resolve("label-manager/samples");

  private final Path warehouse;

  private LabelStation(Path warehouse) {
    this.warehouse = warehouse;
  }

  /** Makes both nodes, which do not run yet, protect the Label Print Manager. */
  public static LabelStation of(TestPair pair) throws IOException {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings()
          .set("service.adapter", "lpm")
          .remove("service.run")
          .remove("service.list")
          .remove("service.activate");
    }
    Folders.copy(SAMPLES.resolve("settings"), pair.a().files());
    // The samples name it relative to the settings folder.
    Path warehouse = pair.a().files().resolve("../../warehouse").normalize();
    for (String capture : List.of("bins", "pallets", "products", "passthrough")) {
      Files.createDirectories(warehouse.resolve(capture));
    }
    for (String printer : List.of("goods-in", "shipping")) {
      Files.createDirectories(printer(warehouse, printer));
    }
    return new LabelStation(warehouse);
  }

  /** Drops the sample file of storage bins, two labels, into its capture folder. */
  public void drop(String name) throws IOException {
    Path part = bins().resolve(name + ".part");
    Files.copy(SAMPLES.resolve("data/bins/aisle-07.csv"), part);
    Files.move(part, bins().resolve(name + ".csv"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes the capture folder of the storage bins away, as when a share is not mounted. */
  public void takeAway() throws IOException {
    Files.move(bins(), warehouse.resolve("elsewhere"));
  }

  /** Undoes {@link #takeAway}. */
  public void putBack() throws IOException {
    Files.move(warehouse.resolve("elsewhere"), bins());
  }

  /** Whether a dropped file was printed whole. */
  public boolean isDone(String name) {
    return count(bins().resolve("done"), name) == 1;
  }

  /** How many labels of a dropped file were printed. */
  public long labels(String name) {
    return count(printer(warehouse, "goods-in"), name);
  }

  private Path bins() {
    return warehouse.resolve("bins");
  }

  private static Path printer(Path warehouse, String name) {
    return warehouse.resolve("printed").resolve(name);
  }

  private static long count(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException e) {
      throw new AssertionError(folder + " cannot be read", e);
    }
  }

  /** The Label Print Manager that a node runs. */
  public static ProcessHandle process(TestNode node) {
    return node.family().stream()
        .filter(
            p -> p.info().commandLine().filter(line -> line.contains("lpm.jar run")).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no Label Print Manager runs"));
  }
}
