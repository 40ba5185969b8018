package org.sbs.server.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.text.Sanitizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pair's own folder on the share, and the files in it. Every look opens and lists anew: what
 * clients of network shares remember is only believed where they ask the server at each opening.
 * Not for several threads.
 */
final class ShareFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ShareFolder.class);
  private static final String PREFIX = "sbs-witness-";
  private static final int MOST_CLAIMS = 100_000;
  private static final int MOST_NAMED = 100;
  private static final int LONGEST_NAME = 100;
  private static final int ID_BYTES = 16;

  private final Path share;
  private final Path pair;
  private final Claimant me;
  private final SeenShare seen;
  private final Set<String> named = new HashSet<>();
  private boolean joined;

  /** Whether this node has made the folder while it only guessed the name of its pair. */
  private boolean guessed;

  // As it was when last looked at.
  private final Map<Long, Set<String>> names = new HashMap<>();
  private WitnessId witness = new WitnessId("", OptionalLong.empty());
  private ClaimForm form = new PlainClaims();

  /**
   * Nothing is touched yet.
   *
   * @param share the folder of the settings
   * @param me this node, and its pair
   * @param seen what this node remembers of it
   */
  ShareFolder(Path share, Claimant me, SeenShare seen) {
    this.share = share;
    this.pair = pair(share, me.pairName());
    this.me = me;
    this.seen = seen;
  }

  /** Where a pair's witness lies on a share. */
  static Path pair(Path share, String pairName) {
    return share.resolve(PREFIX + pairName);
  }

  /** The folder of this pair. */
  Path pair() {
    return pair;
  }

  /** How claims are written here, as of the last look. */
  ClaimForm form() {
    return form;
  }

  /** The file of a claim, as of the last look. */
  Path claim(long epoch) {
    String mine = form.name(epoch);
    Set<String> found = names.getOrDefault(epoch, Set.of(mine));
    return pair.resolve(found.contains(mine) ? mine : found.iterator().next());
  }

  /**
   * Whether nobody made a file of another name for that epoch, as of the last look: where the pair
   * key is being changed, the nodes may seal by different keys.
   */
  boolean isSole(long epoch) {
    return names.getOrDefault(epoch, Set.of()).size() <= 1;
  }

  /**
   * Whether that is the newest epoch of the time before claims were sealed, as of the last look:
   * its claim stands, and nobody's word on it is taken.
   */
  boolean isUnsealed(long epoch) {
    return witness.sealedSince().stream().anyMatch(since -> since == epoch);
  }

  /**
   * Makes sure that this is the witness that this node knows, and that it forgot nothing; a node
   * that has seen none there makes it.
   *
   * @return the epochs that are claimed, in order
   */
  NavigableSet<Long> look() throws WitnessException {
    return look(false);
  }

  /**
   * The same for the node that holds the claim. Where its pair key was replaced because it leaked,
   * nothing there is sealed by a key that holds, and sealing begins anew with its claim. A node
   * with the former key cannot read that, and so claims nothing.
   */
  NavigableSet<Long> lookAsHolder() throws WitnessException {
    return look(true);
  }

  /**
   * Seals by the present key what a former one has sealed, so that a node that never had that one
   * can read it; for the node that holds the claim, after its renewal.
   */
  void sealAnew(long epoch) {
    try {
      byte[] mine = witness.bytes(me.seal());
      if (witness.sealedSince().isEmpty()
          || !me.seal().isSettled()
          || Arrays.equals(bytes(pair.resolve("id")), mine)) {
        return;
      }
      Path named = pair.resolve(form.name(epoch));
      if (!claim(epoch).equals(named)) {
        Files.move(claim(epoch), named, StandardCopyOption.ATOMIC_MOVE);
        force(pair);
      }
      replaceId(witness);
      LOG.info("The witness folder {} is sealed by the new pair key now.", pair);
    } catch (IOException e) {
      // Nothing is wrong with the claim; the next renewal tries it again.
      name("anew", "The witness folder {} is not sealed by the new pair key yet: {}", e.toString());
    }
  }

  private NavigableSet<Long> look(boolean holder) throws WitnessException {
    try {
      Optional<SeenShare.Memory> memory = seen.memory();
      Optional<WitnessId> found = id(holder ? memory : Optional.empty());
      if (found.isEmpty() && memory.isEmpty()) {
        boolean guess = !me.named().getAsBoolean();
        if (guess) {
          requireSolePair();
        }
        make();
        guessed = guess;
        found = id(Optional.empty());
      }
      if (guessed && !me.named().getAsBoolean()) {
        requireSolePair();
      }
      WitnessId id = found.orElseThrow(this::gone);
      if (memory.isPresent() && !memory.get().id().equals(id.id())) {
        throw notUsed(Reason.of(ReasonCode.WITNESS_FOLDER_OTHER));
      }
      long known = memory.map(SeenShare.Memory::epoch).orElse(0L);
      if (id.sealedSince().isEmpty()) {
        if (memory.map(SeenShare.Memory::sealed).orElse(false)) {
          throw notUsed(Reason.of(ReasonCode.WITNESS_FOLDER_UNSEALED));
        }
        id = sealIfAllDo(id, known);
      }
      use(id);
      NavigableSet<Long> epochs = epochs(known);
      long newest = epochs.isEmpty() ? 0 : epochs.last();
      if (newest < known) {
        throw notUsed(Reason.of(ReasonCode.WITNESS_FOLDER_FORGOT).with("epoch", known));
      }
      seen.remember(new SeenShare.Memory(id.id(), newest, form.isSealed()));
      return epochs;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * A node that only guesses the name of its pair makes no folder beside those of others: one of
   * them may be its pair's, where the pair key was changed before this node came (R10.8). It learns
   * the name from the other node.
   */
  private void requireSolePair() throws IOException, WitnessException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(share, PREFIX + "*")) {
      for (Path folder : folders) {
        if (!folder.equals(pair)) {
          throw notUsed(Reason.of(ReasonCode.WITNESS_NAME_UNKNOWN));
        }
      }
    } catch (NotDirectoryException | NoSuchFileException e) {
      throw absent();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void use(WitnessId id) {
    witness = id;
    form = id.form(me.seal());
  }

  /**
   * From the time on when both nodes seal their claims, no others are believed (decision 020).
   * Either node may say so: none of them runs a version any more that does not understand it.
   */
  private WitnessId sealIfAllDo(WitnessId id, long known) throws WitnessException {
    SealedNodes nodes = new SealedNodes(pair, id.id(), me);
    try {
      if (!joined) {
        nodes.join();
        joined = true;
        LOG.info(
            "The witness folder {} is of an older SBS. Until both nodes seal their claims, a claim"
                + " there only tells that its lease must end first.",
            pair);
      }
      if (!nodes.hasOther()) {
        return id;
      }
      use(id);
      NavigableSet<Long> epochs = epochs(known);
      replaceId(new WitnessId(id.id(), OptionalLong.of(epochs.isEmpty() ? 0 : epochs.last())));
      LOG.info("Both nodes seal their claims in the witness folder {} now.", pair);
      return id(Optional.empty()).orElseThrow(this::gone);
    } catch (IOException e) {
      name("id", "The claims in the witness folder {} are not sealed yet: {}", e.toString());
      return id;
    }
  }

  private void replaceId(WitnessId id) throws IOException {
    Path aside = pair.resolve("id-" + me.nodeId() + ".tmp");
    Files.deleteIfExists(aside);
    create(aside);
    overwrite(aside, id.bytes(me.seal()));
    Files.move(aside, pair.resolve("id"), StandardCopyOption.ATOMIC_MOVE);
    force(pair);
  }

  /** What tells this witness from others. */
  String identity() throws WitnessException {
    look();
    return seen.memory().map(SeenShare.Memory::id).orElseThrow(this::gone);
  }

  /**
   * Reads it.
   *
   * @param own what the holder of the claim remembers, which needs no seal to know it again
   */
  private Optional<WitnessId> id(Optional<SeenShare.Memory> own)
      throws IOException, WitnessException {
    byte[] bytes;
    if (Files.isSymbolicLink(pair)) {
      // SBS makes a folder there, and never a link.
      throw notUsed(Reason.of(ReasonCode.WITNESS_FOLDER_STRANGE));
    }
    try {
      bytes = bytes(pair.resolve("id"));
    } catch (NoSuchFileException e) {
      if (Files.isDirectory(pair)) {
        throw notUsed(Reason.of(ReasonCode.WITNESS_FOLDER_EMPTIED));
      }
      return Optional.empty();
    }
    Optional<WitnessId> id =
        WitnessId.parse(bytes, me.seal())
            .or(
                () ->
                    own.filter(SeenShare.Memory::sealed)
                        .filter(memory -> WitnessId.isOf(bytes, memory.id()))
                        .map(
                            memory -> new WitnessId(memory.id(), OptionalLong.of(memory.epoch()))));
    if (id.isEmpty()) {
      boolean sealed = WitnessId.isSealed(bytes);
      throw notUsed(
          Reason.of(sealed ? ReasonCode.WITNESS_KEY_OTHER : ReasonCode.WITNESS_FOLDER_STRANGE));
    }
    return id;
  }

  /**
   * Makes the whole folder aside and moves it into place: of two nodes that do it, one succeeds.
   */
  private void make() throws IOException, WitnessException {
    if (!Files.isDirectory(share)) {
      throw absent();
    }
    Path aside = share.resolve("." + pair.getFileName() + "-" + me.nodeId() + ".tmp");
    if (Files.isSymbolicLink(aside)) {
      Files.delete(aside);
    }
    Files.createDirectories(aside);
    byte[] random = new byte[ID_BYTES];
    new SecureRandom().nextBytes(random);
    WitnessId fresh = new WitnessId(HexFormat.of().formatHex(random), OptionalLong.of(0));
    Files.deleteIfExists(aside.resolve("id"));
    create(aside.resolve("id"));
    overwrite(aside.resolve("id"), fresh.bytes(me.seal()));
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

  /** All claims that are there; whatever else has such a name is named once, and ignored. */
  private NavigableSet<Long> epochs(long remembered) throws IOException {
    NavigableSet<Long> epochs = new TreeSet<>();
    witness.sealedSince().stream().filter(since -> since > 0).forEach(epochs::add);
    long known = Math.max(remembered, me.knownEpoch().getAsLong());
    int looked = 0;
    names.clear();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(pair, "claim-*")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        OptionalLong epoch = form.epoch(name, known);
        if (epoch.isPresent()) {
          epochs.add(epoch.getAsLong());
          names.computeIfAbsent(epoch.getAsLong(), any -> new TreeSet<>()).add(name);
        } else if (!witness.isFormer(name)) {
          name(
              name,
              "The witness folder {} holds {}, which is no claim of this pair's nodes. It is"
                  + " ignored. sbs repair sets it aside.",
              name);
        }
        if (++looked > MOST_CLAIMS) {
          throw new IOException("more than " + MOST_CLAIMS + " claims");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return epochs;
  }

  /** A name that others chose must not forge a line of the log. */
  private static String printable(String text) {
    String head = text.substring(0, Math.min(text.length(), LONGEST_NAME));
    return Sanitizer.line(head);
  }

  private void name(String what, String sentence, String value) {
    if (named.size() < MOST_NAMED && named.add(what)) {
      LOG.warn(sentence, pair, printable(value));
    }
  }

  // ---- files ----

  /**
   * What stands in a small file, of which no more is read than a claim could hold. A link that
   * somebody put there is not followed, and a pipe is not waited for.
   */
  static byte[] bytes(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new IOException(file + " is no file");
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
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

  /**
   * Replaces what stands in a file that is there, and takes it out of this machine's cache. Through
   * a link it would replace what this node alone may write.
   */
  static void overwrite(Path file, byte[] content) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is no file");
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      // One write: who reads at the same time may still see half of it, and notices.
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      // What others wrote there may have been longer.
      if (channel.size() > content.length) {
        channel.truncate(content.length);
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

  private WitnessException absent() {
    return new WitnessException(
        Reason.of(ReasonCode.WITNESS_FOLDER_ABSENT).with("folder", share.toString()));
  }

  private WitnessException gone() {
    return notUsed(Reason.of(ReasonCode.WITNESS_FOLDER_GONE));
  }

  private WitnessException notUsed(Reason why) {
    return new WitnessException(
        why.with("folder", pair.toString()).with("file", seen.file().toString()));
  }

  WitnessException failed(IOException cause) {
    return new WitnessException(
        Reason.of(ReasonCode.WITNESS_FOLDER_FAILS)
            .with("folder", share.toString())
            .with("words", cause.toString()),
        cause);
  }
}
