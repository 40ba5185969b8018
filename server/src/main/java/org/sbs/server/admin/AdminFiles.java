package org.sbs.server.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.util.EnumSet;
import java.util.List;

/**
 * The two files by which a command finds a running node and shows that it may control it: where the
 * node listens, and its token, which only the owner of the node's process can read.
 */
final class AdminFiles {
  private final Path state;

  AdminFiles(Path state) {
    this.state = state;
  }

  Path token() {
    return state.resolve("admin.token");
  }

  Path address() {
    return state.resolve("admin.address");
  }

  /** Writes both. The address comes last: who finds it finds the token that belongs to it. */
  void write(String token, String address) throws IOException {
    Files.createDirectories(state);
    replace(token(), token);
    replace(address(), address);
  }

  void remove() throws IOException {
    Files.deleteIfExists(address());
    Files.deleteIfExists(token());
  }

  private void replace(Path file, String line) throws IOException {
    // A temporary file of the platform's own making is its owner's alone where there are modes.
    Path temporary = Files.createTempFile(state, ".sbs-tmp-", ".admin");
    try {
      ownerOnly(temporary);
      Files.write(temporary, (line + "\n").getBytes(StandardCharsets.UTF_8));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Where there are no modes but access lists: one entry, for the owner. */
  private static void ownerOnly(Path file) throws IOException {
    AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
    if (view != null) {
      view.setAcl(
          List.of(
              AclEntry.newBuilder()
                  .setType(AclEntryType.ALLOW)
                  .setPrincipal(view.getOwner())
                  .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                  .build()));
    }
  }
}
