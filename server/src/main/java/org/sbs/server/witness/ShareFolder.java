package org.sbs.server.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pair's own folder on the share, and the files in it. Every look opens and lists anew: what
 * clients of network shares remember is only believed where they ask the server at each opening.
 * Not for several threads.
 */
final class ShareFolder {
  private static final Pattern ID = Pattern.compile("sbs-witness 1 ([0-9a-f]{32})\n");
  private static final Pattern CLAIM = Pattern.compile("claim-(\\d{20})");
  private static final int MOST_CLAIMS = 100_000;
  private static final int ID_BYTES = 16;

  private final Path share;
  private final Path pair;
  private final String nodeId;
  private final SeenShare seen;

  /**
   * Nothing is touched yet.
   *
   * @param share the folder of the settings
   * @param pairName the same on both nodes, and another for every pair
   * @param seen what this node remembers of it
   */
  ShareFolder(Path share, String pairName, String nodeId, SeenShare seen) {
    this.share = share;
    this.pair = share.resolve("sbs-witness-" + pairName);
    this.nodeId = nodeId;
    this.seen = seen;
  }

  /** The folder of this pair. */
  Path pair() {
    return pair;
  }

  /** The file of a claim. */
  Path claim(long epoch) {
    return pair.resolve(String.format(Locale.ROOT, "claim-%020d", epoch));
  }

  /**
   * Makes sure that this is the witness that this node knows, and that it forgot nothing; a node
   * that has seen none there makes it.
   *
   * @return the epochs that are claimed, in order
   */
  NavigableSet<Long> look() throws WitnessException {
    try {
      Optional<SeenShare.Memory> memory = seen.memory();
      Optional<String> found = id();
      if (found.isEmpty() && memory.isEmpty()) {
        make();
        found = id();
      }
      String id = found.orElseThrow(this::gone);
      if (memory.isPresent() && !memory.get().id().equals(id)) {
        throw otherThan("is another one than this pair used so far: the share was replaced");
      }
      NavigableSet<Long> epochs = epochs();
      long newest = epochs.isEmpty() ? 0 : epochs.last();
      long known = memory.map(SeenShare.Memory::epoch).orElse(0L);
      if (newest < known) {
        throw otherThan(
            "has forgotten epoch " + known + ": files were deleted there or an old copy put back");
      }
      seen.remember(new SeenShare.Memory(id, newest));
      return epochs;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** What tells this witness from others. */
  String identity() throws WitnessException {
    look();
    return seen.memory().map(SeenShare.Memory::id).orElseThrow(this::gone);
  }

  private Optional<String> id() throws IOException, WitnessException {
    byte[] bytes;
    try {
      bytes = bytes(pair.resolve("id"));
    } catch (NoSuchFileException e) {
      if (Files.isDirectory(pair)) {
        throw otherThan("has no file named id: it was emptied");
      }
      return Optional.empty();
    }
    Matcher line = ID.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!line.matches()) {
      throw otherThan("has a damaged file named id");
    }
    return Optional.of(line.group(1));
  }

  /**
   * Makes the whole folder aside and moves it into place: of two nodes that do it, one succeeds.
   */
  private void make() throws IOException, WitnessException {
    if (!Files.isDirectory(share)) {
      throw new WitnessException(
          "The witness folder "
              + share
              + " is not there. Is the share mounted? SBS does not make"
              + " it, so that a local folder is not taken for the share.");
    }
    Path aside = share.resolve("." + pair.getFileName() + "-" + nodeId + ".tmp");
    Files.createDirectories(aside);
    byte[] random = new byte[ID_BYTES];
    new SecureRandom().nextBytes(random);
    String line = "sbs-witness 1 " + HexFormat.of().formatHex(random) + "\n";
    Files.deleteIfExists(aside.resolve("id"));
    create(aside.resolve("id"));
    overwrite(aside.resolve("id"), line.getBytes(StandardCharsets.US_ASCII));
    try {
      Files.move(aside, pair, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(aside.resolve("id"));
      Files.deleteIfExists(aside);
      if (!Files.isDirectory(pair)) {
        throw e;
      }
    }
    force(share);
  }

  /** All claims that are there. */
  private NavigableSet<Long> epochs() throws IOException {
    NavigableSet<Long> epochs = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(pair, "claim-*")) {
      for (Path file : files) {
        Matcher name = CLAIM.matcher(file.getFileName().toString());
        if (name.matches() && name.group(1).charAt(0) == '0') {
          epochs.add(Long.parseLong(name.group(1)));
        }
        if (epochs.size() > MOST_CLAIMS) {
          throw new IOException("more than " + MOST_CLAIMS + " claims");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return epochs;
  }

  // ---- files ----

  /** What stands in a small file, of which no more is read than a claim could hold. */
  static byte[] bytes(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer content = ByteBuffer.allocate(Claim.LONGEST_BYTES);
      int got = 0;
      while (got >= 0 && content.hasRemaining()) {
        got = channel.read(content);
      }
      byte[] bytes = new byte[content.flip().remaining()];
      content.get(bytes);
      return bytes;
    }
  }

  /**
   * Makes an empty file that was not there.
   *
   * @return false if it was
   */
  static boolean create(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      // Some shares do not say why; SFTP knows "failure" only.
      if (Files.exists(file)) {
        return false;
      }
      throw e;
    }
    force(file.getParent());
    return true;
  }

  /** Replaces what stands in a file that is there, and takes it out of this machine's cache. */
  static void overwrite(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // One write: who reads at the same time may still see half of it, and notices.
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Names reach the disk of the server sooner by this; not every share offers it. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Then the share's own care must do: a name that was answered is the server's.
    }
  }

  // ---- what went wrong ----

  private WitnessException gone() {
    return new WitnessException(
        "The witness folder "
            + pair
            + " is gone, and this pair used it before. Is the share"
            + " mounted, and the right one? "
            + forget());
  }

  private WitnessException otherThan(String how) {
    return new WitnessException("The witness folder " + pair + " " + how + ". " + forget());
  }

  private String forget() {
    return "If it is lost for good: stop SBS on both nodes, delete the folder on the share, and "
        + seen.file()
        + " on each node.";
  }

  WitnessException failed(IOException cause) {
    return new WitnessException(
        "The witness folder " + share + " does not work: " + cause + ".", cause);
  }
}
