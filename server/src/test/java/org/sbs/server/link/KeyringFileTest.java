package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.link.KeyringFile.Write;

class KeyringFileTest {
  private static final PairKey OLD = PairKey.generate();
  private static final PairKey NEW = PairKey.generate();

  @TempDir private Path folder;

  private static final Keyring FIRST = Keyring.made(OLD);
  private static final Keyring OFFERED = FIRST.offer(NEW, 5).ring();
  private static final Keyring TAKEN = FIRST.hear(OFFERED.note(), 5).ring();
  private static final Keyring IN_USE = OFFERED.hear(TAKEN.note(), 5).ring();

  /** What may follow what. */
  private record Pair(Keyring before, Keyring after) {}

  private static final List<Pair> STEPS =
      List.of(
          new Pair(FIRST, OFFERED),
          new Pair(FIRST, TAKEN),
          new Pair(OFFERED, IN_USE),
          new Pair(TAKEN, TAKEN.hear(IN_USE.note(), 5).ring()),
          new Pair(OFFERED, OFFERED.at(Long.MAX_VALUE).ring()),
          new Pair(OFFERED, OFFERED.hearOlder(OLD.id()).ring()),
          new Pair(TAKEN, TAKEN.leaked(PairKey.generate())),
          new Pair(OFFERED, OFFERED.joined(PairKey.generate(), true)));

  private KeyringFile file() {
    return new KeyringFile(folder.resolve("pair.key"));
  }

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  @DisplayName("R10.8 a crash before any write leaves the keys as they were or as they shall be")
  void crashes() throws Exception {
    int cut = 0;
    for (Pair step : STEPS) {
      for (Write where : Write.values()) {
        file().save(step.before());
        KeyringFile failing =
            new KeyringFile(
                file().keyFile(),
                write -> {
                  if (write == where) {
                    throw new Crash();
                  }
                });
        try {
          failing.save(step.after());
        } catch (Crash e) {
          cut++;
        }
        Keyring found = file().load();
        assertThat(found).as(step + " " + where).isIn(step.before(), step.after());
        // The key file holds the current key again, and a second start finds the same.
        assertThat(PairKey.read(file().keyFile())).isEqualTo(found.current());
        assertThat(file().load()).isEqualTo(found);
        file().save(step.after());
        assertThat(file().load()).isEqualTo(step.after());
      }
    }
    assertThat(cut).isGreaterThan(STEPS.size());
  }

  @Test
  @DisplayName(
      "R10.8 the key file stays one line with the current key, in a home of an older version too")
  void oneLine() throws Exception {
    OLD.write(folder.resolve("pair.key"), false);
    assertThat(file().load()).isEqualTo(Keyring.of(OLD));
    file().save(TAKEN);
    assertThat(Files.readString(folder.resolve("pair.key"))).isEqualTo(NEW.text() + "\n");
    assertThat(file().load()).isEqualTo(TAKEN);
  }

  @Test
  @DisplayName("R10.8 a key that somebody puts into the key file by hand is the only one")
  void byHand() throws Exception {
    for (Keyring ring : List.of(OFFERED, TAKEN, IN_USE)) {
      file().save(FIRST);
      file().save(ring);
      PairKey other = PairKey.generate();
      other.write(file().keyFile(), true);
      assertThat(file().load()).isEqualTo(Keyring.of(other));
    }
    // Also the one that was there before.
    file().save(FIRST);
    file().save(IN_USE);
    OLD.write(file().keyFile(), true);
    assertThat(file().load()).isEqualTo(Keyring.of(OLD));
  }

  @Test
  @DisplayName("R10.8 damage is named with its remedy and without what stands there")
  void damage() throws Exception {
    file().save(OFFERED);
    Path ring = folder.resolve("pair.key.ring");
    String good = Files.readString(ring);
    for (String bad :
        List.of(
            "",
            "sbs-keyring 2\n",
            good.replace("offered ", "offered x"),
            good.replace("name ", "nome "),
            good.substring(0, good.length() / 2),
            good.replace("current", "older"))) {
      Files.writeString(ring, bad);
      assertThatThrownBy(() -> file().load())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("pair.key.ring")
          .hasMessageContaining("delete it")
          .hasMessageNotContaining(NEW.text());
    }
  }

  @Test
  @DisplayName("R10.8 nobody but the owner can read the second file either")
  @DisabledOnOs(OS.WINDOWS)
  void rights() throws Exception {
    file().save(OFFERED);
    Path ring = folder.resolve("pair.key.ring");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ring)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> file().load()).hasMessageContaining("chmod 600");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }
}
