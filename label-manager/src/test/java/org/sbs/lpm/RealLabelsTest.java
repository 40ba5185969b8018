package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.label.Label;
import org.sbs.lpm.label.Labels;
import org.sbs.lpm.picture.Decoder;
import org.sbs.lpm.picture.LabelPicture;
import org.sbs.lpm.settings.SettingsFolder;
import org.sbs.testkit.Needs;

/** The labels that the manual sets up, from data to dots. */
class RealLabelsTest {
  private static final Path REAL =
      Path.of(System.getProperty("project.root"), "label-manager/samples/real");

  @TempDir private Path root;

  private static byte[] labels(String sentinel, String data) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    var maker = new SettingsFolder(REAL.resolve("settings")).load(sentinel).labels();
    try (RegularFile file = RegularFile.open(REAL.resolve("data").resolve(data));
        Labels labels = maker.open(data, file)) {
      for (var label = labels.next(); label.isPresent(); label = labels.next()) {
        all.write(Whole.bytes(label.map(Label::content).orElseThrow()));
      }
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "Pallets, truck-4711.csv",
    "Prices, prices-310.csv",
    "Hazards, drums-88.json",
    "Carrier, shipment-88.xml"
  })
  @DisplayName("R12.7 the real labels come out byte by byte, and are drawn without a remark")
  void bytes(String sentinel, String data) throws Exception {
    byte[] made = labels(sentinel, data);
    Path expected = REAL.resolve("expected").resolve(sentinel + ".zpl");
    if (Boolean.getBoolean("labels.write")) {
      Files.write(expected, made);
    }
    assertThat(made).isEqualTo(Files.readAllBytes(expected));
    List<LabelPicture> pictures = LabelPicture.of(made);
    assertThat(pictures).hasSize(2).allMatch(picture -> picture.notes().isEmpty());
  }

  @Test
  @Needs(of = Decoder.class)
  @DisplayName("R12.7 the bar codes of the real labels say what the data say")
  void codes() throws Exception {
    assertThat(Decoder.bars(root, LabelPicture.of(labels("Pallets", "truck-4711.csv"))))
        .containsExactlyInAnyOrder(
            "CODE-128:00340123450000000017",
            "CODE-128:020400638133393115271231370048\u001D10L-2026/47",
            "CODE-128:00340123450000000024",
            "CODE-128:020400638133393115280115370036\u001D10L-2026/48");
    assertThat(Decoder.bars(root, LabelPicture.of(labels("Prices", "prices-310.csv"))))
        .containsExactly("EAN-13:4006381333931", "EAN-13:4012345678901");
    assertThat(Decoder.bars(root, LabelPicture.of(labels("Carrier", "shipment-88.xml"))))
        .containsExactlyInAnyOrder(
            "QR-Code:https://track.example/?p=NP-88_000417&z=50667",
            "CODE-128:NP-88>000417",
            "QR-Code:https://track.example/?p=NP-88_000418&z=50667",
            "CODE-128:NP-88>000418");
    assertThat(Decoder.matrix(root, LabelPicture.of(labels("Hazards", "drums-88.json")).get(0)))
        .endsWith("01040123456789011728113010B_26-1107");
  }
}
