package org.sbs.lpm.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/** A file system of its own over an empty folder, which can be filled to its last block. */
@Needs({Needs.ROOT, Needs.LOOP, "losetup", "mkfs.ext4"})
final class SmallDisk implements AutoCloseable {
  private static final int MEBIBYTES = 4;
  private static final int BLOCK_BYTES = 1024;

  private final Path folder;
  private final Path image;

  SmallDisk(Path folder) throws IOException, InterruptedException {
    TestProcess.requireDeclared(SmallDisk.class);
    this.folder = folder;
    this.image = Files.createTempFile("lpm-disk-", ".img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((long) MEBIBYTES << 20);
    }
    run("mkfs.ext4", "-q", "-F", "-m", "0", "-b", "" + BLOCK_BYTES, image.toString());
    run("mount", "-o", "loop", image.toString(), folder.toString());
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process = TestProcess.builder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(Arrays.toString(words) + ": " + said);
    }
  }

  /** Nothing more fits in. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    try (RandomAccessFile file = new RandomAccessFile(filling().toFile(), "rw")) {
      while (true) {
        file.write(block);
        file.getFD().sync();
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  /** There is room again. */
  void free() throws IOException {
    Files.deleteIfExists(filling());
  }

  private Path filling() {
    return folder.resolve(".filling");
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "--lazy", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.delete(image);
  }
}
