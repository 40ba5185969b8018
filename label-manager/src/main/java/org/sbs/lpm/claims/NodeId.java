package org.sbs.lpm.claims;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Who claims: a node, and which run of its Label Print Manager.
 *
 * @param node the node's name, as it stays over restarts
 * @param instance of one process
 */
public record NodeId(String node, String instance) {
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
  private static final int MAX_NODE_LENGTH = 60;

  /** Checks that the name can be part of a file name. */
  public NodeId {
    if (node.isEmpty() || node.length() > MAX_NODE_LENGTH || UNSAFE.matcher(node).find()) {
      throw new IllegalArgumentException(
          "the node name '"
              + node
              + "' must have 1 to "
              + MAX_NODE_LENGTH
              + " letters, digits, dots, - or _");
    }
  }

  /** A new instance of that node. */
  public static NodeId newInstance(String node) {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return new NodeId(node, HexFormat.of().formatHex(random));
  }

  /** A node name made of any text. */
  public static String nodeName(String text) {
    String name = UNSAFE.matcher(text).replaceAll("-");
    return name.substring(0, Math.min(name.length(), MAX_NODE_LENGTH));
  }

  /** The name of this instance's claims folder. */
  public String folder() {
    return node + "~" + instance;
  }

  /** Whether that claims folder is of the same node, but of another run. */
  public boolean isEarlierInstance(String folder) {
    return folder.startsWith(node + "~") && !folder.equals(folder());
  }
}
