package org.sbs.server.sync.disk;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of contents. */
public final class Hashing {
  private Hashing() {}

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
