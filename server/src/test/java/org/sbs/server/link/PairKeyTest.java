package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairKeyTest {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @TempDir Path folder;

  @Test
  @DisplayName("R10.1 a key survives being written down, in any case and spacing, with o, i and l")
  void roundTrip() {
    for (int i = 0; i < 200; i++) {
      PairKey key = PairKey.generate();
      String text = key.text();
      assertThat(text).matches("([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}");
      String typed =
          " " + text.toLowerCase(Locale.ROOT).replace('-', ' ').replace('0', 'o').replace('1', 'l');
      assertThat(PairKey.parse(typed)).isEqualTo(key).hasSameHashCodeAs(key);
      assertThat(PairKey.parse(text.replace("-", "").replace('1', 'I'))).isEqualTo(key);
    }
    assertThat(PairKey.generate()).isNotEqualTo(PairKey.generate());
  }

  @Test
  @DisplayName("R10.1 every mistyped character and every swap of neighbours is noticed")
  void typingErrors() {
    String text = PairKey.generate().text().replace("-", "");
    for (int i = 0; i < text.length(); i++) {
      for (int j = 0; j < DIGITS.length(); j++) {
        char other = DIGITS.charAt(j);
        if (other != text.charAt(i)) {
          assertChecksumFails(text.substring(0, i) + other + text.substring(i + 1));
        }
      }
      if (i > 0 && text.charAt(i) != text.charAt(i - 1)) {
        assertChecksumFails(
            text.substring(0, i - 1) + text.charAt(i) + text.charAt(i - 1) + text.substring(i + 1));
      }
    }
  }

  private static void assertChecksumFails(String typed) {
    assertThatThrownBy(() -> PairKey.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pair-key-checksum")
        .hasMessageNotContaining(typed);
  }

  @Test
  @DisplayName("R10.1 the error says what is wrong with a key: length, or character and position")
  void saysWhatIsWrong() {
    String text = PairKey.generate().text();
    assertThatThrownBy(() -> PairKey.parse(text.substring(1)))
        .hasMessage("pair-key-short {all=28, some=27, count=1}");
    assertThatThrownBy(() -> PairKey.parse(text + "AB"))
        .hasMessage("pair-key-long {all=28, some=30, count=2}");
    assertThatThrownBy(() -> PairKey.parse(""))
        .hasMessage("pair-key-short {all=28, some=0, count=28}");
    assertThatThrownBy(() -> PairKey.parse(text.substring(0, 6) + "U" + text.substring(7)))
        .hasMessage("pair-key-letter {letter='U', position=7}");
    assertThatThrownBy(() -> PairKey.parse(text.substring(0, 6) + "\u0131" + text.substring(7)))
        .hasMessage("pair-key-letter {letter=U+0131, position=7}");
  }

  @Test
  @DisplayName("R10.1 a key does not show itself in logs")
  void toStringIsSilent() {
    PairKey key = PairKey.generate();
    assertThat(key.toString()).isEqualTo("PairKey[secret]");
  }

  @Test
  @DisplayName("R10.1 the key file is for its owner alone, and nothing else is left in the folder")
  void file() throws IOException {
    PairKey key = PairKey.generate();
    Path file = folder.resolve("pair.key");
    key.write(file, false);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PairKey.read(file)).isEqualTo(key);
    assertThat(Files.readString(file)).isEqualTo(key.text() + "\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  @DisplayName("R10.1 a key file is replaced only when told")
  void replace() throws IOException {
    PairKey old = PairKey.generate();
    PairKey fresh = PairKey.generate();
    Path file = folder.resolve("pair.key");
    old.write(file, false);
    assertThatThrownBy(() -> fresh.write(file, false))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("holds a pair key already");
    assertThat(PairKey.read(file)).isEqualTo(old);
    fresh.write(file, true);
    assertThat(PairKey.read(file)).isEqualTo(fresh);
  }

  @Test
  @DisplayName("R10.1 a key file that others may read is refused, with the remedy")
  void openFile() throws IOException {
    Path file = folder.resolve("pair.key");
    PairKey.generate().write(file, false);
    for (String rights : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
      assertThatThrownBy(() -> PairKey.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("chmod 600 " + file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(PairKey.read(file)).isNotNull();
  }

  @Test
  @DisplayName("R10.3 a missing, damaged or huge key file ends in a sentence with the remedy")
  void badFiles() throws IOException {
    Path file = folder.resolve("pair.key");
    assertThatThrownBy(() -> PairKey.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sbs pair new")
        .hasMessageContaining(file.toString());
    Path owned = folder.resolve("owned");
    PairKey.generate().write(owned, false);
    Files.write(owned, new byte[] {0, 1, 2, (byte) 0xff});
    assertThatThrownBy(() -> PairKey.read(owned))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(owned.toString())
        .hasMessageContaining("sbs pair join");
    Files.writeString(owned, "7K3M-9X");
    assertThatThrownBy(() -> PairKey.read(owned))
        .as("what is wrong with it")
        .hasMessageContaining("this one has 6, so 22 are missing.")
        .hasMessageContaining("sbs pair join");
    Files.write(owned, new byte[1 << 20]);
    assertThatThrownBy(() -> PairKey.read(owned)).hasMessageContaining("too long");
  }

  @Test
  @DisplayName("R6.1 R10.1 the pair's name is the same for both nodes and tells nothing of the key")
  void pairName() {
    PairKey key = PairKey.generate();
    assertThat(key.pairName()).isEqualTo(PairKey.parse(key.text()).pairName());
    assertThat(key.pairName()).matches("[0-9a-f]{16}").isNotEqualTo(PairKey.generate().pairName());
    assertThat(HexFormat.of().formatHex(key.secret())).doesNotContain(key.pairName());
  }
}
