package org.sbs.server.config;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Replaces a small file so that it holds the old content or the new, whatever happens. */
public final class DurableFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private DurableFile() {}

  /**
   * Replaces the content. Durable when this returns. Rights of an existing file are kept, and a
   * symbolic link stays one. A link of another account is followed only to what is that account's.
   *
   * @throws IOException when it cannot be done; the file then holds what it held
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path path = file.toAbsolutePath();
    Path target = Files.exists(path) ? path.toRealPath() : path;
    if (Files.isSymbolicLink(path)) {
      requireOwn(path, target);
    }
    Path folder = target.getParent();
    Path temporary = folder.resolve(".sbs-tmp-" + UUID.randomUUID() + ".toml");
    try {
      write(temporary, content);
      takeRights(target, temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    if (File.separatorChar == '/') {
      // Windows cannot open folders; there the move itself is made durable by the file system.
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void requireOwn(Path link, Path target) throws IOException {
    UserPrincipal owner = Files.getOwner(link, LinkOption.NOFOLLOW_LINKS);
    boolean own = List.of("root", System.getProperty("user.name")).contains(owner.getName());
    if (File.separatorChar == '/' && !own && !owner.equals(Files.getOwner(target))) {
      throw new IOException(
          link + " is a link of " + owner.getName() + " to " + target + ", which is not its own");
    }
  }

  /**
   * Makes the file and writes it at once: root does it too, for a command, in a folder of an
   * account that is not root, which could put a link in the place of a file that is opened again.
   */
  private static void write(Path file, byte[] content) throws IOException {
    FileAttribute<?>[] rights =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, rights)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void takeRights(Path from, Path to) throws IOException {
    PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (source != null && Files.exists(from)) {
      Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setPermissions(source.readAttributes().permissions());
    }
  }
}
