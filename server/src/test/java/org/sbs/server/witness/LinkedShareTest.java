package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.testkit.TestProcess;

/**
 * Somebody who may write to the share puts links and pipes there, where this node looks for its own
 * files. A link on a share leads to the machine that follows it.
 */
@DisabledOnOs(OS.WINDOWS)
class LinkedShareTest {
  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(32);
  private static final Duration AMPLE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Path share;
  private Path own;
  private Path key;

  @BeforeEach
  void ownFiles() throws IOException {
    share = Files.createDirectory(folder.resolve("share"));
    own = Files.createDirectory(folder.resolve("own"));
    for (String name : List.of("id", "once", "pair.key", "sbs.toml")) {
      Files.writeString(own.resolve(name), "of this node");
    }
    key = own.resolve("pair.key");
  }

  private ShareWitness node(String id) {
    return new ShareWitness(
        share, ShareWitnessTest.claimant("pair1", id), folder.resolve("memory-" + id), List.of());
  }

  private Path pair() {
    return share.resolve("sbs-witness-pair1");
  }

  private Path newestClaim() throws IOException {
    try (Stream<Path> files = Files.list(pair())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("claim-"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private void ownFilesAreThere() {
    for (String name : List.of("id", "once", "pair.key", "sbs.toml")) {
      assertThat(own.resolve(name)).hasContent("of this node");
    }
    assertThat(own).isDirectoryNotContaining(file -> file.getFileName().toString().matches("c.*"));
  }

  private static void linked(Path file, Path target) throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, target);
  }

  @Test
  @DisplayName("R10.10 a claim is not written through a link that stands in its place")
  void claim() throws Exception {
    ShareWitness a = node(A);
    assertThat(a.claim(7, a.read())).isTrue();
    linked(newestClaim(), key);
    assertThatThrownBy(() -> a.renew(7)).isInstanceOf(WitnessException.class);
    assertThatThrownBy(() -> a.release(7)).isInstanceOf(WitnessException.class);
    assertThatThrownBy(() -> node(B).read()).isInstanceOf(WitnessException.class);
    ownFilesAreThere();
    assertThatThrownBy(() -> ShareFolder.overwrite(newestClaim(), new byte[9]))
        .isInstanceOf(IOException.class);
    ownFilesAreThere();
  }

  @Test
  @DisplayName("R10.10 the trial at the start deletes nothing where a link leads")
  void trial() throws Exception {
    Path trial = share.resolve(".sbs-trial-" + A);
    Files.createSymbolicLink(trial, own);
    assertThat(new ShareProbe(share, A, List.of()).objection()).isEmpty();
    ownFilesAreThere();
    assertThat(Files.exists(trial)).isFalse();
    // What no trial has made is not deleted, and told.
    Files.createDirectory(trial);
    Path strange = Files.writeString(trial.resolve("pair.key"), "not a trial's");
    assertThatThrownBy(() -> new ShareProbe(share, A, List.of()).objection())
        .isInstanceOf(WitnessException.class);
    assertThat(strange).exists();
    Files.delete(strange);
    Files.writeString(trial.resolve("race-3"), "");
    assertThat(new ShareProbe(share, A, List.of()).objection()).isEmpty();
  }

  @Test
  @DisplayName("R10.10 the pair's folder is neither made nor looked for through a link")
  void folders() throws Exception {
    Files.createSymbolicLink(share.resolve(".sbs-witness-pair1-" + A + ".tmp"), own);
    ShareWitness a = node(A);
    assertThat(a.claim(7, a.read())).isTrue();
    ownFilesAreThere();
    Path moved = Files.move(pair(), folder.resolve("elsewhere"));
    Files.createSymbolicLink(pair(), moved);
    assertThatThrownBy(() -> a.renew(7)).isInstanceOf(WitnessException.class);
    assertThatThrownBy(() -> node(B).read()).isInstanceOf(WitnessException.class);
  }

  @Test
  @DisplayName("R10.10 R10.3 a pipe in the place of a claim or of the id is not waited for")
  void pipes() throws Exception {
    ShareWitness a = node(A);
    assertThat(a.claim(7, a.read())).isTrue();
    for (Path file : List.of(newestClaim(), pair().resolve("id"))) {
      byte[] genuine = Files.readAllBytes(file);
      Files.delete(file);
      assertThat(TestProcess.builder("mkfifo", file.toString()).start().waitFor()).isZero();
      assertTimeoutPreemptively(
          AMPLE, () -> assertThatThrownBy(() -> a.renew(7)).isInstanceOf(WitnessException.class));
      assertTimeoutPreemptively(
          AMPLE,
          () ->
              assertThatThrownBy(() -> ShareFolder.overwrite(file, new byte[9]))
                  .isInstanceOf(IOException.class));
      Files.delete(file);
      Files.write(file, genuine);
    }
    assertThat(a.renew(7)).as("when it is gone, the claim goes on").isTrue();
  }
}
