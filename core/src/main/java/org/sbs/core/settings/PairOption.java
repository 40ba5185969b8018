package org.sbs.core.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What belongs to the pair and not to one node (R4.4): one value holds on both. */
public enum PairOption {
  /** The folders beside the settings folder of the service. */
  FOLDERS,
  /** Strict synchronisation. */
  STRICT,
  /** Whether copies keep their dates. */
  KEEP_DATES,
  /** All of {@code [mail]}, which makes sense only together. */
  MAIL;

  /** The name as it is written outside: {@code keep-dates}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The option of that name. */
  public static Optional<PairOption> find(String word) {
    return List.of(values()).stream().filter(option -> option.word().equals(word)).findFirst();
  }

  /** The option that this setting is, or is part of. */
  public static Optional<PairOption> of(SettingKey key) {
    return switch (key) {
      case SYNC_STRICT -> Optional.of(STRICT);
      case SYNC_KEEP_DATES -> Optional.of(KEEP_DATES);
      default -> key.table().equals("mail") ? Optional.of(MAIL) : Optional.empty();
    };
  }
}
