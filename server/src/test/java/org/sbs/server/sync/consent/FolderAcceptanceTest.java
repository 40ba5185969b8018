package org.sbs.server.sync.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.consent.FolderConsent.Verdict;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.link.wire.FolderSetRefused;
import org.sbs.server.link.wire.Why;
import org.sbs.server.sync.CycleResult;
import org.sbs.server.sync.PairRig;
import org.sbs.server.sync.TestRules;
import org.sbs.server.sync.Tree;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.disk.LocalAccounts;
import org.sbs.server.sync.message.Wire;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/** Which folders a node takes from its peer. */
final class FolderAcceptanceTest {
  @TempDir Path temp;

  private PairRig rig;

  @AfterEach
  void closeRig() throws Exception {
    if (rig != null) {
      rig.close();
    }
  }

  private FolderAcceptance.Accepted decide(String... paths) {
    return decide(TestRules.accepting(temp.resolve("home"), temp), paths);
  }

  private FolderAcceptance.Accepted decide(FolderRules rules, String... paths) {
    List<Folder> folders = new ArrayList<>();
    folders.add(Folder.of(0, "C:\\on the primary", FolderFilter.ALL));
    for (String path : paths) {
      folders.add(Folder.of(folders.size(), path, FolderFilter.ALL));
    }
    return FolderAcceptance.decide(
        new FolderSet(folders, false, false),
        temp.resolve("settings"),
        rules,
        new Disk(),
        new HangingFolders());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/etc",
        "/etc/cron.d",
        "/usr/local/bin",
        "/bin",
        "/boot",
        "/dev/shm/x",
        "/proc",
        "/sys",
        "/var",
        "/var/lib",
        "/home",
        "/root/.ssh",
        "/home/someone/.ssh",
        "relative/folder",
        "",
        "C:\\labels",
        "/srv/../etc",
        "/srv/a\0b",
        "/run/systemd/system"
      })
  @DisplayName("R10.5 R10.2 the operating system's folders and what is no plain path are refused")
  void refused(String path) {
    FolderAcceptance.Accepted accepted = decide(path);
    assertThat(accepted.refused()).containsOnlyKeys(1);
    assertThat(accepted.roots()).hasSize(1);
  }

  @Test
  @DisplayName("R10.5 SBS's own home is refused, what lies in it and what holds it")
  void home() throws Exception {
    Tree.at(temp.resolve("home/state"));
    FolderAcceptance.Accepted accepted =
        decide(
            temp.resolve("home").toString(),
            temp.resolve("home/state").toString(),
            temp.toString());
    assertThat(accepted.refused()).containsOnlyKeys(1, 2, 3);
  }

  @Test
  @DisplayName("R10.2 a folder that a link leads elsewhere is judged by where it really lies")
  void throughLink() throws Exception {
    Files.createSymbolicLink(temp.resolve("innocent"), Path.of("/etc"));
    FolderAcceptance.Accepted accepted = decide(temp.resolve("innocent/sbs-was-here").toString());
    assertThat(accepted.refused()).containsOnlyKeys(1);
    assertThat(Path.of("/etc/sbs-was-here")).doesNotExist();
    Files.delete(temp.resolve("innocent"));
  }

  @Test
  @DisplayName("R10.5 what no settings name waits for a yes, links included, and nothing is made")
  void waits() throws Exception {
    Path labels = Files.createDirectories(temp.resolve("labels"));
    Path other = Files.createDirectories(temp.resolve("other"));
    Files.createSymbolicLink(labels.resolve("out"), other);
    FolderRules rules = TestRules.accepting(temp.resolve("home"), labels);
    assertThat(rules.decide(labels.toString()).decision().isAccepted()).isTrue();
    assertThat(rules.decide(labels.resolve("zpl").toString()).decision().isAccepted()).isTrue();
    for (Path folder : List.of(other, labels.resolve("out"), temp.resolve("labels-2/new"))) {
      FolderRules.Verdict found = rules.decide(folder.toString());
      assertThat(found.decision().verdict()).as("%s", folder).isEqualTo(Verdict.WAITS);
    }
    FolderAcceptance.Accepted accepted = decide(rules, temp.resolve("labels-2/new").toString());
    assertThat(accepted.refused().get(1).reason().code())
        .isEqualTo(ReasonCode.FOLDER_AWAITS_CONSENT_HERE);
    assertThat(temp.resolve("labels-2")).doesNotExist();
  }

  @Test
  @DisplayName("R10.5 a yes is durable, holds for the place that was shown, and can be taken back")
  void yes() throws Exception {
    Path state = Files.createDirectories(temp.resolve("state"));
    Path labels = Files.createDirectories(temp.resolve("labels"));
    FolderRules first =
        TestRules.with(temp.resolve("home"), Consents.open(state, Optional.empty()));
    Path place = first.decide(labels.toString()).place().orElseThrow();
    Consents.open(state, Optional.empty()).add(first.answer(labels.toString(), place, true));

    Consents answers = Consents.open(state, Optional.empty());
    FolderRules later = TestRules.with(temp.resolve("home"), answers);
    assertThat(later.decide(labels.toString()).decision().isAccepted()).isTrue();
    Files.delete(labels);
    Files.createSymbolicLink(labels, Files.createDirectories(temp.resolve("alice")));
    assertThat(later.decide(labels.toString()).decision().verdict()).isEqualTo(Verdict.WAITS);
    Files.delete(labels);
    answers.add(later.answer(labels.toString(), place, false));
    assertThat(later.decide(labels.toString()).decision().verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(Consents.open(state, Optional.empty()).list()).hasSize(1);
  }

  @Test
  @DisplayName("R10.5 a home is one by its name or by where it lies, and accept names by either")
  void homeThroughLink() throws Exception {
    Path place = Files.createDirectories(temp.resolve("disk2/alice"));
    FolderRules rules = TestRules.accepting(temp.resolve("home"), temp);
    Folder named = rules.guarded(Folder.of(1, "/home/alice", FolderFilter.ALL), place);
    assertThat(named.holds(".hidden", false)).isFalse();
    assertThat(named.holds("bin/ls", false)).isFalse();
    assertThat(named.holds("labels/a.zpl", false)).isTrue();
    Folder plain = rules.guarded(Folder.of(1, place.toString(), FolderFilter.ALL), place);
    assertThat(plain.holds(".hidden", false)).isTrue();
    assertThat(plain.holds(".ssh/config", false)).isFalse();

    Files.createSymbolicLink(temp.resolve("link"), temp.resolve("disk2"));
    Path byLink = temp.resolve("link/alice/.ssh");
    Files.createDirectories(place.resolve(".ssh"));
    FolderRules accepting = TestRules.accepting(temp.resolve("home"), byLink);
    String folder = temp.resolve("link/alice").toString();
    assertThat(
            accepting.guarded(Folder.of(1, folder, FolderFilter.ALL), place).holds(".ssh/x", false))
        .isTrue();
  }

  private static void run(String... command) throws Exception {
    assertThat(TestProcess.builder(command).start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }

  /** What a bind mount shows is there by two paths, as is a file system that is mounted twice. */
  @Needs(Needs.ROOT)
  @Test
  @DisplayName("R10.5 a folder that is mounted at another path is judged by each of its paths")
  void boundElsewhere() throws Exception {
    Path real = temp.toRealPath();
    Path home = Files.createDirectories(real.resolve("home/state")).getParent();
    Path people = Files.createDirectories(real.resolve("people/eve/.config")).getParent();
    Files.setAttribute(home, "unix:uid", 117);
    Path seen = Files.createDirectories(real.resolve("seen with blanks"));
    Path disk = Files.createDirectories(real.resolve("disk/home")).getParent();
    LocalAccounts accounts =
        LocalAccounts.of(
            117,
            """
            sbs:x:117:124::/var/lib/sbs:/usr/sbin/nologin
            eve:x:1000:1000::%s:/bin/bash
            """
                .formatted(people));
    FolderRules rules =
        new FolderRules(
            new FolderRules.Named(home, List.of(), List.of(disk)), Consents.none(), accounts);
    Folder folder = Folder.of(1, seen.toString(), FolderFilter.ALL);
    try (AutoCloseable mount = bound(home, seen)) {
      assertThat(mount).isNotNull();
      for (Path path : List.of(seen, seen.resolve("state"), seen.resolve("new"))) {
        assertThat(rules.decide(path.toString()).decision().reason().code())
            .as(path.toString())
            .isEqualTo(ReasonCode.FOLDER_OF_SBS);
      }
    }
    assertThat(rules.decide(seen.toString()).decision().verdict()).isEqualTo(Verdict.WAITS);
    try (AutoCloseable mount = bound(people, seen)) {
      assertThat(mount).isNotNull();
      assertThat(rules.decide(seen.toString()).decision().verdict()).isEqualTo(Verdict.WAITS);
      Folder guarded = rules.guarded(folder, seen);
      assertThat(guarded.holds(".config/x", false)).isFalse();
      assertThat(guarded.holds("bin/ls", false)).isFalse();
      assertThat(guarded.holds("labels/a.zpl", false)).isTrue();
    }
    assertThat(rules.guarded(folder, seen).holds(".config/x", false)).isTrue();
    // The folder of the set has such a mount in it.
    Path inner = Files.createDirectories(disk.resolve("in/there"));
    Folder around = Folder.of(1, disk.toString(), FolderFilter.ALL);
    try (AutoCloseable mount = bound(people, inner)) {
      assertThat(mount).isNotNull();
      Folder guarded = rules.guarded(around, disk);
      assertThat(guarded.holds("in/there/.config/x", false)).isFalse();
      assertThat(guarded.holds("in/there/labels/a.zpl", false)).isTrue();
      assertThat(guarded.holds("in/.config/x", false)).isTrue();
    }
    try (AutoCloseable mount = bound(home, inner)) {
      assertThat(mount).isNotNull();
      Folder guarded = rules.guarded(around, disk);
      assertThat(guarded.holds("in/there", true)).isFalse();
      assertThat(guarded.holds("in/there/state/x", false)).isFalse();
      assertThat(guarded.holds("in/there-too", false)).isTrue();
    }
    // The folder of the set holds what has SBS's home as another path.
    assertThat(rules.decide(disk.toString()).decision().isAccepted()).isTrue();
    try (AutoCloseable mount = bound(disk.resolve("home"), home)) {
      assertThat(mount).isNotNull();
      assertThat(rules.decide(disk.toString()).decision().reason().code())
          .isEqualTo(ReasonCode.FOLDER_OF_SBS);
    }
  }

  private static AutoCloseable bound(Path what, Path where) throws Exception {
    run("mount", "--bind", what.toString(), where.toString());
    return () -> run("umount", where.toString());
  }

  @Test
  @DisplayName("R10.5 R11.3 a damaged list of answers says yes to nothing, and is put aside")
  void damaged() throws Exception {
    Path state = Files.createDirectories(temp.resolve("state"));
    Files.writeString(state.resolve("consent"), "yes to everything");
    FolderSet copied =
        new FolderSet(
            List.of(Folder.of(1, temp.resolve("x").toString(), FolderFilter.ALL)), false, false);
    assertThat(Consents.open(state, Optional.of(copied)).list()).isEmpty();
    assertThat(state.resolve("consent.damaged")).exists();
  }

  @Test
  @DisplayName("R10.5 R11.2 a node that copied folders before it was asked goes on with them")
  void before() throws Exception {
    Path state = Files.createDirectories(temp.resolve("state"));
    Path labels = Files.createDirectories(temp.resolve("labels"));
    FolderSet copied =
        new FolderSet(
            List.of(
                Folder.of(0, "/settings", FolderFilter.ALL),
                Folder.of(1, labels.toString(), FolderFilter.ALL)),
            false,
            false);
    Consents first = Consents.open(state, Optional.of(copied));
    assertThat(first.takenBefore()).containsExactly(labels.toString());
    Consents second = Consents.open(state, Optional.of(copied));
    assertThat(second.takenBefore()).isEmpty();
    FolderRules rules = TestRules.with(temp.resolve("home"), second);
    assertThat(rules.decide(labels.toString()).decision().isAccepted()).isTrue();

    Path fresh = Files.createDirectories(temp.resolve("fresh"));
    assertThat(Consents.open(fresh, Optional.empty()).list()).isEmpty();
    assertThat(Consents.open(fresh, Optional.of(copied)).list())
        .as("only at the first start of all")
        .isEmpty();
  }

  @Test
  @DisplayName(
      "R10.5 a folder of a service's own account needs no yes, one of root or a person does")
  void accounts() throws Exception {
    Path labels = Files.createDirectories(temp.resolve("labels"));
    String list =
        """
        root:x:0:0:root:/root:/bin/bash
        sbs:x:117:124::/var/lib/sbs:/usr/sbin/nologin
        alice:x:1000:1000::/data/alice:/bin/bash
        """;
    long me = ((Integer) Files.getAttribute(labels, "unix:uid")).longValue();
    LocalAccounts mine = LocalAccounts.of(me, list);
    assertThat(mine.ownsAsService(labels)).as("root, or not in the list").isFalse();
    assertThat(mine.homes()).containsExactly(Path.of("/root"), Path.of("/data/alice"));
    Assumptions.assumeTrue(me == 0, "only root gives folders away");
    Files.setAttribute(labels, "unix:uid", 117);
    assertThat(LocalAccounts.of(117, list).ownsAsService(labels)).isTrue();
    assertThat(LocalAccounts.of(117, list).ownsAsService(temp.resolve("none"))).isFalse();
    assertThat(LocalAccounts.of(118, list).ownsAsService(labels)).isFalse();
    Files.setAttribute(labels, "unix:uid", 1000);
    assertThat(LocalAccounts.of(1000, list).ownsAsService(labels)).isFalse();
    FolderRules rules =
        new FolderRules(
            new FolderRules.Named(temp.resolve("home"), List.of(), List.of()),
            Consents.none(),
            LocalAccounts.of(117, list));
    assertThat(rules.decide(labels.toString()).decision().isAccepted()).isFalse();
    Files.setAttribute(labels, "unix:uid", 117);
    assertThat(rules.decide(labels.toString()).decision().isAccepted()).isTrue();
  }

  @Test
  @DisplayName("R10.5 R11.2 a refusal has a code, and a sentence for a peer that knows no codes")
  void onTheWire() throws Exception {
    Reason waits = Reason.of(ReasonCode.FOLDER_AWAITS_CONSENT_HERE).with("folder", "/srv/a\u0007");
    FolderSetRefused wire = Wire.toWire(3, waits);
    assertThat(wire.getReason())
        .startsWith("The folder /srv/a")
        .endsWith("sbs files accept /srv/a\ufffd.");
    assertThat(Wire.fromWire(wire).code()).isEqualTo(ReasonCode.FOLDER_AWAITS_CONSENT_HERE);

    FolderSetRefused older = wire.toBuilder().clearWhy().build();
    assertThat(Wire.fromWire(older).code()).isEqualTo(ReasonCode.SENTENCE);
    FolderSetRefused newer =
        wire.toBuilder().setWhy(wire.getWhy().toBuilder().setCode("of-tomorrow")).build();
    assertThat(Wire.fromWire(newer).code()).isEqualTo(ReasonCode.SENTENCE);
    Why.Builder endless = wire.getWhy().toBuilder();
    for (int i = 0; i < 20; i++) {
      endless.putValue("v" + i, "x");
    }
    FolderSetRefused absurd = wire.toBuilder().setWhy(endless).build();
    assertThat(Wire.fromWire(absurd).code()).as("endless").isEqualTo(ReasonCode.SENTENCE);
  }

  @Test
  @DisplayName("R4.4 missing folders are made, and one that lies in another is refused")
  void madeAndOverlapping() {
    FolderAcceptance.Accepted accepted =
        decide(
            temp.resolve("labels/zpl").toString(),
            temp.resolve("labels/zpl/inner").toString(),
            temp.resolve("settings/inner").toString());
    assertThat(accepted.refused()).containsOnlyKeys(2, 3);
    assertThat(temp.resolve("labels/zpl")).isDirectory();
    assertThat(accepted.set().folders()).hasSize(2);
  }

  @Test
  @DisplayName(
      "R10.5 the primary is told why a folder was refused, and the rest of the set goes on")
  void primaryIsTold() throws Exception {
    rig = new PairRig(temp);
    rig.mine.file("a", "a");
    rig.strict = true;
    rig.more = List.of(Folder.of(1, "/etc", new FolderFilter(List.of("hostname"), List.of())));
    CycleResult result = rig.connect();
    assertThat(result.committed()).isTrue();
    assertThat(result.problems())
        .anyMatch(
            p -> p.has(ReasonCode.SECONDARY_DOES_NOT_TAKE) && p.has(ReasonCode.FOLDER_OF_SYSTEM));
    assertThat(rig.theirs.path("a")).hasContent("a");
    assertThat(rig.cycle().problems()).anyMatch(p -> p.has(ReasonCode.SECONDARY_DOES_NOT_TAKE));
  }
}
