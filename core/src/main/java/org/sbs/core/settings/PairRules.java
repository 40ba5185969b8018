package org.sbs.core.settings;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;
import org.sbs.core.role.Mode;

/** What must hold in {@code [pair]}. */
final class PairRules {
  /** Stands in for a peer address that is missing or wrong, so that the rest can be checked. */
  private static final HostPort NOWHERE = new HostPort("peer.invalid", 0);

  private PairRules() {}

  static Settings.Pair check(ParsedSettings given) {
    int port = given.small(SettingKey.PAIR_PORT);
    Optional<String> local = local(given);
    HostPort peer = peer(given, port, local);
    silence(given);
    if (given.isSound(SettingKey.PAIR_KEY_FILE) && given.text(SettingKey.PAIR_KEY_FILE).isBlank()) {
      given.wrong(
          SettingKey.PAIR_KEY_FILE,
          Reason.of(ReasonCode.KEY_FILE_UNNAMED),
          Reason.of(ReasonCode.DO_SET_KEY_FILE));
    }
    return new Settings.Pair(
        local,
        peer,
        port,
        given.choice(SettingKey.PAIR_MODE, List.of(Mode.values())),
        given.whole(SettingKey.PAIR_PERIOD_SECONDS),
        given.whole(SettingKey.PAIR_HEARTBEAT_MS),
        given.whole(SettingKey.PAIR_SILENCE_LIMIT_MS),
        given.whole(SettingKey.PAIR_START_WAIT_SECONDS),
        given.small(SettingKey.PAIR_MAX_TAKEOVERS),
        given.whole(SettingKey.PAIR_TAKEOVER_WINDOW_SECONDS),
        given.text(SettingKey.PAIR_KEY_FILE),
        reachability(given));
  }

  private static Optional<String> local(ParsedSettings given) {
    String text = given.text(SettingKey.PAIR_LOCAL_ADDRESS);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String host = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean good = HostSyntax.isIpv6(host) || (!bracketed && HostSyntax.isNameOrIpv4(host));
    if (!good) {
      given.wrong(
          SettingKey.PAIR_LOCAL_ADDRESS,
          Reason.of(ReasonCode.HOST_NOT_ONE).with("text", text),
          Reason.of(ReasonCode.DO_WRITE_LOCAL));
      return Optional.empty();
    }
    return HostSyntax.isWildcard(host) ? Optional.empty() : Optional.of(host);
  }

  private static List<String> reachability(ParsedSettings given) {
    List<String> addresses = given.texts(SettingKey.PAIR_REACHABILITY);
    for (String address : addresses) {
      if (!HostSyntax.isIpv6(address) && !HostSyntax.isNameOrIpv4(address)) {
        given.wrong(
            SettingKey.PAIR_REACHABILITY,
            Reason.of(ReasonCode.HOST_NOT_ONE).with("text", address),
            Reason.of(ReasonCode.DO_WRITE_REACHABLE));
      }
    }
    return addresses;
  }

  private static HostPort peer(ParsedSettings given, int port, Optional<String> local) {
    SettingKey key = SettingKey.PAIR_PEER_ADDRESS;
    if (!given.isSound(key)) {
      return NOWHERE;
    }
    String text = given.text(key);
    if (text.isEmpty()) {
      given.wrong(
          key, Reason.of(ReasonCode.PEER_ADDRESS_MISSING), Reason.of(ReasonCode.DO_SET_PEER));
      return NOWHERE;
    }
    HostPort peer;
    try {
      peer = HostPort.parse(text, port, 1);
    } catch (ReasonException e) {
      given.wrong(key, e.reason(), Reason.of(ReasonCode.DO_WRITE_HOST));
      return NOWHERE;
    }
    if (HostSyntax.isWildcard(peer.host())) {
      given.wrong(
          key,
          Reason.of(ReasonCode.HOST_WILDCARD).with("host", peer.host()),
          Reason.of(ReasonCode.DO_WRITE_PEER));
    } else if (isThisNode(given, peer, port, local)) {
      given.wrong(
          key, Reason.of(ReasonCode.PEER_ADDRESS_OWN), Reason.of(ReasonCode.DO_WRITE_OTHER_NODE));
    }
    return peer;
  }

  private static boolean isThisNode(
      ParsedSettings given, HostPort peer, int port, Optional<String> local) {
    boolean sameHost = local.map(peer::sameHostAs).orElse(peer.isLoopback());
    return given.isSound(SettingKey.PAIR_PORT, SettingKey.PAIR_LOCAL_ADDRESS)
        && peer.port() == port
        && sameHost;
  }

  private static void silence(ParsedSettings given) {
    long heartbeatMs = given.whole(SettingKey.PAIR_HEARTBEAT_MS);
    long limitMs = given.whole(SettingKey.PAIR_SILENCE_LIMIT_MS);
    if (given.isSound(SettingKey.PAIR_HEARTBEAT_MS, SettingKey.PAIR_SILENCE_LIMIT_MS)
        && limitMs < 2 * heartbeatMs) {
      // The line to mend is the one that somebody wrote.
      SettingKey key =
          given.isGiven(SettingKey.PAIR_SILENCE_LIMIT_MS)
              ? SettingKey.PAIR_SILENCE_LIMIT_MS
              : SettingKey.PAIR_HEARTBEAT_MS;
      given.wrong(
          key,
          Reason.of(ReasonCode.SILENCE_LIMIT_SHORT)
              .with("limit-ms", limitMs)
              .with("heartbeat-ms", heartbeatMs),
          Reason.of(ReasonCode.DO_SET_SILENCE)
              .with("least-ms", 2 * heartbeatMs)
              .with("most-ms", limitMs / 2));
    }
  }
}
