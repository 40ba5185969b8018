package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.FolderFilter;

/** Scripts that ask for files. */
final class UpdatingScriptsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void makeRig() throws Exception {
    rig = new PairRig(temp);
    rig.filter = new FolderFilter(List.of(), List.of("*.log", "/out"));
    rig.mine
        .file("kept", "k")
        .file("wanted.log", "w")
        .file("other.log", "o")
        .file("out/in/one.log", "1")
        .file("out/two", "2");
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private Path script(String name, String... lines) throws Exception {
    Tree.at(temp.resolve("scripts"))
        .file(name, "#!/bin/sh\n" + String.join("\n", lines) + "\n", "rwxr-xr-x", 1_000_000_000L);
    return temp.resolve("scripts").resolve(name);
  }

  private CycleResult connectWith(Duration limit, Path... scripts) throws Exception {
    rig.scripts = new UpdatingScripts(List.of(scripts), limit);
    return rig.connect();
  }

  @Test
  @DisplayName(
      "R4.3 printed paths come with the cycle whatever the filter says, folders with all in them")
  void forcedIn() throws Exception {
    CycleResult result =
        connectWith(
            LONG,
            script("one", "echo " + rig.mine.path("wanted.log")),
            script("two", "echo " + rig.mine.path("out/in")));
    assertThat(result.problems()).isEmpty();
    assertThat(Tree.content(rig.theirs.path("")).keySet())
        .containsExactlyInAnyOrder("kept", "wanted.log", "out", "out/in", "out/in/one.log");
    rig.disconnect();
    assertThat(rig.connect().files()).as("R4.2 nothing twice").isZero();
  }

  @Test
  @DisplayName("R4.3 a script runs before each cycle, and what it writes comes with that cycle")
  void runsBeforeEachCycle() throws Exception {
    Path export = rig.mine.path("export");
    connectWith(LONG, script("export", "echo x >> " + export));
    assertThat(rig.theirs.path("export")).hasContent("x");
    rig.cycle();
    assertThat(rig.theirs.path("export")).hasContent("x\nx");
  }

  @Test
  @DisplayName("R4.3 a failing script is reported with what it said, and does not stop the cycle")
  void failing() throws Exception {
    CycleResult result =
        connectWith(
            LONG,
            script("bad", "echo " + rig.mine.path("wanted.log"), "echo no database >&2", "exit 3"),
            temp.resolve("scripts/missing"));
    assertThat(result.committed()).isTrue();
    assertThat(result.problems())
        .anyMatch(
            p -> p.toString().matches("script-failed-saying .*words=.*no database.*status=3.*"))
        .anyMatch(p -> p.has(ReasonCode.SCRIPT_NOT_STARTED) && p.toString().contains("missing"));
    assertThat(rig.theirs.path("kept")).exists();
    assertThat(rig.theirs.path("wanted.log")).doesNotExist();
  }

  @Test
  @DisplayName("R4.3 a script that does not end is killed with its children at the time limit")
  void hanging() throws Exception {
    Path pid = temp.resolve("child.pid");
    CycleResult result =
        connectWith(
            Duration.ofMillis(700), script("hang", "sleep 600 &", "echo $! > " + pid, "wait"));
    assertThat(result.committed()).isTrue();
    assertThat(result.problems()).anyMatch(p -> p.has(ReasonCode.SCRIPT_TIMED_OUT));
    long child = Long.parseLong(Files.readString(pid).strip());
    await().until(() -> ProcessHandle.of(child).map(process -> !process.isAlive()).orElse(true));
  }

  @Test
  @DisplayName("R4.3 endless output is bounded, and paths that are no use are reported")
  void uselessOutput() throws Exception {
    List<Path> scripts = new ArrayList<>();
    scripts.add(script("flood", "yes /x | head -c 3000000"));
    scripts.add(script("outside", "echo /etc/passwd"));
    scripts.add(script("relative", "echo kept"));
    scripts.add(script("climb", "echo " + rig.mine.path("") + "/../../x"));
    scripts.add(script("staging", "echo " + rig.mine.path(".sbs-staging/x")));
    CycleResult result = connectWith(LONG, scripts.toArray(Path[]::new));
    assertThat(result.committed()).isTrue();
    assertThat(result.problems())
        .hasSize(5)
        .anyMatch(p -> p.has(ReasonCode.SCRIPT_PRINTED_TOO_MUCH))
        .anyMatch(p -> p.toString().contains("line=/etc/passwd, why=script-line-outside"))
        .anyMatch(p -> p.toString().contains("line=kept, why=script-line-relative"))
        .anyMatch(p -> p.has(ReasonCode.SCRIPT_LINE_OUTSIDE) && p.toString().contains("climb"))
        .anyMatch(p -> p.has(ReasonCode.ENTRY_RESERVED));
  }

  @Test
  @DisplayName("R4.3 what a script printed just before its end is not lost")
  void lastWordsCount() throws Exception {
    Path many =
        script(
            "many",
            "i=0",
            "while [ $i -lt 1500 ]; do",
            "echo /some/path/number/$i",
            "i=$((i+1))",
            "done");
    for (int run = 0; run < 20; run++) {
      ScriptRun.Outcome outcome = ScriptRun.run(many, LONG);
      assertThat(outcome.problem()).isEmpty();
      assertThat(outcome.lines()).hasSize(1500);
    }
  }
}
