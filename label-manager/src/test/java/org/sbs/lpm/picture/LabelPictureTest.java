package org.sbs.lpm.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;
import org.sbs.lpm.cli.LpmCommand;
import org.sbs.testkit.Needs;

class LabelPictureTest {
  @TempDir private Path root;

  private static LabelPicture draw(String fields) {
    List<LabelPicture> pictures = all("^XA^CI28^PW600^LL400" + fields + "^XZ");
    assertThat(pictures).hasSize(1);
    return pictures.get(0);
  }

  private static List<LabelPicture> all(String zpl) {
    return LabelPicture.of(zpl.getBytes(StandardCharsets.UTF_8));
  }

  /** Left, top, right and bottom of what is black. */
  private static List<Integer> bounds(LabelPicture picture) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = -1;
    int bottom = -1;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        if (picture.isBlack(x, y)) {
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x);
          bottom = Math.max(bottom, y);
        }
      }
    }
    return List.of(left, top, right, bottom);
  }

  @Test
  @DisplayName("R12.7 a label has the size of ^PW and ^LL; without anything on it there is none")
  void size() {
    assertThat(draw("^FO1,1^GB5,5^FS").width()).isEqualTo(600);
    assertThat(draw("^FO1,1^GB5,5^FS").height()).isEqualTo(400);
    assertThat(all("^XA^MMT^JUS^XZ^XA^FO1,1^GB5,5^FS^XZ^XA^FO1,1^GB5,5^FS^XZ")).hasSize(2);
  }

  @Test
  @DisplayName("R12.7 boxes, lines, circles, white and reverse are where they belong")
  void shapes() {
    assertThat(bounds(draw("^FO20,30^GB100,50,3^FS"))).containsExactly(20, 30, 119, 79);
    LabelPicture box = draw("^LH10,10^FO20,30^GB100,50,3^FS");
    assertThat(bounds(box)).containsExactly(30, 40, 129, 89);
    assertThat(box.isBlack(32, 60)).isTrue();
    assertThat(box.isBlack(33, 60)).isFalse();
    assertThat(bounds(draw("^FO20,30^GB200,0,4^FS"))).containsExactly(20, 30, 219, 33);
    assertThat(bounds(draw("^FO20,30^GC80,5^FS"))).containsExactly(20, 30, 99, 109);
    LabelPicture round = draw("^FO20,30^GB100,100,50,B,8^FS");
    assertThat(round.isBlack(21, 31)).isFalse();
    assertThat(round.isBlack(70, 80)).isTrue();
    LabelPicture white = draw("^FO0,0^GB100,100,50^FS^FO20,20^GB40,40,20,W^FS");
    assertThat(white.isBlack(30, 30)).isFalse();
    LabelPicture reverse = draw("^FO0,0^GB100,100,50^FS^FO50,50^FR^GB100,100,50^FS");
    assertThat(reverse.isBlack(70, 70)).isFalse();
    assertThat(reverse.isBlack(120, 120)).isTrue();
    assertThat(bounds(draw("^POI^FO0,0^GB10,10,5^FS"))).containsExactly(590, 390, 599, 399);
  }

  @Test
  @DisplayName("R12.7 text stands in its cell and turns around it; ^FT stands on its baseline")
  void text() {
    List<Integer> plain = bounds(draw("^FO100,100^A0N,60,60^FDHHHH^FS"));
    int wide = plain.get(2) - plain.get(0);
    assertThat(plain.get(0)).isBetween(100, 106);
    assertThat(plain.get(1)).isBetween(100, 110);
    assertThat(plain.get(3)).isBetween(140, 160);
    assertThat(wide).isBetween(80, 150);
    List<Integer> right = bounds(draw("^FO100,100^A0R,60,60^FDHHHH^FS"));
    assertThat(right.get(3) - right.get(1)).isEqualTo(wide);
    assertThat(right.get(0)).isBetween(100, 120);
    assertThat(right.get(2)).isBetween(150, 160);
    List<Integer> up = bounds(draw("^FWB^FO100,100^A0,60,60^FDHHHH^FS"));
    assertThat(up.get(2) - up.get(0)).isEqualTo(right.get(2) - right.get(0));
    assertThat(bounds(draw("^FT100,200^A0N,60,60^FDHHHH^FS")).get(3)).isBetween(198, 200);
    assertThat(bounds(draw("^FT300,200^A0R,60,60^FDHHHH^FS")).get(0)).isBetween(300, 302);
    assertThat(bounds(draw("^FT300,200^A0I,60,60^FDHHHH^FS")).get(1)).isBetween(200, 202);
    assertThat(bounds(draw("^FT300,300^A0B,60,60^FDHHHH^FS")).get(2)).isBetween(298, 300);
    int normal = bounds(draw("^CF0,60^FO100,100^FDHHHH^FS")).get(2) - 100;
    int half = bounds(draw("^CF0,60,30^FO100,100^FDHHHH^FS")).get(2) - 100;
    assertThat(half).isBetween(normal / 2 - 3, normal / 2 + 3);
    List<Integer> accents = bounds(draw("^FO100,100^A0N,60,60^FDÖ^FS"));
    assertThat(accents.get(1)).isLessThan(plain.get(1));
  }

  @Test
  @DisplayName("R12.7 blocks wrap, align and say when their text does not fit")
  void blocks() {
    String words = "^FDHHHH HHHH HHHH HHHH^FS";
    LabelPicture block = draw("^FO100,100^A0N,40,40^FB200,4,0,L^FH" + words);
    assertThat(block.notes()).isEmpty();
    assertThat(bounds(block).get(2)).isLessThan(300);
    assertThat(bounds(block).get(3)).isGreaterThan(160);
    assertThat(bounds(draw("^FO100,100^A0N,40,40^FB400,1,0,R^FDHH^FS")).get(2)).isBetween(490, 500);
    List<Integer> middle = bounds(draw("^FO100,100^A0N,40,40^FB400,1,0,C^FDHH^FS"));
    assertThat((middle.get(0) + middle.get(2)) / 2).isBetween(295, 305);
    assertThat(draw("^FO100,100^A0N,40,40^FB200,1,0,L" + words).notes())
        .singleElement()
        .asString()
        .contains("its block has 1");
    List<Integer> broken = bounds(draw("^FO100,100^A0N,40,40^FB400,3,0,L^FDH\\&H\\&H^FS"));
    assertThat(broken.get(3)).isBetween(200, 220);
  }

  @Test
  @DisplayName("R12.7 pictures, plain, packed and loaded, are the same dots")
  void graphics() {
    String hex = "FF0081008100FF00";
    LabelPicture plain = draw("^FO40,40^GFA,8,8,2," + hex + "^FS");
    assertThat(bounds(plain)).containsExactly(40, 40, 47, 43);
    assertThat(plain.isBlack(41, 41)).isFalse();
    byte[] raw = {(byte) 0xFF, 0, (byte) 0x81, 0, (byte) 0x81, 0, (byte) 0xFF, 0};
    Deflater deflater = new Deflater();
    deflater.setInput(raw);
    deflater.finish();
    byte[] packed = new byte[100];
    int count = deflater.deflate(packed);
    deflater.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(packed, 0, count);
    String z64 = ":Z64:" + Base64.getEncoder().encodeToString(out.toByteArray()) + ":1234";
    String b64 = ":B64:" + Base64.getEncoder().encodeToString(raw) + ":1234";
    for (String same :
        List.of("HF,81,:HF,", "hF,8H01,:HF,".replace("hF", "HF").replace("8H01", "81"), z64, b64)) {
      LabelPicture other = draw("^FO40,40^GFA,8,8,2," + same + "^FS");
      assertThat(other.notes()).isEmpty();
      assertThat(bounds(other)).as(same).containsExactly(40, 40, 47, 43);
      assertThat(other.isBlack(41, 41)).isFalse();
      assertThat(other.isBlack(47, 42)).isTrue();
    }
    String binary = "^FO40,40^GFB,8,8,2," + new String(raw, StandardCharsets.ISO_8859_1) + "^FS";
    LabelPicture bits =
        LabelPicture.of(("^XA" + binary + "^XZ").getBytes(StandardCharsets.ISO_8859_1)).get(0);
    assertThat(bounds(bits)).containsExactly(40, 40, 47, 43);
    LabelPicture loaded =
        all("~DGR:LOGO.GRF,8,2," + hex + "^XA^FO40,40^XGR:LOGO.GRF,2,3^FS^XZ").get(0);
    assertThat(bounds(loaded)).containsExactly(40, 40, 55, 51);
    assertThat(draw("^FO1,1^XGE:NONE.GRF,1,1^FS").notes())
        .containsExactly("the picture E:NONE.GRF is kept in the printer, and is not in the file.");
  }

  @Test
  @DisplayName("R12.7 what is not known is named, and never ends the drawing")
  void unknown() {
    LabelPicture picture =
        draw("^BZN,40^FO1,1^GB9,9,9^FS^XFR:FORM.ZPL^FO2,2^BEN,40^FDabc^FS^FO9,9^GFA,9,9,1,XYZ?^FS");
    assertThat(picture.notes())
        .hasSize(4)
        .anyMatch(note -> note.startsWith("^BZ is not known"))
        .anyMatch(note -> note.startsWith("^XF is not known"))
        .anyMatch(note -> note.contains("^BE of 'abc' is not drawn: it takes digits only"))
        .anyMatch(note -> note.startsWith("^GF is not drawn"));
    assertThat(picture.isBlack(5, 5)).isTrue();
    assertThat(draw("^FO20,20^A@N,40,40,E:ARIAL.TTF^FDx^FS").notes()).hasSize(1);
    assertThat(draw("^FO900,20^A0N,40,40^FDx^FS").notes().get(0)).contains("does not fit");
    assertThat(draw("^FO20,20^A0N,40,40^FD日^FS").notes().get(0)).contains("日");
    for (String odd :
        List.of(
            "^",
            "~",
            "^FD",
            "^XA^FO",
            "^XA^FO,,,^A^FB^GB^GF^XG^BC^BX^BQ^BE^FDx^FS^XZ",
            "^XA^PW-1^LL99999999^FDx^XZ",
            "\u0000^XA^CC^^XZ")) {
      assertThat(all(odd)).as(odd).isNotNull();
    }
  }

  @Test
  @DisplayName("R12.7 prefixes may change, and designers' setup lines are passed over")
  void prefixes() {
    assertThat(all("CT~~CD,~CC^~CT~\n^XA^FO1,1^GB9,9,9^FS^XZ").get(0).notes()).isEmpty();
    LabelPicture changed = all("^XA^CC+^FO1,1^XZ+FO1,1+CD;+GB9;9;9+FS+XZ").get(0);
    assertThat(changed.isBlack(5, 5)).isTrue();
  }

  @Test
  @DisplayName("R12.7 lpm picture draws what a sentinel would print, and labels in ZPL")
  void command() throws Exception {
    Path real = Path.of(System.getProperty("project.root"), "label-manager/samples/real");
    Path out = root.resolve("pictures");
    String data = real.resolve("data/prices-310.csv").toString();
    String label = real.resolve("expected/Hazards.zpl").toString();
    String settings = real.resolve("settings").toString();
    String[] drawing = {"picture", "--settings", settings, "--sentinel", "Prices", "-o"};
    List<String> words = new ArrayList<>(List.of(drawing));
    words.addAll(List.of(out.toString(), data));
    assertThat(LpmCommand.execute(words.toArray(String[]::new))).isZero();
    assertThat(LpmCommand.execute("picture", "-o", out.toString(), label)).isZero();
    assertThat(Site.names(out))
        .containsExactly("Hazards-1.png", "Hazards-2.png", "prices-310-1.png", "prices-310-2.png");
    assertThat(LpmCommand.execute("picture", "-o", out.toString(), data)).isEqualTo(1);
    assertThat(LpmCommand.execute("picture", "--sentinel", "Prices", data)).isEqualTo(2);
    assertThat(LpmCommand.execute("picture", "-o", label, label)).isEqualTo(1);
    assertThat(LpmCommand.execute("picture", "-o", out.toString(), "none.zpl")).isEqualTo(1);
  }

  @Test
  @Needs(of = Decoder.class)
  @DisplayName("R12.7 bar codes of pictures are read back by a decoder")
  void codes() throws Exception {
    List<LabelPicture> pictures = new ArrayList<>();
    for (String field :
        List.of(
            "^FO60,60^BY2^BCN,100,Y,N,N^FDAb>01>0^FS",
            "^FO60,60^BY3^BCN,100,N,N,N^FD>;>80112345678901231>6A7^FS",
            "^FO60,20^BY2^BCR,100,Y,N,N^FDturned^FS",
            "^FO60,60^BY2^BCN,100,Y,N,N,A^FDAB1234567^FS",
            "^FO60,60^BY2^BCN,100,Y,N,N,D^FD(01)04012345678901(10)L7^FS",
            "^FO60,60^BY3^BCN,100,Y,N,N,U^FD0034012345000000001^FS",
            "^FT60,260^BY3^BEN,100,Y,N^FD4006381333931^FS",
            "^FO60,60^BY3^B8N,100,Y,N^FD9638507^FS",
            "^FO60,60^BY2,3^B3N,N,100,Y,N^FDCODE-39^FS",
            "^POI^FO60,60^BY3,3^B2N,100,Y,N^FD12345670^FS",
            "^FO60,60^BQN,2,6^FDQA,https://example.org/a_b^FS",
            "^FO60,60^BQN,2,6^FDHM,B0007Größe^FS")) {
      pictures.add(draw(field));
      assertThat(pictures.get(pictures.size() - 1).notes()).as(field).isEmpty();
    }
    assertThat(Decoder.bars(root, pictures))
        .containsExactly(
            "CODE-128:Ab>1>",
            "CODE-128:0112345678901231A7",
            "CODE-128:turned",
            "CODE-128:AB1234567",
            "CODE-128:010401234567890110L7",
            "CODE-128:00340123450000000017",
            "EAN-13:4006381333931",
            "EAN-8:96385074",
            "CODE-39:CODE-39",
            "I2/5:12345670",
            "QR-Code:https://example.org/a_b",
            "QR-Code:Größe");
    assertThat(Decoder.matrix(root, draw("^FO60,60^BXN,8,200^FDplain 123 ^FS")))
        .isEqualTo("plain 123 ");
    assertThat(Decoder.matrix(root, draw("^FO60,60^BXN,8,200,,,,_^FD_1010401234567890110a__b^FS")))
        .endsWith("010401234567890110a_b");
  }
}
