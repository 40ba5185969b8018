package org.sbs.server.store;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The disk of this machine. Streams where possible: an interrupted thread cannot use channels. */
final class RealDisk implements Disk {
  private static final boolean FOLDERS_CAN_BE_FORCED = File.separatorChar == '/';

  @Override
  public void write(Path file, byte[] content) throws IOException {
    if (Files.isSymbolicLink(file)) {
      // SBS makes none: root, who types commands, would write where it leads.
      Files.delete(file);
    }
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
    }
  }

  @Override
  public void force(Path file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.getFD().sync();
    }
  }

  @Override
  public void replace(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    // Windows opens no folder, and journals the names in it by itself.
    if (FOLDERS_CAN_BE_FORCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
