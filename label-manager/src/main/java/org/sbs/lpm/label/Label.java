package org.sbs.lpm.label;

import java.nio.charset.StandardCharsets;

/** One label in the printer's language, and how often it is wanted. Immutable. */
public final class Label {
  private final byte[] content;
  private final int copies;

  /** The content is not copied and must not change any more; at least one copy. */
  public Label(byte[] content, int copies) {
    if (copies < 1) {
      throw new IllegalArgumentException("copies: " + copies);
    }
    this.content = content;
    this.copies = copies;
  }

  /** The bytes for the printer; callers must not change them. */
  public byte[] content() {
    return content;
  }

  /** How many times it is printed, at least once. */
  public int copies() {
    return copies;
  }

  @Override
  public String toString() {
    return copies + " x " + new String(content, StandardCharsets.UTF_8);
  }
}
