package org.sbs.lpm.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Good data files of every format, and what damage makes of them; the same for the same seed. */
public final class Mutations {
  private static final List<byte[]> STRANGE =
      List.of(
          bytes("\""),
          bytes("\"\""),
          bytes("\n"),
          bytes("\r"),
          bytes(";;;"),
          bytes("\t"),
          bytes("{"),
          bytes("]}"),
          bytes("<a>"),
          bytes("<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/hostname\">]>&y;"),
          bytes("&amp;&#0;"),
          bytes("^XZ~JR"),
          bytes("\\u0000\\ud800"),
          bytes("9".repeat(40)),
          bytes("-1e999"),
          bytes("[section]\n"),
          bytes("="),
          bytes("\uFEFF"),
          bytes("sep=\n"),
          new byte[] {0},
          new byte[] {(byte) 0xFF, (byte) 0xFE},
          new byte[] {(byte) 0xC3},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0x81, 0x40},
          new byte[] {0x1A});

  /** File name and content. */
  public static final Map<String, byte[]> GOOD =
      Map.ofEntries(
          Map.entry(
              "semicolon.csv",
              bytes("name;code;quantity\r\n\"A \"\"b\"\"\";1,5;2\r\nGrün;2;1\r\n;;\r\n")),
          Map.entry("comma.csv", bytes("sep=,\nname,code,quantity\nA,1.5,2\n\"B\nC\",2,0\n")),
          Map.entry("tab.tsv", bytes("name\tcode\tquantity\nA\t1\t1\nB\t2\t1\n")),
          Map.entry("utf16.txt", encoded("\uFEFFname\tcode\tquantity\r\nÄ\t1\t1\r\n", "UTF-16LE")),
          Map.entry(
              "windows.csv",
              encoded("name;code;quantity\r\nMüller & Söhne;1;1\r\n", "windows-1252")),
          Map.entry("sjis.csv", encoded("name,code,quantity\n日本語テスト,1,1\n", "Shift_JIS")),
          Map.entry(
              "array.json",
              bytes(
                  "[{\"name\": \"A\", \"code\": 1.50, \"quantity\": 2}, {\"name\": \"ü\", \"code\":"
                      + " null}]")),
          Map.entry(
              "nested.json",
              bytes(
                  "{\"name\": \"A\", \"items\": [{\"code\": \"1\"}, {\"code\": \"2\", \"quantity\":"
                      + " 3}]}")),
          Map.entry(
              "lines.jsonl", bytes("{\"name\":\"A\",\"code\":1}\n{\"name\":\"B\",\"code\":2}\n")),
          Map.entry(
              "idoc.xml",
              bytes(
                  "<?xml version=\"1.0\"?>\n"
                      + "<o><r>"
                      + "text ".repeat(60)
                      + "</r><name>A</name><i"
                      + " code=\"1\"><code>1</code></i><i><code>2</code></i></o>\n")),
          Map.entry(
              "keys.txt", bytes("# one\nname = A\n[1]\ncode: 1\n[2]\ncode: 2\nquantity = 2\n")),
          Map.entry("fixed.dat", bytes("Apple       001  2\nGrün        002  1\n")));

  private Mutations() {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encoded(String text, String charset) {
    return text.getBytes(Charset.forName(charset));
  }

  /** Damages a file a few times. */
  public static byte[] mutate(byte[] good, Random random) {
    byte[] now = good;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      now = once(now, random);
    }
    return now;
  }

  private static byte[] once(byte[] now, Random random) {
    int from = random.nextInt(now.length + 1);
    int to = Math.min(now.length, from + random.nextInt(12));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(now, 0, from);
    switch (random.nextInt(7)) {
      case 0 -> out.write(now, to, now.length - to);
      case 1 -> {
        out.write(now, from, to - from);
        out.write(now, from, now.length - from);
      }
      case 2 -> {
        out.writeBytes(STRANGE.get(random.nextInt(STRANGE.size())));
        out.write(now, from, now.length - from);
      }
      case 3 -> {
        out.writeBytes(STRANGE.get(random.nextInt(STRANGE.size())));
        out.write(now, to, now.length - to);
      }
      case 4 -> {
        if (from < now.length) {
          out.write(now[from] ^ 1 << random.nextInt(8));
          out.write(now, from + 1, now.length - from - 1);
        }
      }
      case 5 -> {
        List<byte[]> others = List.copyOf(GOOD.values());
        byte[] other = others.get(random.nextInt(others.size()));
        int at = random.nextInt(other.length);
        out.write(other, at, other.length - at);
      }
      default -> {
        // Cut off here.
      }
    }
    return out.toByteArray();
  }
}
