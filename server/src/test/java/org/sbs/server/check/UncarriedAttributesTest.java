package org.sbs.server.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.files.ExtraAttributes;

/** Files whose access lists or attributes are not carried over are named by a check. */
final class UncarriedAttributesTest {
  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private final List<Path> looked = new ArrayList<>();

  private List<String> byName(Path at) {
    looked.add(at);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    String name = at.getFileName().toString();
    return switch (name) {
      case "acl" -> List.of("security.selinux", "system.posix_acl_access");
      case "default-acl" -> List.of("system.posix_acl_default");
      case "both" -> List.of("user.note", "system.posix_acl_access");
      case "cap" -> List.of("security.capability");
      case "labelled" -> List.of("security.selinux", "trusted.overlay.origin");
      default -> List.of();
    };
  }

  @Test
  @DisplayName("R4.15 R7.6 files with access lists and attributes are counted, the first are named")
  void counted() throws Exception {
    Files.createDirectories(folder.resolve("sub/default-acl"));
    Files.createDirectories(folder.resolve(".sbs-kept"));
    for (String name :
        List.of("acl", "sub/both", "sub/cap", "labelled", "plain", ".sbs-kept/acl")) {
      Files.writeString(folder.resolve(name), "");
    }
    Files.createSymbolicLink(folder.resolve("link"), Path.of("acl"));
    Reason found = new UncarriedAttributes(this::byName, nanos::get).look(folder).orElseThrow();
    assertThat(found.code()).isEqualTo(ReasonCode.PROBE_ATTRIBUTES);
    assertThat(found.values()).containsEntry("lists", 3L).containsEntry("attributes", 2L);
    assertThat(String.valueOf(found.values().get("names")).split(", "))
        .hasSize(3)
        .isSubsetOf("acl", "sub/default-acl", "sub/both", "sub/cap");
    assertThat(looked).hasSize(8);
  }

  @Test
  @DisplayName("R4.15 nothing is found where files have nothing that is not carried over")
  void nothing() throws Exception {
    Files.writeString(folder.resolve("labelled"), "");
    UncarriedAttributes attributes = new UncarriedAttributes(this::byName, nanos::get);
    assertThat(attributes.look(folder)).isEmpty();
    assertThat(attributes.look(folder.resolve("not there"))).isEmpty();
  }

  @Test
  @DisplayName(
      "R4.15 a look ends after three seconds, and is not taken anew for a hundred times as"
          + " long as it took")
  void bounded() throws Exception {
    for (int i = 0; i < 40; i++) {
      Files.writeString(Files.createDirectory(folder.resolve("f" + i)).resolve("acl"), "");
    }
    UncarriedAttributes attributes =
        new UncarriedAttributes(
            at -> {
              nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
              return byName(at);
            },
            nanos::get);
    Reason found = attributes.look(folder).orElseThrow();
    assertThat(found.code()).isEqualTo(ReasonCode.PROBE_ATTRIBUTES_AMONG);
    assertThat(found.values()).containsEntry("looked", 30L);
    int first = looked.size();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(299));
    attributes.look(folder);
    assertThat(looked).hasSize(first);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    attributes.look(folder);
    assertThat(looked).hasSizeGreaterThan(first);
  }

  @Test
  @DisplayName("R4.15 the system tells which attributes a file has")
  void ofTheSystem() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "");
    assertThat(ExtraAttributes.of(file)).noneMatch(name -> name.startsWith("user."));
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    assumeTrue(view != null && Files.getFileStore(file).supportsFileAttributeView("user"));
    view.write("note", StandardCharsets.UTF_8.encode("x"));
    assertThat(ExtraAttributes.of(file)).contains("user.note");
    assertThat(ExtraAttributes.of(folder.resolve("not there"))).isEmpty();
  }
}
