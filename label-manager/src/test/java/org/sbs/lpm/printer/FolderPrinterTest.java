package org.sbs.lpm.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterException.Sent;

class FolderPrinterTest {
  @TempDir private Path folder;

  private Printer printer(String writer) {
    return new PrinterDefinition.Folder("Files", folder, "zpl")
        .create(writer, new TestWatch(), new PrinterGate());
  }

  private static int print(Printer printer, String id, String... labels) throws PrinterException {
    try (Printer.Delivery delivery = printer.open(id, "order.csv")) {
      for (int i = 0; i < labels.length; i++) {
        delivery.send(
            Content.of(labels[i].getBytes(java.nio.charset.StandardCharsets.UTF_8)), i + 1);
      }
      return delivery.finish();
    }
  }

  @Test
  @DisplayName("R12.3 a label is a file, and a reprint of the job replaces the same files")
  void reprintsReplace() throws Exception {
    assertThat(print(printer("A~1"), "id1", "one", "two")).isZero();
    assertThat(Site.names(folder)).containsExactly("order~id1-0001.zpl", "order~id1-0002.zpl");
    FileTime before = Files.getLastModifiedTime(folder.resolve("order~id1-0001.zpl"));
    assertThat(print(printer("B~1"), "id1", "one", "TWO", "three")).isEqualTo(1);
    assertThat(Site.names(folder)).hasSize(3);
    assertThat(Files.getLastModifiedTime(folder.resolve("order~id1-0001.zpl"))).isEqualTo(before);
    assertThat(folder.resolve("order~id1-0002.zpl")).hasContent("TWO");
    print(printer("A~1"), "id2", "one");
    assertThat(Site.names(folder)).hasSize(4);
    assertThat(printer("A~1").replacesReprints()).isTrue();
  }

  @Test
  @DisplayName("R12.3 a folder that is missing or cannot be written is a printer that is off")
  void unusableFolder() throws Exception {
    Printer gone =
        new PrinterDefinition.Folder("Files", folder.resolve("gone"), "zpl")
            .create("A~1", new TestWatch(), new PrinterGate());
    PrinterException e = catchThrowableOfType(PrinterException.class, () -> print(gone, "i", "x"));
    assertThat(e.sent()).isEqualTo(Sent.NOTHING);
    assertThat(e).hasMessageContaining("is not there; create it, or mount its share");
    assertThat(folder.resolve("gone")).doesNotExist();
  }

  @Test
  @DisplayName(
      "R12.3 what a dead writer left is removed after a day, what a live one writes is not")
  void leftovers() throws Exception {
    Path old = Files.writeString(folder.resolve(".lpm-X~1-1.tmp"), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));
    Files.writeString(folder.resolve(".lpm-Y~1-1.tmp"), "x");
    printer("A~1").probe();
    assertThat(Site.names(folder)).isEqualTo(List.of(".lpm-Y~1-1.tmp"));
  }
}
