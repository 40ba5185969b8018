package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("project.root"), "label-manager/samples");

  @TempDir private Path root;

  @Test
  @DisplayName("R12.2 the sample warehouse prints all its data, in every format")
  void samplesPrint() throws Exception {
    Path warehouse = root.resolve("warehouse");
    copy(SAMPLES.resolve("settings"), root.resolve("a/settings"));
    copy(SAMPLES.resolve("data"), warehouse);
    Files.createDirectories(warehouse.resolve("printed/shipping"));
    Files.createDirectories(warehouse.resolve("printed/goods-in"));
    LabelPrintManager.Options options =
        new LabelPrintManager.Options(
            root.resolve("a/settings"), root.resolve("a/state"), Optional.of("A"), false, false);
    try (LabelPrintManager manager =
        LabelPrintManager.start(options, new PrintStream(OutputStream.nullOutputStream()))) {
      eventually().until(() -> count(warehouse, "done") == 5);
      assertThat(manager).isNotNull();
    }
    assertThat(count(warehouse, "failed")).isZero();
    List<String> shipping = labels(warehouse.resolve("printed/shipping"));
    assertThat(shipping).hasSize(3 + 2 + 1);
    assertThat(shipping)
        .anyMatch(label -> label.contains("^FH_^FDM_C3_BCller & S_C3_B6hne \"West\"^FS"))
        .anyMatch(label -> label.contains("^FD>;>800340123450000000017^FS"))
        .anyMatch(label -> label.contains("_C5_81_C3_B3d_C5_BA"))
        .anyMatch(label -> label.contains("Carrier parcel 88"));
    List<String> goodsIn = labels(warehouse.resolve("printed/goods-in"));
    assertThat(goodsIn).hasSize(2 + 2);
    assertThat(goodsIn)
        .anyMatch(
            label -> label.contains("Thermoskanne _5EClassic_5F 1 l") && label.contains("^PQ6\n"))
        .anyMatch(label -> label.contains("^FD07.12.3.A^FS"))
        .anyMatch(label -> label.contains("gesperrt; Pr_C3_BCfung"));
  }

  @Test
  @DisplayName("R12.2 the numbers in the samples' bar codes have right check digits")
  void checkDigits() throws IOException {
    for (String file : List.of("pallets/truck-4711.csv", "pallets/express-9.txt")) {
      Files.readString(SAMPLES.resolve("data").resolve(file))
          .lines()
          .flatMap(line -> Stream.of(line.split("[^0-9]")))
          .filter(word -> word.length() == 18)
          .forEach(sscc -> assertThat(checkDigit(sscc)).as(sscc).isEqualTo(sscc.charAt(17) - '0'));
    }
    Files.readString(SAMPLES.resolve("data/products/delivery-310.json"))
        .lines()
        .flatMap(line -> Stream.of(line.split("[^0-9]")))
        .filter(word -> word.length() == 13)
        .forEach(ean -> assertThat(checkDigit(ean)).as(ean).isEqualTo(ean.charAt(12) - '0'));
  }

  private static int checkDigit(String number) {
    int sum = 0;
    for (int i = number.length() - 2, weight = 3; i >= 0; i--, weight = 4 - weight) {
      sum += (number.charAt(i) - '0') * weight;
    }
    return (10 - sum % 10) % 10;
  }

  private static long count(Path warehouse, String folder) {
    return Stream.of("pallets", "products", "bins", "passthrough")
        .mapToLong(name -> Site.names(warehouse.resolve(name).resolve(folder)).size())
        .sum();
  }

  private static List<String> labels(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(SamplesTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
