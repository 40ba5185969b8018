package org.sbs.lpm.claims;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.sbs.lpm.files.Durable;
import org.sbs.lpm.files.NotRegularException;
import org.sbs.lpm.files.RealFolders;

/**
 * What became of the jobs of a capture folder, a file a node, where both nodes can read it. For
 * people: nothing is decided by it, and one that cannot be written stops nothing.
 */
public final class ShareJournal {
  private static final String PREFIX = ".journal-";
  private static final String SUFFIX = ".jsonl";
  private static final long LIMIT_BYTES = 2L << 20;
  private static final int TAIL_BYTES = 256 << 10;

  private final Path captureFolder;
  private final Path claims;
  private final Path own;
  private final String node;

  /** The journals of a capture folder, of which the node's own is written. */
  public ShareJournal(Path captureFolder, String node) {
    this.captureFolder = captureFolder;
    this.claims = captureFolder.resolve(ClaimStore.CLAIMS);
    this.own = claims.resolve(PREFIX + node + SUFFIX);
    this.node = node;
  }

  /** Adds a line, which is a JSON object, to this node's own, with the node's name in it. */
  public void append(String line) throws IOException {
    RealFolders.check(captureFolder, claims);
    checkOwn();
    try (FileChannel channel =
        FileChannel.open(
            own, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      long before = channel.size();
      channel.position(before);
      ByteBuffer bytes = ByteBuffer.wrap(withNode(line).getBytes(StandardCharsets.UTF_8));
      long after = before + bytes.remaining();
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        // Half a line would make the next one unreadable, too.
        channel.truncate(before);
        throw e;
      }
      if (after < LIMIT_BYTES) {
        return;
      }
    }
    Durable.rename(own, own.resolveSibling(own.getFileName() + ".1"));
  }

  private void checkOwn() throws IOException {
    try {
      if (!Files.readAttributes(own, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile()) {
        throw new NotRegularException(own);
      }
    } catch (NoSuchFileException e) {
      // It begins with this line.
      return;
    }
  }

  /** The name of a node needs no escapes: it is that of a folder, too. */
  private String withNode(String line) {
    return line.substring(0, line.length() - 1) + ",\"node\":\"" + node + "\"}\n";
  }

  /** The last lines of every node's, in no order between nodes. */
  public List<String> tails() throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(claims, PREFIX + "*")) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          lines.addAll(tail(file));
        }
      }
    } catch (NoSuchFileException e) {
      return lines;
    }
    return lines;
  }

  private static List<String> tail(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long from = Math.max(0, channel.size() - TAIL_BYTES);
      ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - from));
      int count = 0;
      while (buffer.hasRemaining() && count >= 0) {
        count = channel.read(buffer, from + buffer.position());
      }
      List<String> lines =
          new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).lines().toList();
      return from == 0 || lines.isEmpty() ? lines : lines.subList(1, lines.size());
    }
  }
}
