package org.sbs.server.sync.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.sync.TestRules;
import org.sbs.server.sync.consent.Consents;
import org.sbs.server.sync.consent.FolderRules;

/** Where folders lie, when one of them does not answer. */
final class RealPathsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration AMPLE = Duration.ofSeconds(60);

  @TempDir Path temp;

  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void comesBack() {
    end.countDown();
  }

  /** A look that gets no answer from that folder. */
  private RealPaths.Look silentAt(Path hung) {
    return folder -> {
      if (folder.equals(hung)) {
        try {
          end.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return folder.toRealPath();
    };
  }

  @Test
  @DisplayName("R4.16 where folders lie is found in their order, or they lie where they are named")
  void found() throws Exception {
    Path place = Files.createDirectories(temp.resolve("place")).toRealPath();
    Path link = Files.createSymbolicLink(temp.resolve("link"), place);
    Path missing = temp.resolve("missing");
    RealPaths.Look look =
        folder -> {
          if (folder.equals(missing)) {
            throw new NoSuchFileException(folder.toString());
          }
          return folder.toRealPath();
        };
    assertThat(new RealPaths(AMPLE, look).of(List.of(link, missing, place)))
        .containsExactly(place, missing, place);
  }

  @Test
  @DisplayName("R4.16 R11.3 a folder that hangs keeps no node from starting, and is still accepted")
  void hangs() throws Exception {
    Path labels = Files.createDirectories(temp.resolve("labels")).toRealPath();
    RealPaths silent = new RealPaths(SHORT, silentAt(labels));
    FolderRules rules =
        new FolderRules(
            new FolderRules.Named(temp.resolve("home"), List.of(labels), List.of(labels)),
            Consents.none(),
            LocalAccounts.of(0, "alice:x:1000:1000::" + labels + ":/bin/bash\n"),
            silent);
    assertThat(rules.decide(labels.toString()).decision().isAccepted()).isTrue();
  }

  @Test
  @DisplayName("R10.5 R11.2 a folder that hangs at the first start is not asked for again")
  void copiedBefore() throws Exception {
    Path state = Files.createDirectories(temp.resolve("state"));
    Path labels = Files.createDirectories(temp.resolve("labels")).toRealPath();
    FolderSet copied =
        new FolderSet(
            List.of(
                Folder.of(0, "/settings", FolderFilter.ALL),
                Folder.of(1, labels.toString(), FolderFilter.ALL)),
            false,
            false);
    RealPaths silent = new RealPaths(SHORT, silentAt(labels));
    Consents answers = Consents.open(state, Optional.of(copied), silent);
    FolderRules rules = TestRules.with(temp.resolve("home"), answers);
    assertThat(rules.decide(labels.toString()).decision().isAccepted()).isTrue();
  }
}
