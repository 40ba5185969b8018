package org.sbs.core.licence;

import java.util.Locale;
import java.util.Optional;

/** The kinds of licences. */
public enum LicenceKind {
  /** Allows everything. */
  MAIN,
  /** Allows sentinels only in place of a primary that failed or handed over. */
  BACKUP;

  /** As licences and users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that word. */
  public static Optional<LicenceKind> find(String word) {
    for (LicenceKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
