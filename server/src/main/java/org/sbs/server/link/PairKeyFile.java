package org.sbs.server.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.sbs.core.reason.ReasonException;
import org.sbs.view.text.ReasonText;

/** How a pair key lies on disk: its text and a line end, readable by its owner alone. */
final class PairKeyFile {
  private static final int MAX_BYTES = 4096;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private PairKeyFile() {}

  static PairKey read(Path file) throws IOException {
    try {
      return PairKey.parse(text(file).strip());
    } catch (ReasonException e) {
      throw new IOException(
          "There is no valid pair key in "
              + file
              + ". "
              + ReasonText.english().sentence(e.reason())
              + " Restore the file from a backup, or enter the other node's key with `sbs pair"
              + " join --force`.",
          e);
    }
  }

  /** What stands in a file that only its owner may read. */
  static String text(Path file) throws IOException {
    byte[] content;
    try (var in = Files.newInputStream(file)) {
      refuseIfOthersMay(file);
      content = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "There is no pair key in "
              + file
              + ". Make one with `sbs pair new`, or enter the other node's with `sbs pair join`.",
          e);
    }
    if (content.length > MAX_BYTES) {
      throw new IOException(file + " is too long to be a pair key.");
    }
    return new String(content, StandardCharsets.UTF_8);
  }

  static void write(PairKey key, Path file, boolean replace) throws IOException {
    Path target = file.toAbsolutePath();
    // Looked at before and not while moving: only two commands run by hand could race here.
    if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target + " holds a pair key already; the pair would part if it were replaced.");
    }
    writeText(key.text() + "\n", target);
  }

  /** Writes a file that only its owner may read; it is durable when this returns. */
  static void writeText(String text, Path target) throws IOException {
    Path folder = target.getParent();
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      writeForced(temporary, text.getBytes(StandardCharsets.US_ASCII));
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    if (knowsPosixRights(folder)) { // Windows cannot open a folder, and its file systems log moves
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void writeForced(Path temporary, byte[] content) throws IOException {
    FileAttribute<?>[] rights =
        knowsPosixRights(temporary.getParent())
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(temporary, options, rights)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void refuseIfOthersMay(Path file) throws IOException {
    if (!knowsPosixRights(file)) {
      return;
    }
    Set<PosixFilePermission> rights = EnumSet.copyOf(OTHERS);
    rights.retainAll(Files.getPosixFilePermissions(file));
    if (!rights.isEmpty()) {
      throw new IOException(
          "The pair key in "
              + file
              + " is open to other users than its owner. Run `chmod 600 "
              + file
              + "`; if somebody may have read it, make a new key with `sbs pair new`.");
    }
  }

  private static boolean knowsPosixRights(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class);
  }
}
