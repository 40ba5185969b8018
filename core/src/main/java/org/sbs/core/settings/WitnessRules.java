package org.sbs.core.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;
import org.sbs.core.settings.Settings.WitnessKind;

/** What must hold in {@code [witness]}. */
final class WitnessRules {
  private static final int ETCD_PORT = 2379;
  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";
  private static final String EXAMPLE = "[\"https://etcd1.example:" + ETCD_PORT + "\"]";

  /** Which kind each setting belongs to, where it belongs to one alone. */
  private static final Map<SettingKey, WitnessKind> OWNERS =
      Map.of(
          SettingKey.WITNESS_FOLDER, WitnessKind.SHARE,
          SettingKey.WITNESS_ENDPOINTS, WitnessKind.ETCD,
          SettingKey.WITNESS_USER, WitnessKind.ETCD,
          SettingKey.WITNESS_PASSWORD_FILE, WitnessKind.ETCD,
          SettingKey.WITNESS_CA_FILE, WitnessKind.ETCD,
          SettingKey.WITNESS_CERT_FILE, WitnessKind.ETCD,
          SettingKey.WITNESS_KEY_FILE, WitnessKind.ETCD);

  private final ParsedSettings given;

  private WitnessRules(ParsedSettings given) {
    this.given = given;
  }

  static Settings.Witness check(ParsedSettings given, PathStyle style, List<String> copied) {
    WitnessKind kind = given.choice(SettingKey.WITNESS_KIND, List.of(WitnessKind.values()));
    WitnessRules rules = new WitnessRules(given);
    if (given.isSound(SettingKey.WITNESS_KIND)) {
      rules.othersOwn(kind);
      switch (kind) {
        case NONE -> {}
        case SHARE -> rules.folder(style, copied);
        case ETCD -> rules.etcd();
      }
    }
    return new Settings.Witness(
        kind,
        given.whole(SettingKey.WITNESS_LEASE_SECONDS),
        given.text(SettingKey.WITNESS_FOLDER),
        rules.cluster());
  }

  private Settings.Etcd cluster() {
    return new Settings.Etcd(
        given.texts(SettingKey.WITNESS_ENDPOINTS).stream().map(WitnessRules::whole).toList(),
        both(SettingKey.WITNESS_USER, SettingKey.WITNESS_PASSWORD_FILE, Settings.EtcdLogin::new),
        optional(SettingKey.WITNESS_CA_FILE),
        both(
            SettingKey.WITNESS_CERT_FILE,
            SettingKey.WITNESS_KEY_FILE,
            Settings.EtcdCertificate::new),
        given.text(SettingKey.WITNESS_PREFIX));
  }

  /** With the port, also where it was left out. */
  private static String whole(String endpoint) {
    for (String scheme : List.of(HTTPS, HTTP)) {
      if (endpoint.startsWith(scheme)) {
        try {
          return scheme + HostPort.parse(endpoint.substring(scheme.length()), ETCD_PORT, 1).text();
        } catch (ReasonException e) {
          // It is reported as wrong.
          return endpoint;
        }
      }
    }
    return endpoint;
  }

  private Optional<String> optional(SettingKey key) {
    return Optional.of(given.text(key)).filter(text -> !text.isEmpty());
  }

  /** Makes one of two texts. */
  private interface Pairing<T> {
    T of(String one, String other);
  }

  private <T> Optional<T> both(SettingKey one, SettingKey other, Pairing<T> pairing) {
    return optional(one).flatMap(a -> optional(other).map(b -> pairing.of(a, b)));
  }

  private static String word(WitnessKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whoever names a folder and forgets the kind must not believe that there is a witness. */
  private void othersOwn(WitnessKind kind) {
    for (SettingKey key : SettingKey.in("witness")) {
      WitnessKind owner = OWNERS.getOrDefault(key, kind);
      boolean empty = given.text(key).isEmpty() && given.texts(key).isEmpty();
      if (owner != kind && given.isGiven(key) && given.isSound(key) && !empty) {
        given.wrong(
            key,
            Reason.of(ReasonCode.SETTING_ONLY_WITH)
                .with("name", "kind")
                .with("words", Words.quoted(List.of(word(owner))))
                .with("word", word(kind)),
            Reason.of(ReasonCode.DO_SET_OR_REMOVE)
                .with("name", "kind")
                .with("words", Words.quoted(List.of(word(owner)))));
      }
    }
  }

  // ---- share ----

  private void folder(PathStyle style, List<String> copied) {
    SettingKey key = SettingKey.WITNESS_FOLDER;
    if (!given.isSound(key)) {
      return;
    }
    String path = given.text(key);
    if (path.isEmpty()) {
      given.wrong(
          key,
          Reason.of(ReasonCode.WITNESS_WITHOUT_FOLDER),
          Reason.of(ReasonCode.DO_SET_WITNESS_FOLDER).with("example", style.example()));
      return;
    }
    Optional<FolderPaths.Fault> fault = FolderPaths.wrongWith(path, style);
    Optional<String> outer = copied.stream().filter(f -> style.contains(f, path)).findFirst();
    if (fault.isPresent()) {
      given.wrong(key, fault.get().wrong(), fault.get().remedy());
    } else if (outer.isPresent()) {
      given.wrong(
          key,
          Reason.of(ReasonCode.WITNESS_FOLDER_COPIED).with("folder", outer.get()),
          Reason.of(ReasonCode.DO_NAME_SHARE));
    }
  }

  // ---- etcd ----

  private void etcd() {
    SettingKey key = SettingKey.WITNESS_ENDPOINTS;
    if (given.isSound(key)) {
      endpoints(key, given.texts(key));
    }
    together(SettingKey.WITNESS_USER, SettingKey.WITNESS_PASSWORD_FILE);
    together(SettingKey.WITNESS_CERT_FILE, SettingKey.WITNESS_KEY_FILE);
    if (given.isSound(SettingKey.WITNESS_PREFIX)
        && given.text(SettingKey.WITNESS_PREFIX).isBlank()) {
      given.wrong(
          SettingKey.WITNESS_PREFIX,
          Reason.of(ReasonCode.WITNESS_WITHOUT_PREFIX),
          Reason.of(ReasonCode.DO_SET_PREFIX));
    }
  }

  private void endpoints(SettingKey key, List<String> endpoints) {
    if (endpoints.isEmpty()) {
      given.wrong(
          key,
          Reason.of(ReasonCode.WITNESS_WITHOUT_ENDPOINTS),
          Reason.of(ReasonCode.DO_SET_ENDPOINTS).with("example", EXAMPLE));
      return;
    }
    boolean encrypted = endpoints.get(0).startsWith(HTTPS);
    boolean local = true;
    for (String endpoint : endpoints) {
      boolean https = endpoint.startsWith(HTTPS);
      if (!https && !endpoint.startsWith(HTTP)) {
        given.wrong(
            key,
            Reason.of(ReasonCode.HTTP_SCHEME).with("text", endpoint),
            Reason.of(ReasonCode.DO_WRITE_ENDPOINTS).with("example", EXAMPLE));
        return;
      }
      if (https != encrypted) {
        given.wrong(key, Reason.of(ReasonCode.WITNESS_MIXED), Reason.of(ReasonCode.DO_WRITE_ALIKE));
        return;
      }
      try {
        String rest = endpoint.substring((https ? HTTPS : HTTP).length());
        local &= HostPort.parse(rest, ETCD_PORT, 1).isLoopback();
      } catch (ReasonException e) {
        given.wrong(
            key, e.reason(), Reason.of(ReasonCode.DO_WRITE_ENDPOINTS).with("example", EXAMPLE));
        return;
      }
    }
    if (!encrypted) {
      unencrypted(local);
    }
  }

  private void unencrypted(boolean local) {
    for (SettingKey file :
        List.of(
            SettingKey.WITNESS_CA_FILE,
            SettingKey.WITNESS_CERT_FILE,
            SettingKey.WITNESS_KEY_FILE)) {
      if (!given.text(file).isEmpty()) {
        given.wrong(
            file,
            Reason.of(ReasonCode.WITNESS_CERTIFICATES_UNUSED),
            Reason.of(ReasonCode.DO_ENCRYPT_ENDPOINTS_OR_REMOVE));
      }
    }
    if (!local && !given.text(SettingKey.WITNESS_USER).isEmpty()) {
      given.wrong(
          SettingKey.WITNESS_USER,
          Reason.of(ReasonCode.WITNESS_PASSWORD_IN_CLEAR),
          Reason.of(ReasonCode.DO_ENCRYPT_ENDPOINTS));
    }
  }

  /** Either both are given or none. */
  private void together(SettingKey one, SettingKey other) {
    if (!given.isSound(one, other)) {
      return;
    }
    boolean first = !given.text(one).isEmpty();
    boolean second = !given.text(other).isEmpty();
    if (first != second) {
      SettingKey present = first ? one : other;
      SettingKey absent = first ? other : one;
      given.wrong(
          present,
          Reason.of(ReasonCode.SETTING_ALONE).with("other", absent.shortName()),
          Reason.of(ReasonCode.DO_SET_TOO).with("other", absent.shortName()));
    }
  }
}
