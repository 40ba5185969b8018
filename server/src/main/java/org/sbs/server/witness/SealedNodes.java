package org.sbs.server.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which nodes of the pair seal their claims: each says so in a file of its own, which nobody else
 * can write. One that says so does not run SBS 0.1.0 any more.
 */
final class SealedNodes {
  private static final Pattern NAME = Pattern.compile("node-([0-9a-f]{32})");
  private static final int MOST_FILES = 1000;

  private final Path pair;
  private final String witnessId;
  private final Claimant me;

  SealedNodes(Path pair, String witnessId, Claimant me) {
    this.pair = pair;
    this.witnessId = witnessId;
    this.me = me;
  }

  /** Says it for this node, if that is not yet said. */
  void join() throws IOException {
    Path mine = pair.resolve("node-" + me.nodeId());
    boolean unused = ShareFolder.create(mine);
    if (!Arrays.equals(ShareFolder.bytes(mine), bytes(me.nodeId()))) {
      ShareFolder.overwrite(mine, bytes(me.nodeId()));
    }
  }

  /** Whether another node has said it. */
  boolean hasOther() throws IOException {
    int looked = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(pair, "node-*")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        boolean other = name.matches() && !name.group(1).equals(me.nodeId());
        if (other && isWhole(ShareFolder.bytes(file), name.group(1))) {
          return true;
        }
        if (++looked > MOST_FILES) {
          return false;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return false;
  }

  private byte[] bytes(String node) {
    String line = "sbs-node 2 " + node + " " + me.seal().seal(text(node)) + "\n";
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  private boolean isWhole(byte[] content, String node) {
    String line = new String(content, StandardCharsets.ISO_8859_1).strip();
    String begin = "sbs-node 2 " + node + " ";
    return line.startsWith(begin) && me.seal().isSealed(text(node), line.substring(begin.length()));
  }

  private String text(String node) {
    return "node " + witnessId + " " + node;
  }
}
